import Targets
import PortableFoundation

/// What comparisons of scans need of one endpoint in one scan. A history keeps it in columns, beside the whole result.
public struct EndpointResult: Sendable, Hashable {
  /// The place in the scan, from 0.
  public var position: Int64
  /// What was asked.
  public var endpoint: EndpointIdentity
  /// The entry of the list, as the user wrote it.
  public var target: String
  /// Its labels, `key=value key=value`.
  public var labels: String
  /// When the first connection attempt began.
  public var scannedAt: Date
  /// The headline.
  public var verdict: Verdict
  /// The highest severity among verdict and findings.
  public var severity: Severity
  /// The identifiers of all findings, the worst first.
  public var findings: [String]
  /// Their severities, in the same order; empty where an earlier release did not keep them.
  public var findingSeverities: [Severity]
  /// By what findings could be made; nil where an earlier release did not keep it.
  public var grounds: Grounds?
  /// The release that the server says it is.
  public var gitVersion: String?
  /// The identifier of the distribution.
  public var distribution: String?
  /// SHA-256 of the serving certificate, in lower-case hexadecimal.
  public var certificateFingerprint: String?
  /// The end of the serving certificate's validity.
  public var certificateNotAfter: Date?
  /// When the process started, where the server tells it.
  public var serverStartedAt: Date?
  /// What went wrong on the way; empty when all went well.
  public var error: String
  /// The component that answered; nil where nothing names it.
  public var component: Component?
  /// The column `cluster_id`; nil where it belongs to no cluster, and where an earlier release did not keep it.
  public var clusterIdentifier: String?

  /// How much of a text is kept in a column, in Unicode scalars. A version or a name needs a fraction of it, and what
  /// a stranger sends beyond it would only make the history large; the line holds all of it.
  static let longestText = 1024

  /// Takes from an observation and its assessment what is kept in columns.
  /// - Parameter error: What went wrong on the way, as a sentence.
  public init(_ observation: Observation, _ assessment: Assessment, position: Int64, error: String) {
    let target = observation.endpoint.target
    let certificate = observation.tls?.certificate
    self.init(
      position: position,
      endpoint: EndpointIdentity(observation.endpoint),
      target: target.text.kept,
      labels: target.labels.map { "\($0.key)=\($0.value)" }.joined(separator: " ").kept,
      scannedAt: observation.scannedAt,
      verdict: assessment.verdict,
      severity: assessment.severity,
      findings: assessment.findings.map(\.id.rawValue),
      gitVersion: assessment.version?.gitVersion.kept,
      distribution: assessment.distribution?.id.kept,
      certificateFingerprint: certificate?.fingerprint.kept,
      certificateNotAfter: certificate?.notAfter,
      serverStartedAt: assessment.serverStartedAt,
      error: error.kept,
      component: assessment.component,
      findingSeverities: assessment.findings.map(\.severity),
      grounds: Grounds(observation, assessment),
      clusterIdentifier: ClusterIdentifier.text(observation, assessment))
  }

  /// Makes a result of its parts.
  public init(
    position: Int64, endpoint: EndpointIdentity, target: String, labels: String, scannedAt: Date,
    verdict: Verdict, severity: Severity, findings: [String], gitVersion: String?, distribution: String?,
    certificateFingerprint: String?, certificateNotAfter: Date?, serverStartedAt: Date?, error: String,
    component: Component? = nil, findingSeverities: [Severity] = [], grounds: Grounds? = nil,
    clusterIdentifier: String? = nil
  ) {
    self.position = position
    self.endpoint = endpoint
    self.target = target
    self.labels = labels
    self.scannedAt = scannedAt
    self.verdict = verdict
    self.severity = severity
    self.findings = findings
    self.gitVersion = gitVersion
    self.distribution = distribution
    self.certificateFingerprint = certificateFingerprint
    self.certificateNotAfter = certificateNotAfter
    self.serverStartedAt = serverStartedAt
    self.error = error
    self.component = component
    self.findingSeverities = findingSeverities
    self.grounds = grounds
    self.clusterIdentifier = clusterIdentifier
  }
}

extension String {
  fileprivate var kept: String {
    guard utf8.count > EndpointResult.longestText else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(EndpointResult.longestText)))
  }
}
