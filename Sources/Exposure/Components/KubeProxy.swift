/// kube-proxy: its health, and the port for measurements, both in plain HTTP.
///
/// Read in kubernetes, pkg/proxy/healthcheck/proxy_health.go (healthzHandler) and cmd/kube-proxy/app/server.go
/// (serveMetrics: `/healthz`, `/proxyMode` as bare text, `/metrics`).
enum KubeProxy: DescribedComponent {
  static let component = Component.kubeProxy
  /// healthzBindAddress and metricsBindAddress (kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1).
  static let ports: [UInt16] = [10256, 10249]
  static let questions = [mode, metrics]

  static let mode = ComponentQuestion(
    "/proxyMode", .words(["iptables", "ipvs", "nftables", "userspace", "kernelspace"]))
  static let metrics = ComponentQuestion("/metrics", .metrics)

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    evidence.healthz.marks.contains(.proxyHealth)
      || (evidence.isOpen(mode) && evidence.version.marks.contains(.goNotFound))
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    if evidence.isOpen(metrics) { return .versionLeak }
    let health = evidence.healthz.marks
    return health.contains(.proxyHealth) || health.contains(.ok)
      ? .healthOnly : evidence.refusal ?? .inconclusive
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? {
    evidence.isOpen(metrics) ? metricsFinding(on: evidence) : nil
  }
}
