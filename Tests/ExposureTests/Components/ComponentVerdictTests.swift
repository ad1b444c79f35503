@testable import Exposure
import Targets
import Testing

/// Components of which nothing was recorded, and servers that only look like one.
@Suite("What strangers get of a component")
struct ComponentVerdictTests {
  static let json = [HeaderField(name: "Content-Type", value: "application/json")]
  static let nosniff = [HeaderField(name: "X-Content-Type-Options", value: "nosniff")]
  static let uncached = nosniff + [HeaderField(name: "Cache-Control", value: "no-cache, private")]
  static let prometheus = [HeaderField(name: "Content-Type", value: "text/plain; version=0.0.4")]

  struct Row: Sendable, CustomTestStringConvertible {
    let sentence: String
    let observation: Observation
    let component: Component?
    let verdict: Verdict
    let severity: Severity
    var testDescription: String { sentence }

    init(
      _ sentence: String, _ observation: Observation, _ component: Component?, _ verdict: Verdict,
      _ severity: Severity
    ) {
      (self.sentence, self.observation, self.component) = (sentence, observation, component)
      (self.verdict, self.severity) = (verdict, severity)
    }
  }

  static func seen(
    _ port: UInt16, over transport: Transport = .tls, _ version: Response?, _ healthz: Response?,
    certificate: CertificateFacts? = nil, clientCANames: [String] = [],
    _ answers: [ComponentAnswer] = []
  ) -> Observation {
    var observation = Observation.sample(transport: transport, version: version, healthz: healthz)
    observation.endpoint = Endpoint(
      target: Target(text: "192.0.2.1"), address: .v4(0xC000_0201), port: port, transport: transport)
    observation.tls?.certificate = certificate
    observation.tls?.clientCANames = clientCANames
    observation.componentAnswers = answers
    return observation
  }

  static let notFound = Response.version(404, Body.goNotFound, headers: nosniff)
  static let health = Response.healthz(200, "ok", headers: nosniff)
  static let node = CertificateFacts.sample(
    subject: "CN=worker-1@1795471400", issuer: "CN=worker-1-ca@1795471400")
  static let pods = ComponentAnswer(path: "/pods", status: 200, content: .list, count: 14)
  static let metrics = ComponentAnswer(path: "/metrics", status: 200, content: .metrics)
  static let ignition = ComponentAnswer(path: "/config/worker", status: 200, content: .announcedJSON)
  static let api = ComponentAnswer(path: "/api", status: 200, content: .object)

  static let virtualNotFound = "404 request not found\n"
  static let configuration = ComponentAnswer(path: "/configz", status: 404)

  static func leavingOpen(_ path: String, _ observation: Observation) -> Observation {
    var observation = observation
    observation.unanswered = [UnansweredPath(path: path, reason: .deadline)]
    return observation
  }

  static func namespaces(_ status: Int, _ content: AnswerContent, user: String? = nil) -> ComponentAnswer {
    ComponentAnswer(path: "/api/v1/namespaces", status: status, content: content, user: user)
  }

