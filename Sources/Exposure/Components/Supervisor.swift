/// The supervisor of K3s and RKE2, through which nodes join. It tells strangers its certificates by design.
///
/// Read in k3s-io/k3s, pkg/server/handlers/router.go (NewHandler: `/ping` and `/cacerts` stand before every check of a
/// role) and pkg/server/handlers/handlers.go (CACerts: `Runtime.ServerCA`, which issues the certificates of servers).
enum Supervisor: DescribedComponent {
  static let component = Component.supervisor
  /// RKE2's own port, and that of K3s, which it shares with the API server (rancher/rke2-docs,
  /// docs/install/requirements.md, "Inbound Network Rules"; k3s-io/docs, docs/installation/requirements.md, "Inbound Rules
  /// for K3s Nodes").
  static let ports: [UInt16] = [9345, 6443]
  static let questions = [ping, certificates]

  static let ping = ComponentQuestion("/ping", .words(["pong"]))
  static let certificates = ComponentQuestion("/cacerts", .certificates)

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    evidence.isOpen(ping) && evidence.isOpen(certificates)
  }

  /// Also where an API server of K3s or RKE2 answered: both are behind one port.
  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool {
    if evidence.tls?.isOfSupervisedCluster == true {
      return recognised == nil || recognised == .kubeAPIServer
    }
    return recognised == nil && evidence.port == 9345 && evidence.transport == .tls
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict { .healthOnly }

  static func finding(on evidence: ComponentEvidence) -> Finding? { nil }
}
