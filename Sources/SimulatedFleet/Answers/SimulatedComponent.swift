/// What answers beside API servers and kubelets in a cluster, as recorded from Kubernetes 1.36 and etcd 3.6, and as
/// openshift/machine-config-operator, pkg/server/api.go, and k3s-io/k3s, pkg/server/handlers/router.go, are written.
enum SimulatedComponent: Answering {
  /// Its health is open, everything else is refused by a `Status` object without `Audit-Id`.
  case controllerManager
  /// Its health and its measurements are open (`--authorization-always-allow-paths`), the rest is refused.
  case scheduler
  /// etcd without client certificates.
  case etcd
  /// OpenShift's machine-config-server.
  case machineConfigServer
  /// The server of K3s: a locked-down API server, and the supervisor on the same port, which tells these certificates.
  case supervisor(certificates: String)
  /// A balancer in front of an API server that has no backend at the moment.
  case balancerWithoutBackend

  func answer(to request: Request) -> Answer {
    switch self {
    case .controllerManager: libraryServer(request, hasRoutes: false)
    case .scheduler:
      request.path == "/metrics"
        ? SimulatedText.metrics("# TYPE scheduler_goroutines gauge\nscheduler_goroutines 0\n")
        : libraryServer(request, hasRoutes: true)
    case .etcd: etcd(request)
    case .machineConfigServer: machineConfigServer(request)
    case .supervisor(let certificates): supervisor(request, certificates)
    case .balancerWithoutBackend:
      Answer(
        status: 503, headers: [(name: "Content-Type", value: "text/plain")],
        body: "upstream connect error or disconnect/reset before headers")
    }
  }

  /// With routes, what is not there is Go's 404; with RBAC taken away, everything is refused.
  private func libraryServer(_ request: Request, hasRoutes: Bool) -> Answer {
    switch request.path {
    case "/healthz":
      return Answer(status: 200, headers: [SimulatedText.uncached] + SimulatedText.plain, body: "ok")
    case "/version" where hasRoutes:
      var answer = SimulatedText.notFound
      answer.headers.insert(SimulatedText.uncached, at: 0)
      return answer
    default:
      let fields = [SimulatedText.json] + SimulatedText.plain.dropFirst()
      return Answer(
        status: 403, headers: [SimulatedText.uncached] + fields, body: StatusBody.forbidden(request))
    }
  }

  private static let openToScripts = [
    (name: "Access-Control-Allow-Headers", value: "accept, content-type, authorization"),
    (name: "Access-Control-Allow-Methods", value: "POST, GET, OPTIONS, PUT, DELETE"),
    (name: "Access-Control-Allow-Origin", value: "*"),
  ]

  private func etcd(_ request: Request) -> Answer {
    var answer =
      switch request.path {
      case "/version":
        Answer(
          status: 200, headers: [SimulatedText.json],
          body: #"{"etcdserver":"3.6.13","etcdcluster":"3.6.0","storage":"3.6.0"}"#)
      case "/health":
        Answer(status: 200, headers: [SimulatedText.contentType], body: #"{"health":"true","reason":""}"#)
      case "/metrics":
        SimulatedText.metrics("# TYPE etcd_server_has_leader gauge\netcd_server_has_leader 1\n")
      default: SimulatedText.notFound
      }
    answer.headers = Self.openToScripts + answer.headers
    return answer
  }

  /// Its configuration has parts that version 2.2 of Ignition lacks: whoever does not ask for a later one is answered 500.
  private func machineConfigServer(_ request: Request) -> Answer {
    switch request.path {
    case "/healthz": Answer(status: 200, body: "")
    case "/config/worker", "/config/master":
      request.accept.contains("vnd.coreos.ignition+json;version=3")
        ? Answer(status: 200, headers: [SimulatedText.json], body: #"{"ignition":{"version":"3.2.0"}}"#)
        : Answer(status: 500, body: "")
    default: Answer(status: 404, body: "")
    }
  }

  private func supervisor(_ request: Request, _ certificates: String) -> Answer {
    switch request.path {
    case "/ping": Answer(status: 200, headers: [SimulatedText.contentType], body: "pong")
    case "/cacerts":
      Answer(status: 200, headers: [SimulatedText.contentType], body: certificates)
    default: SimulatedAPIServer(release: .current, access: .off).answer(to: request)
    }
  }
}
