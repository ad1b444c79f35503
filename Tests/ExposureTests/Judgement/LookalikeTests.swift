import Exposure
import Targets
import Testing

@Suite("Answers that only look like Kubernetes")
struct LookalikeTests {
  static let pairs: [(String, Response, Response)] = [
    ("a web server", .version(200, Body.page), .healthz(200, Body.page)),
    ("a bare ok twice", .version(200, "ok"), .healthz(200, "ok")),
    ("a bare ok and 404", .version(404, "404 page not found\n"), .healthz(200, "ok")),
    ("bare 401", .version(401, "Unauthorized"), .healthz(401, "Unauthorized")),
    ("bare 403", .version(403, Body.page), .healthz(403, Body.page)),
    ("bare 401 and health", .version(401), .healthz(200, "ok")),
    ("redirects", .version(301), .healthz(302)),
    (
      "a page that was cut off beside a whole answer", .version(200, "<!doc", endedEarly: true), .healthz(404)
    ),
    ("a 503 beside a whole answer", .version(503), .healthz(404, "not found")),
    ("JSON of something else", .version(200, #"{"version":"v1.36.2"}"#), .healthz(200, #"{"ok":true}"#)),
    ("the words of a Status in a page", .version(401, "<p>\(Body.status)</p>"), .healthz(401)),
    (
      "a Status of another API", .version(401, #"{"kind":"Status","apiVersion":"v2"}"#),
      .healthz(401, #"{"kind":"status","apiVersion":"v1"}"#)
    ),
    (
      "a Status inside an object", .version(401, "{\"error\":\(Body.status)}"),
      .healthz(401, "[\(Body.status)]")
    ),
    ("a Status that was cut", .version(401, String(Body.status.dropLast())), .healthz(401)),
    ("a Status with 200", .version(200, Body.status), .healthz(200, Body.status)),
    ("a version document with 401", .version(401, Body.version), .healthz(401)),
    ("a version document on the health path", .version(404), .healthz(200, Body.version)),
    ("gitVersion of no release", .version(200, #"{"gitVersion":"main"}"#), .healthz(200, "ok")),
    (
      "an audit identifier alone", .version(401, headers: [HeaderField(name: "Audit-Id", value: "1")]),
      .healthz(401, headers: [HeaderField(name: "Cache-Control", value: "no-cache, private")])
    ),
    (
      "an audit identifier and another caching",
      .version(
        401,
        headers: [
          HeaderField(name: "Audit-Id", value: "1"),
          HeaderField(name: "Cache-Control", value: "no-cache, private, max-age=0"),
        ]), .healthz(401)
    ),
    (
      "an empty header of priority and fairness",
      .version(401, headers: [HeaderField(name: "X-Kubernetes-Pf-Flowschema-Uid", value: "")]), .healthz(401)
    ),
    ("a list that is none of checks", .version(404), .healthz(200, "[+] ping ok\n[x]etcd")),
  ]

  @Test("they are not Kubernetes over TLS, and plain HTTP over plain HTTP", arguments: pairs)
  func lookalike(_ name: String, _ version: Response, _ healthz: Response) {
    #expect(assess(.sample(version: version, healthz: healthz)) == Assessment(verdict: .notKubernetes))
    #expect(
      assess(.sample(transport: .plain, version: version, healthz: healthz))
        == Assessment(verdict: .plainHTTP))
  }

  @Test("an API server's certificate alone makes no page and no bare ok an API server's")
  func certificateAlone() {
    let tls = TLSFacts(handshake: .established, certificate: .ofAPIServer)
    let page = Observation.sample(tls: tls, version: .version(200, Body.page), healthz: .healthz(404))
    #expect(assess(page) == Assessment(verdict: .notKubernetes))
    let health = Observation.sample(tls: tls, version: .version(404), healthz: .healthz(200, "ok"))
    #expect(assess(health) == Assessment(verdict: .notKubernetes))
  }

  @Test(
    "a kubelet asks for certificates of the same authority and is no API server",
    arguments: [
      ("CN=system:node:worker-1,O=system:nodes", .kubelet, .lockedDown),
      ("CN=worker-1@1795471479", nil, .notKubernetes),
    ] as [(String, Component?, Verdict)])
  func kubelet(_ subject: String, _ component: Component?, _ verdict: Verdict) {
    let tls = TLSFacts(
      handshake: .established, certificate: .sample(subject: subject, names: ["worker-1"]),
      clientCertificateRequested: true, clientCANames: ["CN=kubernetes"])
    let observation = Observation.sample(
      tls: tls, version: .version(401, "Unauthorized"), healthz: .healthz(401, "Unauthorized"))
    let assessment = assess(observation)
    #expect(assessment.verdict == verdict)
    #expect(assessment.component == component)
    #expect(assessment.signs.isEmpty)
  }

  /// Answers that decide nothing: with no sign they are nobody's.
  static let undecided: [(String, Response?, Response?)] = [
    ("a balancer's bare 503", .version(503, "no server is available"), .healthz(503)),
    ("500, 502 and 504", .version(502), .healthz(504)),
    ("too many requests", .version(429), .healthz(429)),
    ("a request that timed out", .version(408), .healthz(408)),
    ("a page that was cut off", .version(200, "<!doc", endedEarly: true), nil),
    ("404 that was cut off", .version(404, "not f", endedEarly: true), .healthz(503)),
    ("a version document that was cut off", .version(200, #"{"major":"1","gitVer"#, endedEarly: true), nil),
    ("a bare ok and 503", .version(503), .healthz(200, "ok")),
    ("a bare ok and nothing", nil, .healthz(200, "ok")),
    ("a bare 401 and 503", .version(401), .healthz(503)),
    ("a bare 403 and nothing", .version(403), nil),
    ("401 twice, cut off", .version(401, endedEarly: true), .healthz(401, endedEarly: true)),
    (
      "a coding that is not undone",
      .version(200, "\u{8B}\u{FFFD}\u{3}", headers: [HeaderField(name: "Content-Encoding", value: "br")]), nil
    ),
    (
      "gzip that earlier releases kept as it came",
      .version(200, "\u{1F}\u{FFFD}\u{8}", headers: [HeaderField(name: "content-encoding", value: "gzip")]),
      .healthz(503)
    ),
  ]

  @Test("what decides nothing is no evidence of something else", arguments: undecided)
  func noEvidence(_ name: String, _ version: Response?, _ healthz: Response?) {
    for transport in [Transport.tls, .plain] {
      let assessment = assess(
        .sample(transport: transport, version: version, healthz: healthz, unanswered: .deadline))
      #expect(assessment.verdict == .inconclusive)
      #expect(assessment.component == nil)
    }
  }

  @Test("a page whose coding was undone is a page")
  func decoded() {
    let page = Response.version(
      200, Body.page, headers: [HeaderField(name: "Content-Encoding", value: "gzip")])
    #expect(assess(.sample(version: page, healthz: .healthz(503))).verdict == .notKubernetes)
  }
}
