import Exposure

/// What to do first about an endpoint, in one sentence: the way out of what is worst about it, for its release and
/// distribution where they are known.
public enum FirstRemedy {
  /// The sentence; nil where nothing has to be done. What is accepted has not to be done.
  public static func sentence(_ observation: Observation, _ assessment: Assessment) -> String? {
    let (severity, findings) = (assessment.openSeverity, assessment.openFindings)
    if let open = findings.first(where: { $0.id.weighsComponent && $0.severity == severity }) {
      return ComponentReason.remedy(open.id)
    }
    if let question = ComponentReason.furtherQuestion(observation, assessment) { return question }
    if assessment.verdictSeverity == severity, assessment.verdictAcceptance == nil,
      let remedy = ofComponent(assessment) ?? verdict(observation, assessment)
    {
      return remedy
    }
    let worst = Set(findings.lazy.filter { $0.severity == severity }.map(\.id))
    guard let finding = order.first(where: worst.contains) else { return nil }
    return self.finding(finding, severity, observation, assessment)
  }

  /// What to do first about a finding, in one sentence that holds for any endpoint with it.
  static func sentence(of finding: FindingID, _ severity: Severity) -> String {
    if finding == .knownVulnerabilities {
      return "Upgrade to the first release that has the fixes; where none has, read what mitigates them."
    }
    return self.finding(finding, severity, nil, Assessment(verdict: .lockedDown))
  }

  /// Which of several findings of one severity comes first: what lets strangers in, then what is cured by one upgrade.
  private static let order: [FindingID] = [
    .insecurePort, .anonymousResources, .plaintextHTTP, .unexpectedPosture, .endOfLifeRelease,
    .knownVulnerabilities,
    .recentRestart, .certificateExpired, .anonymousVersion, .weakTLS, .inconsistentControlPlane,
    .healthDetails,
    .anonymousHealth, .clusterInfo, .certificateExpiring, .internalNames, .startTime,
  ]

  /// The settings of an API server are none of another component.
  private static func ofComponent(_ assessment: Assessment) -> String? {
    guard let component = assessment.component, component != .kubeAPIServer else { return nil }
    return ComponentReason.remedy(assessment.verdict)
  }

  private static func verdict(_ observation: Observation, _ assessment: Assessment) -> String? {
    switch assessment.verdict {
    case .anonymousAccess: revokeBindings
    case .insecurePort: closeInsecurePort
    case .versionLeak: AnonymousAccessRemedy.sentence(assessment)
    case .healthOnly: keepHealth
    case .forbidden:
      "Do not rely on RBAC alone: limit anonymous requests to the health paths, or switch them off once probes have credentials."
    case .inconclusive: "Scan it again, with more time and less load."
    case .notKubernetes, .plainHTTP: "Take it off the list of API servers, or name the right port."
    case .tlsFailed:
      "If an API server should be there, look at the balancer in front and at the server's log."
    case .unreachable: "Scan from a network that has a route."
    case .unresolved: "Correct the name in the list, or scan where it resolves."
    case .failed where observation.proxy != nil:
      "Look at the proxy and its log, or scan from where none is needed: nothing is known of it."
    case .failed: "Scan it again: nothing is known of it."
    case .lockedDown, .clientCertificateRequired, .closed, .filtered: nil
    }
  }

  private static func finding(
    _ finding: FindingID, _ severity: Severity, _ observation: Observation?, _ assessment: Assessment
  ) -> String {
    switch finding {
    case .insecurePort: closeInsecurePort
    case .anonymousResources: revokeBindings
    case .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy,
      .componentMetrics:
      ComponentReason.remedy(finding) ?? ""
    case .plaintextHTTP:
      "Close the plain port or serve TLS on it, and rotate the tokens that were sent over it."
    case .endOfLifeRelease: UpgradeRemedy.ofRelease(assessment)
    case .knownVulnerabilities: UpgradeRemedy.ofVulnerability(assessment)
    case .recentRestart:
      severity > .low
        ? "Give the kubelet's probes credentials, or let them ask the port only: refused probes restart the server."
        : "Watch whether it restarts again."
    case .certificateExpired, .certificateExpiring: "Renew the serving certificate."
    case .anonymousVersion: AnonymousAccessRemedy.sentence(assessment)
    case .weakTLS:
      "Require TLS 1.2 by --tls-min-version=VersionTLS12, or by the policy of the balancer in front."
    case .inconsistentControlPlane: "Bring the servers behind the name to one version and one configuration."
    case .healthDetails:
      observation?.response(to: .healthz)?.status == 500
        ? "Find out why a health check fails; after that the list is no longer shown by itself." : keepHealth
    case .anonymousHealth: keepHealth
    case .clusterInfo:
      "Delete the RoleBinding kubeadm:bootstrap-signer-clusterinfo in kube-public when no node is to join by token."
    case .unexpectedPosture:
      observation.flatMap { verdict($0, assessment) }
        ?? "Find out why it is not as the policy expects it, or correct the expectation."
    case .internalNames, .startTime:
      "Let only known networks reach the port, by a firewall: whoever can connect sees this in the TLS handshake."
    }
  }

  private static let revokeBindings =
    "Remove the role bindings of system:anonymous and system:unauthenticated that allow it, and see that the authorization mode is not AlwaysAllow."
  private static let closeInsecurePort = "Block the port by a firewall now, then set --insecure-port=0."
  private static let keepHealth =
    "Leave it where probes need it; a STIG review wants anonymous requests off, once probes have credentials."
}
