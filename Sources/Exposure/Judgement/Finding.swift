/// What can be noticed of an endpoint beside its verdict. The identifiers are stable.
public enum FindingID: String, Sendable, Hashable, Codable, CaseIterable {
  /// A stranger reads the version document.
  case anonymousVersion = "anonymous-version"
  /// A stranger reads the health.
  case anonymousHealth = "anonymous-health"
  /// A stranger reads the list of health checks.
  case healthDetails = "health-details"
  /// Strangers may list API resources.
  case anonymousResources = "anonymous-resources"
  /// Strangers read kubeadm's `cluster-info`.
  case clusterInfo = "cluster-info"
  /// The API server answers over plain HTTP.
  case insecurePort = "insecure-port"
  /// The minor release had reached its end of life at the time of the scan.
  case endOfLifeRelease = "end-of-life-release"
  /// Published vulnerabilities apply to the version.
  case knownVulnerabilities = "known-vulnerabilities"
  /// The serving certificate tells private addresses or internal names.
  case internalNames = "internal-names"
  /// The server tells when its process started.
  case startTime = "start-time"
  /// The process had started less than 15 minutes before the scan.
  case recentRestart = "recent-restart"
  /// The serving certificate was no longer valid at the time of the scan.
  case certificateExpired = "certificate-expired"
  /// The serving certificate ends within 30 days of the scan.
  case certificateExpiring = "certificate-expiring"
  /// TLS 1.1 or older was negotiated.
  case weakTLS = "weak-tls"
  /// The addresses of one target differ in verdict or version.
  case inconsistentControlPlane = "inconsistent-control-plane"
  /// A server of the Kubernetes API that authenticates or authorizes answers over plain HTTP.
  case plaintextHTTP = "plaintext-http"
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
