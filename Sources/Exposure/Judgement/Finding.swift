/// What can be noticed of an endpoint beside its verdict. The identifiers are stable.
public enum FindingID: String, Sendable, Hashable, Codable, CaseIterable {
  /// A stranger reads the version document.
  case anonymousVersion = "anonymous-version"
  /// A stranger reads the health.
  case anonymousHealth = "anonymous-health"
  /// A stranger reads the list of health checks.
  case healthDetails = "health-details"
  /// The API server answers over plain HTTP.
  case insecurePort = "insecure-port"
  /// The serving certificate was no longer valid at the time of the scan.
  case certificateExpired = "certificate-expired"
  /// The serving certificate ends within 30 days of the scan.
  case certificateExpiring = "certificate-expiring"
  /// TLS 1.1 or older was negotiated.
  case weakTLS = "weak-tls"
}

/// One thing noticed of an endpoint, with what proves it.
public struct Finding: Sendable, Hashable, Codable {
  /// What was noticed.
  public var id: FindingID
  /// How bad it is.
  public var severity: Severity
  /// What proves it: text from the server, verbatim, to be sanitised where it is shown.
  public var evidence: String

  /// Makes a finding.
  public init(id: FindingID, severity: Severity, evidence: String) {
    self.id = id
    self.severity = severity
    self.evidence = evidence
  }
}
