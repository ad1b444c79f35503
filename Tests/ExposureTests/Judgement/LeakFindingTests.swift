import Testing

@testable import Exposure
import Targets

@Suite("What leaks beside version and health")
struct LeakFindingTests {
  static let privates = [
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.100", "100.64.0.1", "100.127.255.255",
    "169.254.1.1",
    "fd00::1", "fe80::1", "cp-1.corp.internal", "node.local", "API.LAN", "master",
    "api-int.cluster.home.arpa",
    "kube-apiserver.shoot--a.svc", "kubernetes.default.svc.example.org",
    "etcd.kube-system.svc.k8s.example.com",
    "ip-10-0-3-7.example.com", "ip-10-0-3-7.eu-west-1.compute.internal", "worker.corp",
  ]
  static let publics = [
    "192.0.2.7", "172.32.0.1", "100.128.0.1", "8.8.8.8", "2001:db8::1", "127.0.0.1", "::1", "api.example.com",
    "kubernetes", "kubernetes.default", "Kubernetes.Default.SVC", "kubernetes.default.svc.cluster.local",
    "openshift.default.svc", "localhost", "ip-8-8-8-8.example.com", "ip-10-0-3.example.com",
    "internal.example.com",
    "", ".",
  ]

  @Test("private addresses and internal names are told from public ones", arguments: privates + publics)
  func names(_ name: String) {
    let endpoint = Endpoint(
      target: Target(text: "203.0.113.1"), address: IPAddress("203.0.113.1"), port: 6443, transport: .tls)
    #expect(InternalNames.among([name], of: endpoint) == (Self.privates.contains(name) ? [name] : []))
  }

  @Test("the address or name that was asked is nothing new")
  func asked() {
    let target = Target(text: "master.corp", serverName: "master.corp")
    let endpoint = Endpoint(target: target, address: IPAddress("10.0.0.1"), port: 6443, transport: .tls)
    #expect(
      InternalNames.among(["master.corp", "10.0.0.1", "other.corp", "10.0.0.2"], of: endpoint)
        == ["other.corp", "10.0.0.2"])
  }

  @Test("the finding lists them in the certificate's order, for an API server's certificate only")
  func finding() {
    let names = ["kubernetes", "cp-1.corp.internal", "10.96.0.1", "203.0.113.9"]
    func findings(_ certificate: CertificateFacts, _ body: String) -> [Finding] {
      assess(
        .sample(
          tls: TLSFacts(handshake: .established, certificate: certificate),
          version: .version(401, body), healthz: .healthz(401, body))
      ).findings
    }
    #expect(
      findings(.sample(subject: "CN=kube-apiserver", names: names), Body.status) == [
        Finding(id: .internalNames, severity: .info, evidence: "cp-1.corp.internal 10.96.0.1")
      ])
    #expect(findings(.sample(names: names), "").isEmpty)
  }

  static func accessed(
    _ answers: [AccessAnswer], version: Int = 403, transport: Transport = .tls
  ) -> Observation {
    var observation = Observation.sample(
      transport: transport, version: .version(version, Body.status), healthz: .healthz(version, Body.status))
    observation.accessAnswers = answers
    return observation
  }

  static let list = "PartialObjectMetadataList"

  @Test("resources that could be listed make anonymous access, with their kinds and counts")
  func listed() {
    let assessment = assess(
      Self.accessed([
        AccessAnswer(path: "/api", status: 200, kind: "APIVersions"),
        AccessAnswer(path: "/api/v1/namespaces", status: 200, kind: Self.list, count: 7),
        AccessAnswer(path: "/api/v1/secrets", status: 200, kind: Self.list),
        AccessAnswer(path: "/api/v1/pods", status: 403, kind: "Status"),
        AccessAnswer(
          path: "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", status: 200, kind: Self.list,
          count: 0),
      ]))
    #expect(assessment.verdict == .anonymousAccess)
    #expect(assessment.posture == .exposed)
    #expect(
      assessment.findings == [
        Finding(
          id: .anonymousResources, severity: .critical,
          evidence: """
            listed: namespaces (7), secrets, rbac.authorization.k8s.io/clusterrolebindings (0); read: /api
            """)
      ])
  }

  static let harmless: [(AccessAnswer, Severity?)] = [
    (AccessAnswer(path: "/metrics", status: 200), .medium),
    (AccessAnswer(path: "/apis", status: 200, kind: "APIGroupList"), .medium),
    (AccessAnswer(path: "/openapi/v2", status: 200), .medium),
    (AccessAnswer(path: "/api/v1/secrets", status: 403, kind: "Status"), nil),
    (AccessAnswer(path: "/api/v1/secrets", status: 200, kind: nil), nil),
    (AccessAnswer(path: "/api/v1/secrets", status: 200, kind: "Status"), nil),
    (AccessAnswer(path: "/api/v1/secrets", status: 302, kind: Self.list), nil),
  ]

  @Test(
    "discovery and metrics alone, or pages in place of lists, are no anonymous access", arguments: harmless)
  func noAccess(_ answer: AccessAnswer, _ severity: Severity?) {
    let assessment = assess(Self.accessed([answer]))
    #expect(assessment.verdict == .forbidden)
    #expect(assessment.findings.map(\.severity) == [severity].compactMap { $0 })
  }

  @Test("a server that is no API server lists nothing")
  func noAPIServer() {
    var observation = Observation.sample(version: .version(200, Body.page), healthz: .healthz(200, "ok"))
    observation.accessAnswers = [AccessAnswer(path: "/api/v1/secrets", status: 200, kind: Self.list)]
    #expect(assess(observation) == Assessment(verdict: .notKubernetes))
  }

  @Test("kubeadm's cluster-info is a finding and no access")
  func clusterInfo() {
    let path = "/api/v1/namespaces/kube-public/configmaps/cluster-info"
    let assessment = assess(Self.accessed([AccessAnswer(path: path, status: 200, kind: "ConfigMap")]))
    #expect(assessment.verdict == .forbidden)
    #expect(assessment.findings.map(\.id) == [.clusterInfo])
    #expect(assessment.findings.first?.severity == .low)
    #expect(assess(Self.accessed([AccessAnswer(path: path, status: 403)])).findings.isEmpty)
  }
}
