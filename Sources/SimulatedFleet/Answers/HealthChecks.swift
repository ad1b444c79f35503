/// The health checks of a kube-apiserver 1.36.2, and how it lists them.
enum HealthChecks {
  /// The list, as `?verbose` and every failure show it.
  static func list(of path: String, failing: String?) -> String {
    let lines = names.map { name in
      name == failing ? "[-]\(name) failed: reason withheld\n" : "[+]\(name) ok\n"
    }
    return lines.joined() + "\(path.dropFirst()) check \(failing == nil ? "passed" : "failed")\n"
  }

  private static let names =
    ["ping", "log", "loopback-serving-certificate", "etcd"]
    + [
      "start-apiserver-admission-initializer", "generic-apiserver-start-informers",
      "priority-and-fairness-config-consumer", "priority-and-fairness-filter",
      "storage-object-count-tracker-hook", "start-apiextensions-informers",
      "start-apiextensions-controllers", "crd-informer-synced", "start-system-namespaces-controller",
      "peer-endpoint-reconciler-controller", "start-cluster-authentication-info-controller",
      "start-kube-apiserver-identity-lease-controller",
      "start-kube-apiserver-identity-lease-garbage-collector", "storage-readiness",
      "start-legacy-token-tracking-controller", "start-service-ip-repair-controllers",
      "rbac/bootstrap-roles", "scheduling/bootstrap-system-priority-classes",
      "priority-and-fairness-config-producer", "bootstrap-controller",
      "start-kubernetes-service-cidr-controller", "start-kube-aggregator-informers",
      "apiservice-status-local-available-controller", "apiservice-status-remote-available-controller",
      "apiservice-registration-controller", "apiservice-wait-for-first-sync",
      "apiservice-discovery-controller",
      "kube-apiserver-autoregistration",
    ].map { "poststarthook/" + $0 }
    + ["autoregister-completion"]
    + ["apiservice-openapi-controller", "apiservice-openapiv3-controller"].map { "poststarthook/" + $0 }
}