  static let components = [
    Row(
      "a kubelet on the API server's port is told by the certificate that it made for itself",
      seen(6443, notFound, .healthz(401, "Unauthorized"), certificate: node), .kubelet, .lockedDown, .none),
    Row(
      "K3s' kubelet, whose certificate is of the API server's authority, is no API server",
      seen(
        10250, notFound, .healthz(401, "Unauthorized"),
        certificate: .sample(subject: "CN=node-1", issuer: "CN=k3s-server-ca@1650000000"),
        clientCANames: ["CN=k3s-client-ca@1650000000"]), .kubelet, .lockedDown, .none),
    Row(
      "nor is one on another port with a certificate that somebody made for it",
      seen(
        20250, notFound, .healthz(401, "Unauthorized"),
        certificate: .sample(subject: "CN=node-1", issuer: "CN=kubernetes"), clientCANames: ["CN=kubernetes"]),
      .kubelet, .lockedDown, .none),
    Row(
      "one that lists its pods is open, on whatever port",
      seen(6443, notFound, health, certificate: node, [pods, metrics]), .kubelet, .anonymousAccess, .critical),
    Row(
      "and so is one whose list a proxy changed",
      seen(
        10250, notFound, health, certificate: node,
        [ComponentAnswer(path: "/pods", status: 203, content: .list, count: 2)]), .kubelet, .anonymousAccess,
      .critical),
    Row(
      "one that lists nothing and measures is open to less",
      seen(
        10250, notFound, health,
        [ComponentAnswer(path: "/pods", status: 403, content: .kubeletRefusal), metrics]),
      .kubelet, .versionLeak, .medium),
    Row(
      "its read-only port runs nothing, hence high", seen(10255, over: .plain, notFound, health, [pods]),
      .kubelet,
      .insecurePort, .high),
    Row(
      "one that is overloaded decides nothing",
      seen(
        10250, .version(429), .healthz(429), certificate: .sample(subject: "CN=system:node:a,O=system:nodes")),
      .kubelet, .inconclusive, .info),
    Row(
      "one whose API server does not answer decides nothing, and is a kubelet",
      seen(
        8443, notFound,
        .healthz(
          500,
          "Authorization error (user=system:anonymous, verb=get, resource=nodes, subresource(s)=[healthz proxy])\n"
        )),
      .kubelet, .inconclusive, .info),
    Row(
      "one that lists its pods and refuses its configuration runs nothing, hence high",
      seen(
        10250, notFound, health, certificate: node,
        [
          pods, ComponentAnswer(path: "/metrics", status: 403, content: .kubeletRefusal),
          ComponentAnswer(path: "/configz", status: 403, content: .kubeletRefusal),
        ]), .kubelet, .anonymousAccess, .high),
    Row(
      "one that tells its health and is not done with its pods may still let strangers in",
      leavingOpen("/pods", seen(10250, notFound, health, certificate: node)), .kubelet, .inconclusive, .info),
    Row(
      "one that refuses strangers does so whatever became of its pods",
      leavingOpen("/pods", seen(10250, notFound, .healthz(401, "Unauthorized"), certificate: node)), .kubelet,
      .lockedDown, .none),
    Row(
      "virtual-kubelet, which writes its own 404, lists its pods and runs commands as a kubelet does",
      seen(
        10250, .version(404, virtualNotFound, headers: nosniff),
        .healthz(404, virtualNotFound, headers: nosniff),
        [pods, ComponentAnswer(path: "/metrics", status: 404), configuration]),
      .kubelet, .anonymousAccess, .critical),
    Row(
      "the port of its health has no other path",
      seen(
        10248, over: .plain, notFound, health,
        [ComponentAnswer(path: "/pods", status: 404), ComponentAnswer(path: "/metrics", status: 404)]),
      .kubelet,
      .healthOnly, .info),
    Row(
      "etcd that takes requests under other names only",
      seen(
        2379, over: .plain,
        .version(
          421, "\netcd received your request, but the Host header was unrecognized.\n\nTo fix this, choose\n"),
        .healthz(421, "\netcd received your request, but the Host header was unrecognized.\n")),
      .etcd, .inconclusive, .info),
    Row(
      "etcd's door for peers tells the version alone",
      seen(2380, .version(200, Body.etcdVersion, headers: json), .healthz(404, Body.goNotFound)), .etcd,
      .versionLeak, .medium),
    Row(
      "where --cors took the headers away, its health tells the door for clients",
      seen(
        2379, .version(200, Body.etcdVersion, headers: json), .healthz(404, Body.goNotFound),
        [ComponentAnswer(path: "/health", status: 200, content: .object)]), .etcd, .anonymousAccess, .critical
    ),
    Row(
      "a scheduler that shows its measurements",
      seen(10259, notFound, .healthz(200, "ok", headers: uncached), [metrics]),
      .kubeScheduler, .versionLeak, .medium),
    Row(
      "a controller manager of an old release that measures in plain HTTP",
      seen(10252, over: .plain, notFound, health, [metrics]), .kubeControllerManager, .versionLeak, .medium),
    Row(
      "a scheduler of one",
      seen(10251, over: .plain, notFound, .healthz(200, "ok", headers: uncached), [metrics]),
      .kubeScheduler, .versionLeak, .medium),
    Row(
      "one that refuses even its health",
      seen(10259, .version(403, Body.status), .healthz(403, Body.status)), .kubeScheduler, .forbidden, .info),
    Row(
      "kube-proxy's health", seen(10256, over: .plain, notFound, .healthz(200, Body.proxyHealth)), .kubeProxy,
      .healthOnly, .info),
    Row(
      "Cilium in kube-proxy's place tells its health in the same words",
      seen(
        10256, over: .plain, notFound,
        .healthz(
          200, #"{"lastUpdated": "2020-06-04 00:00:04","currentTime": "2020-06-04 00:00:04"}"#,
          headers: json + nosniff)), .kubeProxy, .healthOnly, .info),
    Row(
      "kube-proxy's measurements, told by its mode",
      seen(
        10249, over: .plain, notFound, health,
        [ComponentAnswer(path: "/proxyMode", status: 200, content: .word), metrics]), .kubeProxy,
      .versionLeak,
      .medium),
    Row(
      "kubectl proxy with an owner who lists namespaces",
      seen(
        8001, over: .plain, .version(200, Body.version), .healthz(200, "ok"), [api, namespaces(200, .list)]),
      .kubectlProxy, .insecurePort, .critical),
    Row(
      "kubectl proxy with an owner who may not",
      seen(
        8001, over: .plain, .version(200, Body.version), .healthz(200, "ok"),
        [api, namespaces(403, .statusObject, user: "dev")]), .kubectlProxy, .insecurePort, .critical),
    Row(
      "a proxy that only ends TLS is refused as system:anonymous",
      seen(
        8001, over: .plain, .version(200, Body.version), .healthz(200, "ok"),
        [api, namespaces(403, .statusObject, user: "system:anonymous")]), .kubeAPIServer, .versionLeak, .high),
    Row(
      "a machine-config-server by its certificate",
      seen(
        22623, .version(404), .healthz(200), certificate: .sample(subject: "CN=system:machine-config-server")),
      .machineConfigServer, .healthOnly, .info),
    Row(
      "one that gives its configuration", seen(22624, over: .plain, .version(404), .healthz(200), [ignition]),
      .machineConfigServer, .anonymousAccess, .high),
    Row(
      "a supervisor tells its certificates by design",
      seen(
        9345, .version(401), .healthz(401),
        [
          ComponentAnswer(path: "/ping", status: 200, content: .word),
          ComponentAnswer(path: "/cacerts", status: 200, content: .certificates, count: 1),
        ]), .supervisor, .healthOnly, .info),
  ]

