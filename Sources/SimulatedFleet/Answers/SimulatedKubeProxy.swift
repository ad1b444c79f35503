/// kube-proxy, as kubernetes, pkg/proxy/healthcheck/proxy_health.go and cmd/kube-proxy/app/server.go (serveMetrics) are
/// written.
enum SimulatedKubeProxy: Answering {
  /// healthzBindAddress.
  case health
  /// metricsBindAddress.
  case measurements

  func answer(to request: Request) -> Answer {
    switch (self, request.path) {
    case (.health, "/healthz"), (.health, "/livez"):
      Answer(
        status: 200, headers: [SimulatedText.json] + SimulatedText.plain.dropFirst(),
        body:
          #"{"lastUpdated":"2026-11-26T09:00:00Z","currentTime":"2026-11-26T09:00:00Z","nodeEligible":true,"healthy":true}"#
      )
    case (.measurements, "/healthz"): Answer(status: 200, headers: SimulatedText.plain, body: "ok")
    case (.measurements, "/proxyMode"): Answer(status: 200, headers: SimulatedText.plain, body: "iptables")
    case (.measurements, "/metrics"):
      SimulatedText.metrics("# TYPE kubeproxy_sync_proxy_rules_queued gauge\n")
    default: SimulatedText.notFound
    }
  }
}

/// Another program that has the paths of components and answers them in its own way: a registry's version, JSON objects
/// with `kind`, a page of pods, measurements.
struct SimulatedLookalike: Answering {
  func answer(to request: Request) -> Answer {
    switch request.path {
    case "/version": Answer(status: 200, headers: [SimulatedText.json], body: #"{"version":"2.8.3"}"#)
    case "/healthz", "/health": Answer(status: 200, headers: [SimulatedText.json], body: #"{"status":"UP"}"#)
    case "/pods", "/api", "/configz":
      Answer(status: 200, headers: [SimulatedText.json], body: #"{"kind":"pods","items":[{"name":"a"}]}"#)
    case "/metrics": SimulatedText.metrics("# TYPE http_requests_total counter\nhttp_requests_total 3\n")
    default: SimulatedText.notFound
    }
  }
}
