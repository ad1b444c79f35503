/// kube-controller-manager, which answers with the objects of an API server.
enum ControllerManager: DescribedComponent {
  static let component = Component.kubeControllerManager
  /// kubernetes.io/docs/reference/networking/ports-and-protocols.
  static let ports: [UInt16] = [10257]
  static let questions = [ComponentQuestion("/metrics", .metrics)]

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    LibraryServer.isShown(by: evidence, on: ports)
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    LibraryServer.verdict(on: evidence, asked: questions)
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? { metricsFinding(on: evidence) }
}
