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
  /// The serving certificate reveals private addresses or internal names.
  case internalNames = "internal-names"
  /// The server reveals when its process started.
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
  /// A kubelet lists its pods to strangers.
  case kubeletAnonymous = "kubelet-anonymous"
  /// A kubelet's read-only port is open.
  case kubeletReadOnlyPort = "kubelet-read-only-port"
  /// etcd lets clients in without a certificate.
  case etcdOpen = "etcd-open"
  /// A machine-config-server gives its configuration to strangers.
  case ignitionOpen = "ignition-open"
  /// A proxy passes requests of strangers on with credentials of its own.
  case kubectlProxy = "kubectl-proxy"
  /// Strangers read the measurements or the configuration of a component.
  case componentMetrics = "component-metrics"
  /// The endpoint is not as a policy expects it.
  case unexpectedPosture = "unexpected-posture"

  /// Whether its severity stands for that of the verdict, because it depends on the component what strangers get.
  public var weighsComponent: Bool {
    switch self {
    case .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy, .componentMetrics:
      true
    case .anonymousVersion, .anonymousHealth, .healthDetails, .anonymousResources, .clusterInfo,
      .insecurePort,
      .endOfLifeRelease, .knownVulnerabilities, .internalNames, .startTime, .recentRestart,
      .certificateExpired,
      .certificateExpiring, .weakTLS, .inconsistentControlPlane, .plaintextHTTP, .unexpectedPosture:
      false
    }
  }
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

extension FindingID {
  /// The verdict whose evidence the finding is; nil where no verdict says what it says.
  var shownVerdict: Verdict? {
    switch self {
    case .anonymousVersion: .versionLeak
    case .anonymousHealth: .healthOnly
    case .anonymousResources: .anonymousAccess
    case .insecurePort: .insecurePort
    case .healthDetails, .clusterInfo, .endOfLifeRelease, .knownVulnerabilities, .internalNames, .startTime,
      .recentRestart, .certificateExpired, .certificateExpiring, .weakTLS, .inconsistentControlPlane,
      .plaintextHTTP, .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy,
      .componentMetrics, .unexpectedPosture:
      nil
    }
  }
}
