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
    if assessment.verdict.severity == severity, !isWeighed {
      causes.append(VerdictCause.clause(observation, assessment))
    }
    for finding in assessment.findings where finding.severity == severity {
      if assessment.verdict.severity == severity, finding.id.repeats(assessment.verdict) { continue }
      causes.append(FindingCause.clause(finding, observation, assessment))
    }
    var shown = causes.prefix(most).joined(separator: "; ")
    if causes.count > most { shown += "; and \(counted(causes.count - most, "finding")) more" }
    // "None:" would read as a word of the sentence behind it.
    return "\(severity == .none ? "No finding" : severity.title): \(shown)."
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

extension FindingID {
  /// Whether the finding says what the verdict says.
  func repeats(_ verdict: Verdict) -> Bool {
    switch self {
    case .anonymousVersion: verdict == .versionLeak
    case .anonymousResources: verdict == .anonymousAccess
    case .insecurePort: verdict == .insecurePort
    case .anonymousHealth: verdict == .healthOnly
    case .healthDetails, .clusterInfo, .endOfLifeRelease, .knownVulnerabilities, .internalNames, .startTime,
      .recentRestart, .certificateExpired, .certificateExpiring, .weakTLS, .inconsistentControlPlane,
      .plaintextHTTP, .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy,
      .componentMetrics:
      false
    }
  }
}
