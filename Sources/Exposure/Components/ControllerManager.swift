/// kube-controller-manager, which answers with the objects of an API server.
enum ControllerManager: LibraryServer {
  static let component = Component.kubeControllerManager
  /// kubernetes.io/docs/reference/networking/ports-and-protocols.
  static let ports: [UInt16] = [10257]
  static let formerPorts: [UInt16] = [10252]
}
