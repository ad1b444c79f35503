import Exposure
import Targets

/// The open components of a scan, the worst, as documents list them. To which cluster each belongs is known when the
/// scan is over, so its entry is kept until then.
struct OpenComponentRows {
  /// An open component: text that is still to be sanitised where it is shown.
  struct Row {
    fileprivate let entry: ClusterEntry
    let component: Component
    let target: String
    let endpoint: String
    let verdict: Verdict
    let severity: Severity
    let reason: String
    let remedy: String

    /// The name of its cluster, safe to be shown; nil where none is known.
    func cluster(_ summary: Summary) -> String? {
      summary.clusterCounts?.components.cluster(of: entry)?.name
    }
  }

  private var rows: WorstFirst<Posture, Row>

  /// Room for so many.
  init(most: Int) {
    rows = WorstFirst(ranks: Assessment.ranks, most: most)
  }

  /// Takes an endpoint.
  /// - Returns: Whether it is an open component.
  @discardableResult
  mutating func add(_ observation: Observation, _ assessment: Assessment) -> Bool {
    guard let component = assessment.component, component != .kubeAPIServer,
      let entry = ClusterEntry(observation, assessment)
    else { return false }
    rows.add(.exposed, rank: assessment.rank) {
      let row = Row(
        entry: entry, component: component, target: observation.endpoint.target.text,
        endpoint: observation.endpoint.description, verdict: assessment.verdict,
        severity: assessment.severity,
        reason: SeverityReason.sentence(observation, assessment),
        remedy: FirstRemedy.sentence(observation, assessment) ?? "")
      return (row, 0)
    }
    return true
  }

  /// Those that are kept, the worst first.
  var elements: [Row] { rows.elements }
  /// How many came.
  var total: Int { rows.count + leftOut }
  /// How many of them are not kept.
  var leftOut: Int { rows.leftOut[.exposed] ?? 0 }
}
