import Exposure
import Targets
import Fixtures
import Testing

@Suite("Which component answered")
struct ComponentTests {
  /// A recording, what its two paths say, and what its own questions say beside them.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let component: Component?
    let verdict: Verdict
    let asked: (component: Component?, verdict: Verdict, finding: FindingID?)
    var testDescription: String { "\(name) is \(component?.rawValue ?? "unknown"), \(verdict.rawValue)" }

    init(
      _ name: String, _ component: Component?, _ verdict: Verdict,
      asked: (component: Component?, verdict: Verdict, finding: FindingID?)? = nil
    ) {
      (self.name, self.component, self.verdict) = (name, component, verdict)
      self.asked = asked ?? (component, verdict, nil)
    }
  }

  static let recorded = [
    Row(
      "etcd-3.4-plain-v2", .etcd, .anonymousAccess, asked: (.etcd, .anonymousAccess, .etcdOpen)),
    Row("etcd-3.4-tls-v2", .etcd, .anonymousAccess, asked: (.etcd, .anonymousAccess, .etcdOpen)),
    // The metrics port answers neither path.
    Row("etcd-3.6-metrics-port", nil, .plainHTTP, asked: (.etcd, .versionLeak, .componentMetrics)),
    Row("etcd-3.6-mtls", nil, .clientCertificateRequired),
    Row("etcd-3.6-peer-mtls", nil, .clientCertificateRequired),
    Row("etcd-3.6-plain", .etcd, .anonymousAccess, asked: (.etcd, .anonymousAccess, .etcdOpen)),
    Row(
      "etcd-3.6-tls-no-client-auth", .etcd, .anonymousAccess, asked: (.etcd, .anonymousAccess, .etcdOpen)),
    Row("kube-apiserver-1.36-default", .kubeAPIServer, .versionLeak),
    Row("kube-apiserver-1.36-etcd-stopped", .kubeAPIServer, .versionLeak),
    Row("kube-apiserver-1.36-health-paths-and-cluster-info", .kubeAPIServer, .healthOnly),
    Row("kube-controller-manager-1.36", .kubeControllerManager, .healthOnly),
    Row("kube-controller-manager-1.36-rbac403", .kubeControllerManager, .healthOnly),
    Row("kube-scheduler-1.36", .kubeScheduler, .healthOnly),
    Row("kube-scheduler-1.36-rbac403", .kubeScheduler, .healthOnly),
    Row(
      "kubelet-1.36-anonymous-alwaysallow", .kubelet, .healthOnly,
      asked: (.kubelet, .anonymousAccess, .kubeletAnonymous)),
    Row("kubelet-1.36-anonymous-off-webhook", .kubelet, .lockedDown),
    Row("kubelet-1.36-anonymous-on-webhook", .kubelet, .forbidden),
    Row("kubelet-1.36-healthz-port", .kubelet, .healthOnly),
    Row(
      "kubelet-1.36-readonly-port", .kubelet, .healthOnly,
      asked: (.kubelet, .insecurePort, .kubeletReadOnlyPort)),
  ]

  static func observation(of transcript: ComponentTranscript) -> Observation {
    var observation = Observation.sample(
      transport: transcript.transport, version: transcript.response(to: .version),
      healthz: transcript.response(to: .healthz))
    if observation.responses.isEmpty {
      // What curl calls exit 55 and 56 under TLS: the session ends for want of a certificate.
      observation.tls = TLSFacts(handshake: .established, alert: 116, clientCertificateRequested: true)
    }
    observation.endpoint = observation.endpoint.on(transcript.port)
    return observation
  }

  @Test("every recorded one is named, and judged, by its two paths", arguments: recorded)
  func recording(_ row: Row) throws {
    let assessment = assess(Self.observation(of: try ComponentTranscript(named: row.name)))
    #expect(assessment.component == row.component)
    #expect(assessment.verdict == row.verdict)
  }

  @Test("every recorded one is judged by its own questions beside them", arguments: recorded)
  func asked(_ row: Row) throws {
    let transcript = try ComponentTranscript(named: row.name)
    var observation = Self.observation(of: transcript)
    var questions = OpenQuestions(
      startTime: false, access: false, repeatsWhileStarting: 0, components: Set(Component.allCases))
    if case .component(let asked) = questions.next(after: EndpointReading(observation)) {
      observation.componentAnswers = transcript.answers(to: asked)
    }
    let assessment = assess(observation)
    #expect(assessment.component == row.asked.component)
    #expect(assessment.verdict == row.asked.verdict)
    let findings = assessment.findings.map(\.id).filter(\.weighsComponent)
    #expect(findings == [row.asked.finding].compactMap(\.self))
  }

  @Test("the table has every recording")
  func complete() throws {
    #expect(Self.recorded.map(\.name).sorted() == (try ComponentTranscript.allNames()))
  }

  static func answering(
    _ version: Response?, _ healthz: Response?, tls: TLSFacts? = TLSFacts(handshake: .established),
    port: UInt16 = 6443, loopback: CertificateFacts? = nil
  ) -> Observation {
    var observation = Observation.sample(tls: tls, version: version, healthz: healthz)
    observation.endpoint = observation.endpoint.on(port)
    observation.loopbackCertificate = loopback
    return observation
  }

  static let loopback = CertificateFacts.sample(
    subject: "CN=apiserver-loopback-client@1795298695", issuer: "CN=apiserver-loopback-client-ca@1795298695")
  static let refused: (Response, Response) = (.version(403, Body.status), .healthz(403, Body.status))
  static let audited: (Response, Response) = (
    .version(401, Body.status, headers: .audit), .healthz(401, Body.status, headers: .audit)
  )
  static func asking(_ names: [String], certificate: CertificateFacts? = nil) -> TLSFacts {
    TLSFacts(
      handshake: .established, certificate: certificate, clientCertificateRequested: true,
      clientCANames: names)
  }

  static let rules: [(sentence: String, observation: Observation, component: Component?)] = [
    ("a Status object alone names none", answering(refused.0, refused.1), nil),
    ("nor does it with Audit-Id", answering(audited.0, audited.1), nil),
    ("a version document names the API server", answering(.version(200, Body.version), nil), .kubeAPIServer),
    (
      "a FlowSchema UID does", answering(.version(403, Body.status, headers: .flowSchema), nil),
      .kubeAPIServer
    ),
    (
      "the loopback certificate with Audit-Id does", answering(audited.0, audited.1, loopback: loopback),
      .kubeAPIServer
    ),
    (
      "the loopback certificate of a release without Audit-Id does",
      answering(.version(401), .healthz(401), loopback: loopback), .kubeAPIServer
    ),
    (
      "not that of an aggregated API server with a certificate of its own",
      answering(
        audited.0, audited.1,
        tls: asking(["CN=kubernetes"], certificate: .sample(subject: "CN=localhost@1795471479")),
        loopback: loopback), nil
    ),
    (
      "an API server's certificate does",
      answering(
        .version(401), .healthz(401), tls: TLSFacts(handshake: .established, certificate: .ofAPIServer)),
      .kubeAPIServer
    ),
    (
      "authorities of a cluster with Audit-Id do",
      answering(audited.0, audited.1, tls: asking(["CN=kubernetes"])), .kubeAPIServer
    ),
    (
      "not with a Status object that lacks it",
      answering(refused.0, refused.1, tls: asking(["CN=kubernetes", "CN=front-proxy-ca"])), nil
    ),
    (
      "that is a controller manager on its port",
      answering(refused.0, refused.1, tls: asking(["CN=kubernetes"]), port: 10257), .kubeControllerManager
    ),
    ("and a scheduler on its own", answering(refused.0, refused.1, port: 10259), .kubeScheduler),
    (
      "an API server may listen there too", answering(.version(200, Body.version), nil, port: 10257),
      .kubeAPIServer
    ),
    ("with Audit-Id it is neither", answering(audited.0, audited.1, port: 10259), nil),
    (
      "a node's certificate is the kubelet's",
      answering(
        .version(401), .healthz(401),
        tls: asking(["CN=kubernetes"], certificate: .sample(subject: "CN=system:node:a,O=system:nodes"))),
      .kubelet
    ),
    (
      "the certificate of kubeadm's etcd is etcd's",
      answering(
        .version(404), nil, tls: asking([], certificate: .sample(subject: "CN=a", issuer: "CN=etcd-ca"))),
      .etcd
    ),
    (
      "kube-proxy's health is told by its members, well or not",
      answering(
        .version(404), .healthz(503, #"{"lastUpdated": "a","currentTime": "b", "nodeEligible": false}"#)),
      .kubeProxy
    ),
    (
      "a bare ok on the kubelet's port is its own only beside Go's 404",
      answering(nil, .healthz(200, "ok"), port: 10250), nil
    ),
    (
      "not even then without the header that it sets",
      answering(.version(404, Body.goNotFound), .healthz(200, "ok"), port: 10250), nil
    ),
    ("a page is nobody's", answering(.version(200, Body.page), .healthz(404), port: 10250), nil),
    ("silence is nobody's", answering(nil, nil, port: 10257), nil),
  ]

  @Test("is named by these rules", arguments: rules)
  func rule(_ row: (sentence: String, observation: Observation, component: Component?)) {
    #expect(assess(row.observation).component == row.component)
  }
}

extension Endpoint {
  /// The same on another port.
  fileprivate func on(_ port: UInt16) -> Endpoint {
    Endpoint(target: target, address: address, port: port, transport: transport)
  }
}
