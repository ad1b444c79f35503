import Exposure
import Targets

/// The names that a template can ask for.
enum TemplateNames {
  /// The lists of the scan as a whole.
  static let listsOfScan = ["endpoints", "worst", "by_finding"]

  /// The names of the scan as a whole, beside the lists.
  static let scan = [
    "summary", "endpoints_left_out", "apiexpose_version", "knowledge_date", "stale_knowledge",
  ]

  /// The names within `summary`.
  static let summary: [String] = {
    let names = [
      "sentence", "endpoints", "rows", "clusters", "api_servers", "other_components", "worst_severity",
      "excluded", "duplicates_dropped", "started_at", "ended_at", "duration_s", "notices", "verdicts",
      "is_exposed",
    ]
    let postures = Posture.allCases.flatMap { [$0.rawValue, "clusters_\($0.rawValue)"] }
    return names + postures + Severity.allCases.map(\.rawValue)
  }()

  /// The names within an element of `verdicts`, and of `by_finding` and its examples.
  static let elements = [
    "verdict", "posture", "clusters", "id", "title", "severity", "count", "meaning", "remedy", "examples",
    "endpoint", "target", "evidence",
  ]

  /// The names within an endpoint: the keys of JSON Lines, and `label`.
  static let endpoint: [String] = {
    var names = ObservationLine.fields.map(\.name) + ["label"]
    names += Label.fields.map(\.name)
    names += HeaderField.fields.map(\.name)
    names += UnansweredPath.fields.map(\.name)
    names += Response.fields.map(\.name)
    names += AccessAnswer.fields.map(\.name)
    names += ComponentAnswer.fields.map(\.name)
    names += TLSFacts.fields.map(\.name)
    names += CertificateFacts.fields.map(\.name)
    names += Finding.fields.map(\.name)
    names += RecognisedDistribution.fields.map(\.name)
    names += OutcomeRecord.fields.map(\.name)
    names += ShardRecord.fields.map(\.name)
    return names
  }()

  /// All of them.
  static let all = Set(listsOfScan + scan + summary + elements + endpoint)

  /// What can be done with a value before it is written: `{{count(findings)}}`. They are swift-mustache's.
  static let transforms: Set = [
    "first", "last", "index", "even", "odd", "count", "empty", "capitalized", "lowercased", "uppercased",
    "equalzero", "plusone", "minusone",
  ]
}