  static let goPage = Response.healthz(404, Body.goNotFound, headers: nosniff)
  static let lookalikes = [
    Row(
      "a Prometheus exporter on 10250", seen(10250, notFound, goPage, [metrics]), nil, .notKubernetes, .none),
    Row(
      "one with a health of its own", seen(10250, notFound, .healthz(200, "ok"), [metrics]), nil,
      .notKubernetes,
      .none),
    Row(
      "one whose health is written as Kubernetes writes it, and that has no pods",
      seen(10250, notFound, health, [ComponentAnswer(path: "/pods", status: 404), metrics]), nil,
      .notKubernetes,
      .none),
    Row(
      "an exporter on the port of a kubelet's health",
      seen(10248, over: .plain, notFound, health, [ComponentAnswer(path: "/pods", status: 404), metrics]),
      nil, .plainHTTP, .none),
    Row(
      "an exporter on the scheduler's former port, whose health is another",
      seen(10251, over: .plain, notFound, goPage, [metrics]), nil, .plainHTTP, .none),
    Row(
      "a server on it that does not measure",
      seen(10251, over: .plain, notFound, health, [ComponentAnswer(path: "/metrics", status: 404)]), nil,
      .plainHTTP, .none),
    Row(
      "an exporter on the port of etcd's measurements",
      seen(2381, over: .plain, notFound, goPage, [ComponentAnswer(path: "/health", status: 200), metrics]),
      nil,
      .plainHTTP, .none),
    Row(
      "a page for every path",
      seen(
        10255, over: .plain, .version(200, Body.page), .healthz(200, Body.page),
        [ComponentAnswer(path: "/pods", status: 200), ComponentAnswer(path: "/metrics", status: 200)]), nil,
      .plainHTTP, .none),
    Row(
      "a web server with /pods",
      seen(
        10250, .version(200, Body.page), .healthz(200, Body.page),
        [ComponentAnswer(path: "/pods", status: 200)]),
      nil, .notKubernetes, .none),
    Row(
      "a registry's version", seen(2379, .version(200, #"{"version":"2.8.3"}"#, headers: json), goPage), nil,
      .notKubernetes, .none),
    Row(
      "half of etcd's", seen(2379, .version(200, #"{"etcdserver":"3.6.13"}"#, headers: json), goPage), nil,
      .notKubernetes, .none),
    Row(
      "a JSON API with kind",
      seen(
        10250, .version(200, #"{"kind":"Version","apiVersion":"v1"}"#, headers: json),
        .healthz(200, #"{"kind":"x"}"#)),
      nil, .notKubernetes, .none),
    Row(
      "an API of JSON that answers HEAD",
      seen(22623, .version(200, "{}", headers: json), .healthz(200), [ignition]),
      nil, .notKubernetes, .none),
    Row(
      "a server that announces JSON for every path but one, its health as well",
      seen(22624, over: .plain, .version(404), .healthz(200, headers: json), [ignition]),
      nil, .plainHTTP, .none),
    Row(
      "kube-rbac-proxy", seen(10250, .version(401, "Unauthorized\n"), .healthz(401, "Unauthorized\n")), nil,
      .notKubernetes, .none),
  ]

  @Test("is judged by the component's own rule", arguments: components)
  func component(_ row: Row) { check(row) }

  @Test("and what only looks like one is no Kubernetes", arguments: lookalikes)
  func lookalike(_ row: Row) { check(row) }

  private func check(_ row: Row) {
    let assessment = assess(row.observation)
    #expect(assessment.component == row.component)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.severity == row.severity)
  }

  @Test("the evidence counts, and names what else is open")
  func evidence() {
    let kubelet = assess(Self.seen(10250, Self.notFound, Self.health, [Self.pods, Self.metrics]))
    #expect(
      kubelet.findings.first { $0.id == .kubeletAnonymous }?.evidence
        == "/pods 200, 14 pods; also open: /metrics")
  }
}
