/// What answers beside API servers in a cluster, as recorded from Kubernetes 1.36 and etcd 3.6.
enum SimulatedComponent: Answering {
  /// Its health is open, everything else is refused by a `Status` object without `Audit-Id`.
  case controllerManager
  /// Anonymous requests are let in, and its webhook refuses them.
  case kubelet
  /// etcd without client certificates.
  case etcd
  /// A balancer in front of an API server that has no backend at the moment.
  case balancerWithoutBackend

  func answer(to request: Request) -> Answer {
    switch self {
    case .controllerManager: controllerManager(request)
    case .kubelet: kubelet(request)
    case .etcd: etcd(request)
    case .balancerWithoutBackend:
      Answer(
        status: 503, headers: [(name: "Content-Type", value: "text/plain")],
        body: "upstream connect error or disconnect/reset before headers")
    }
  }

  private static let plainText = [
    (name: "Content-Type", value: "text/plain; charset=utf-8"),
    (name: "X-Content-Type-Options", value: "nosniff"),
  ]
  private static let uncached = (name: "Cache-Control", value: "no-cache, private")

  private func controllerManager(_ request: Request) -> Answer {
    guard request.path == "/healthz" else {
      let fields = [(name: "Content-Type", value: "application/json")] + Self.plainText.dropFirst()
      return Answer(status: 403, headers: [Self.uncached] + fields, body: StatusBody.forbidden(request))
    }
    return Answer(status: 200, headers: [Self.uncached] + Self.plainText, body: "ok")
  }

  private func kubelet(_ request: Request) -> Answer {
    guard request.path == "/healthz" else { return Self.notFound }
    return Answer(
      status: 403, headers: Self.plainText,
      body: "Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource(s)=[healthz proxy])\n")
  }

  private func etcd(_ request: Request) -> Answer {
    guard request.path == "/version" else { return Self.notFound }
    return Answer(
      status: 200, headers: [(name: "Content-Type", value: "application/json")],
      body: #"{"etcdserver":"3.6.13","etcdcluster":"3.6.0","storage":"3.6.0"}"#)
  }

  private static let notFound = Answer(status: 404, headers: plainText, body: "404 page not found\n")
}
