import Exposure
import Targets

/// Why an endpoint has its severity, in one sentence for a reviewer: `Critical: anyone can list secrets and pods without
/// credentials.` It names what has this severity, and nothing that is less bad.
public enum SeverityReason {
  /// How many causes a sentence names.
  private static let most = 3

  /// The sentence. It holds text from the network, such as a version, and is to be sanitised where it is shown.
  public static func sentence(_ observation: Observation, _ assessment: Assessment) -> String {
    let severity = assessment.severity
    var causes: [String] = []
    let isWeighed = assessment.findings.contains { $0.id.weighsComponent }
    if assessment.verdictSeverity == severity, !isWeighed {
      causes.append(VerdictCause.clause(observation, assessment))
    }
    for finding in assessment.findings where finding.severity == severity {
      if assessment.verdictSeverity == severity, finding.id.repeats(assessment.verdict) { continue }
      causes.append(FindingCause.clause(finding, observation, assessment))
    }
    var shown = causes.prefix(most).joined(separator: "; ")
    if causes.count > most { shown += "; and \(counted(causes.count - most, "more finding"))" }
    // "None:" would read as a word of the sentence behind it.
    let tail = assessment.policy.map { adjustments($0) } ?? ""
    return "\(severity == .none ? "No finding" : severity.title): \(shown).\(tail)"
  }

  /// Which severities the policy has changed: ` By policy, internal-names is low instead of info.`
  private static func adjustments(_ outcome: PolicyOutcome) -> String {
    guard !outcome.adjustments.isEmpty else { return "" }
    let texts = outcome.adjustments.prefix(most).map { adjustment in
      "\(adjustment.subject.name) is \(adjustment.after.rawValue) instead of \(adjustment.before.rawValue)"
    }
    let left = outcome.adjustments.count - texts.count
    return " By policy, \(texts.joined(separator: ", "))\(left > 0 ? ", and \(left) more" : "")."
  }
}

extension Severity {
  /// The severity as the beginning of a sentence.
  var title: String {
    switch self {
    case .none: "None"
    case .info: "Info"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }
}
