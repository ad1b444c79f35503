import Exposure

/// Why an open component other than the API server has its severity, and what to do first about it.
enum ComponentReason {
  /// What the finding says, as a clause; nil for findings that are not about such a component.
  static func clause(_ finding: Finding) -> String? {
    switch finding.id {
    case .kubeletAnonymous:
      finding.severity < .critical
        ? "anyone can list the kubelet's pods"
        : "anyone can list the kubelet's pods, and run commands in them"
    case .kubeletReadOnlyPort: "anyone can read the pods of the node over plain HTTP"
    case .etcdOpen: "etcd, which holds every object of the cluster, lets clients in without a certificate"
    case .ignitionOpen: "anyone can fetch the Ignition configuration of a worker"
    case .kubectlProxy: "requests from strangers reach the API server with somebody else's credentials"
    case .componentMetrics: "anyone can read its metrics or its configuration"
    default: nil
    }
  }

  /// What to do first; nil for findings that are not about such a component.
  static func remedy(_ finding: FindingID) -> String? {
    switch finding {
    case .kubeletAnonymous:
      "Block the port by a firewall now, then set the kubelet's authentication.anonymous.enabled: false and authorization.mode: Webhook."
    case .kubeletReadOnlyPort:
      "Set the kubelet's readOnlyPort: 0, and rotate secrets that stand in the environment of pods."
    case .etcdOpen:
      "Block the port by a firewall now, then demand client certificates by --client-cert-auth and --trusted-ca-file."
    case .ignitionOpen: "Let only the networks of machines reach ports 22623 and 22624."
    case .kubectlProxy: "Stop the proxy, and revoke the credentials that it used."
    case .componentMetrics: "Let it listen on loopback, or let only monitoring reach the port."
    default: nil
    }
  }

  /// How to learn more of a component that was asked nothing beyond the two paths, and whose answers leave it open; nil
  /// where nothing is to be learnt.
  static func furtherQuestion(_ observation: Observation, _ assessment: Assessment) -> String? {
    guard isNotAskedFurther(observation, assessment) else { return nil }
    switch (assessment.component, assessment.verdict) {
    case (_, .healthOnly), (_, .forbidden), (.etcd, .versionLeak):
      return "Ask it what else it tells strangers: scan it with \(OptionName.components)."
    default: return nil
    }
  }

  /// Whether a component other than the API server was asked nothing beyond the two paths.
  static func isNotAskedFurther(_ observation: Observation, _ assessment: Assessment) -> Bool {
    guard let component = assessment.component, component != .kubeAPIServer else { return false }
    return observation.componentAnswers.isEmpty && !component.questions.isEmpty
      && !observation.leavesOpen(component.questions)
  }

  /// What to do first about the verdict of a component other than the API server that has no finding of its own; nil where
  /// nothing has to be done, or where it is the same for whatever is behind the port.
  static func remedy(_ verdict: Verdict) -> String? {
    switch verdict {
    case .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden:
      "Let only the machines that need it reach the port, by a firewall."
    default: nil
    }
  }
}
