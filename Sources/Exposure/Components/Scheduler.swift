/// kube-scheduler, which answers with the objects of an API server.
enum Scheduler: LibraryServer {
  static let component = Component.kubeScheduler
  /// kubernetes.io/docs/reference/networking/ports-and-protocols.
  static let ports: [UInt16] = [10259]
  static let formerPorts: [UInt16] = [10251]
}
