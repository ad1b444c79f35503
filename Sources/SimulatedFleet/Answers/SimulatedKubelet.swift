/// A kubelet, as recorded from Kubernetes 1.36.
struct SimulatedKubelet: Answering {
  /// What strangers may do.
  enum Access: Sendable {
    /// Anonymous requests are on, and everybody may do everything.
    case alwaysAllow
    /// Anonymous requests are on, and the API server is asked, which refuses.
    case webhook
    /// The same, and the API server allows the list of pods alone: a role gives `nodes/pods`.
    case listing
    /// Anonymous requests are off.
    case off
  }

  let access: Access

  func answer(to request: Request) -> Answer {
    guard let resource = Self.subresources[request.path] else { return SimulatedText.notFound }
    switch access {
    case .off:
      return Answer(status: 401, headers: [SimulatedText.contentType], body: "Unauthorized")
    case .listing where request.path == "/pods":
      return Self.open(request.path)
    case .webhook, .listing:
      return Answer(
        status: 403, headers: [SimulatedText.contentType],
        body: "Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource(s)=[\(resource)])\n")
    case .alwaysAllow:
      return Self.open(request.path)
    }
  }

  private static let subresources = [
    "/healthz": "healthz proxy", "/pods": "pods proxy", "/metrics": "metrics", "/configz": "configz proxy",
  ]

  private static func open(_ path: String) -> Answer {
    switch path {
    case "/pods": Answer(status: 200, headers: [SimulatedText.json], body: pods)
    case "/metrics": SimulatedText.metrics("# TYPE kubelet_running_pods gauge\nkubelet_running_pods 3\n")
    case "/configz":
      Answer(
        status: 200, headers: [SimulatedText.json],
        body:
          #"{"kubeletconfig":{"kind":"KubeletConfiguration","apiVersion":"kubelet.config.k8s.io/v1beta1"}}"#)
    default: Answer(status: 200, headers: SimulatedText.plain, body: "ok")
    }
  }

  private static let pods: String = {
    let items = ["coredns-668d6bf9bc-7xk2p", "kube-proxy-x2x9d", "payroll-db-0"].map {
      #"{"metadata":{"name":"\#($0)","namespace":"default"},"spec":{"containers":[{"name":"a"}]}}"#
    }
    return #"{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[\#(items.joined(separator: ","))]}"#
      + "\n"
  }()
}

/// How components write their answers.
enum SimulatedText {
  static let contentType = (name: "Content-Type", value: "text/plain; charset=utf-8")
  static let plain = [contentType, (name: "X-Content-Type-Options", value: "nosniff")]
  static let json = (name: "Content-Type", value: "application/json")
  static let uncached = (name: "Cache-Control", value: "no-cache, private")

  /// What Go's `http.NotFound` writes.
  static let notFound = Answer(status: 404, headers: plain, body: "404 page not found\n")

  /// Measurements in Prometheus' text format.
  static func metrics(_ text: String) -> Answer {
    Answer(
      status: 200, headers: [(name: "Content-Type", value: "text/plain; version=0.0.4; charset=utf-8")],
      body: text)
  }
}
