import Exposure
import Targets

/// A row of the table as the template shows it, for a reader without scripts.
struct PlainRow {
  /// The titles of the columns.
  static let columns = ["Endpoint", "Verdict", "Severity", "Version", "Reason", "Labels"]

  private let name: String
  private let place: String?
  private let verdict: Verdict
  private let severity: Severity
  private let version: String
  private let reason: String
  private let labels: String

  init(_ observation: Observation, _ assessment: Assessment) {
    let endpoint = observation.endpoint
    let target = PageText.line(endpoint.target.text)
    let description = PageText.line(endpoint.description)
    name = target
    place = PageText.says(target, description) ? nil : description
    verdict = assessment.verdict
    severity = assessment.severity
    version = PageText.line(assessment.version?.gitVersion ?? "")
    reason = PageText.line(SeverityReason.sentence(observation, assessment), limit: CellLimit.sentence)
    labels = endpoint.target.labels.map { PageText.line($0.text) }.joined(separator: " ")
  }

  var model: [String: Any] {
    [
      "name": PageText.breakable(name), "place": place.map { [$0] } ?? [], "verdict": verdict.rawValue,
      "posture": verdict.posture.rawValue, "severity": severity.rawValue,
      "version": PageText.breakable(version),
      "reason": reason, "labels": PageText.breakable(labels),
    ]
  }
}
