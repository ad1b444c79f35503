import Exposure

/// What must be done about findings: those that one piece of work ends stand together.
enum Remediation: String, CaseIterable, Sendable {
  case closeInsecurePort = "close-insecure-port"
  case closeComponents = "close-components"
  case endAnonymousAccess = "end-anonymous-access"
  case upgrade
  case renewCertificates = "renew-certificates"
  case requireModernTLS = "require-modern-tls"
  case settleControlPlane = "settle-control-plane"
  case meetExpectations = "meet-expectations"
  case limitReach = "limit-reach"

  init(_ finding: FindingID) {
    self =
      switch finding {
      case .insecurePort: .closeInsecurePort
      case .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy,
        .componentMetrics:
        .closeComponents
      case .anonymousVersion, .anonymousHealth, .healthDetails, .anonymousResources, .clusterInfo:
        .endAnonymousAccess
      case .endOfLifeRelease, .knownVulnerabilities: .upgrade
      case .certificateExpired, .certificateExpiring: .renewCertificates
      case .weakTLS, .plaintextHTTP: .requireModernTLS
      case .recentRestart, .inconsistentControlPlane: .settleControlPlane
      case .unexpectedPosture: .meetExpectations
      case .internalNames, .startTime: .limitReach
      }
  }

  /// The work, as one tells a colleague.
  var title: String {
    switch self {
    case .closeInsecurePort: "Close the insecure port"
    case .closeComponents: "Close the other components to strangers"
    case .endAnonymousAccess: "Take anonymous access away"
    case .upgrade: "Upgrade"
    case .renewCertificates: "Renew certificates"
    case .requireModernTLS: "Require TLS, and a modern one"
    case .settleControlPlane: "Find out why the control plane is unstable"
    case .meetExpectations: "Bring endpoints to the state that the policy expects"
    case .limitReach: "Limit who reaches the port"
    }
  }
}

extension FindingID {
  /// The severity that it has where nothing about the endpoint makes it better or worse.
  var usualSeverity: Severity {
    switch self {
    case .anonymousResources, .insecurePort, .kubeletAnonymous, .etcdOpen, .kubectlProxy: .critical
    case .endOfLifeRelease, .knownVulnerabilities, .plaintextHTTP, .kubeletReadOnlyPort, .ignitionOpen: .high
    case .componentMetrics, .anonymousVersion, .certificateExpired, .weakTLS, .inconsistentControlPlane,
      .unexpectedPosture:
      .medium
    case .anonymousHealth, .healthDetails, .clusterInfo, .recentRestart, .certificateExpiring: .low
    case .internalNames, .startTime: .info
    }
  }
}
