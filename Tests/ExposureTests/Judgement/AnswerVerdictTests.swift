import Exposure
import Testing

@Suite("Verdicts on HTTP answers")
struct AnswerVerdictTests {
  static let leaks: [Judged] = [
    Judged(
      sentence: "a version document without any header",
      observation: .sample(version: .version(200, Body.version), healthz: .healthz(401)),
      verdict: .versionLeak, signs: [.versionDocument]),
    Judged(
      sentence: "a version document that a proxy changed on its way (203)",
      observation: .sample(version: .version(203, Body.version), healthz: .healthz(200, "ok")),
      verdict: .versionLeak, signs: [.versionDocument]),
    Judged(
      sentence: "a version document and a refused health",
      observation: .sample(
        version: .version(200, Body.version), healthz: .healthz(403, Body.status)),
      verdict: .versionLeak, signs: [.versionDocument, .statusObject]),
    Judged(
      sentence: "a version document and a health that fails",
      observation: .sample(version: .version(200, Body.version), healthz: .healthz(500, Body.checks)),
      verdict: .versionLeak, signs: [.versionDocument, .healthChecks]),
    Judged(
      sentence: "a version document and too many requests",
      observation: .sample(version: .version(200, Body.version), healthz: .healthz(429)),
      verdict: .versionLeak, signs: [.versionDocument]),
    Judged(
      sentence: "a version document and no health before the deadline",
      observation: .sample(version: .version(200, Body.version), unanswered: .deadline),
      verdict: .versionLeak, signs: [.versionDocument]),
    Judged(
      sentence: "a whole version document, though the server had declared more",
      observation: .sample(version: .version(200, Body.version, endedEarly: true)),
      verdict: .versionLeak, signs: [.versionDocument]),
    Judged(
      sentence: "a refused version and health",
      observation: .sample(version: .version(401, Body.status), healthz: .healthz(200, "ok")),
      verdict: .healthOnly, signs: [.statusObject]),
    Judged(
      sentence: "a forbidden version and failing checks",
      observation: .sample(version: .version(403, Body.status), healthz: .healthz(500, Body.checks)),
      verdict: .healthOnly, signs: [.statusObject, .healthChecks]),
    Judged(
      sentence: "health and no answer to version",
      observation: .sample(healthz: .healthz(200, "ok", headers: .flowSchema), unanswered: .deadline),
      verdict: .healthOnly, signs: [.flowSchemaHeader]),
    Judged(
      sentence: "health and a version that is not there",
      observation: .sample(version: .version(404, Body.status), healthz: .healthz(200, "ok\n")),
      verdict: .healthOnly, signs: [.statusObject]),
    Judged(
      sentence: "health, and a bare 401 behind an API server's certificate",
      observation: .sample(
        tls: TLSFacts(handshake: .established, certificate: .ofAPIServer),
        version: .version(401, "Unauthorized\n"), healthz: .healthz(200, "ok")),
      verdict: .healthOnly, signs: [.certificateNames]),
  ]

  static let refusals: [Judged] = [
    Judged(
      sentence: "401 twice",
      observation: .sample(version: .version(401, Body.status), healthz: .healthz(401, Body.status)),
      verdict: .lockedDown, signs: [.statusObject]),
    Judged(
      sentence: "401 twice, with a sign on one",
      observation: .sample(version: .version(401), healthz: .healthz(401, headers: .audit)),
      verdict: .lockedDown, signs: [.auditHeader]),
    Judged(
      sentence: "401 twice, the bodies cut off",
      observation: .sample(
        version: .version(401, headers: .audit, endedEarly: true),
        healthz: .healthz(401, headers: .audit, endedEarly: true)),
      verdict: .lockedDown, signs: [.auditHeader]),
    Judged(
      sentence: "403 twice",
      observation: .sample(version: .version(403, Body.status), healthz: .healthz(403, Body.status)),
      verdict: .forbidden, signs: [.statusObject]),
    Judged(
      sentence: "401 and 403",
      observation: .sample(version: .version(401, Body.status), healthz: .healthz(403, Body.status)),
      verdict: .forbidden, signs: [.statusObject]),
    Judged(
      sentence: "403 and 401",
      observation: .sample(version: .version(403, Body.status), healthz: .healthz(401, Body.status)),
      verdict: .forbidden, signs: [.statusObject]),
    Judged(
      sentence: "bare 401 twice behind an API server's certificate",
      observation: .sample(
        tls: TLSFacts(handshake: .established, certificate: .ofAPIServer),
        version: .version(401, "Unauthorized\n"), healthz: .healthz(401, "Unauthorized\n")),
      verdict: .lockedDown, signs: [.certificateNames]),
    Judged(
      sentence: "bare 403 twice, certificates of the cluster's authorities wished for",
      observation: .sample(
        tls: TLSFacts(
          handshake: .established, clientCertificateRequested: true,
          clientCANames: ["CN=kubernetes", "CN=front-proxy-ca"]),
        version: .version(403), healthz: .healthz(403)),
      verdict: .forbidden, signs: [.clientCANames]),
    Judged(
      sentence: "bare 403 twice, the cluster's authority the last of 1,001 that are named",
      observation: .sample(
        tls: TLSFacts(
          handshake: .established, clientCertificateRequested: true,
          clientCANames: (0..<1000).map { "CN=authority \($0)" } + ["CN=kubernetes"]),
        version: .version(403), healthz: .healthz(403)),
      verdict: .forbidden, signs: [.clientCANames]),
    Judged(
      sentence: "bare 401 twice of a server that has only the loopback client's certificate",
      observation: .sample(
        tls: TLSFacts(
          handshake: .established,
          certificate: .sample(
            subject: "CN=apiserver-loopback-client@1795471479",
            issuer: "CN=apiserver-loopback-client-ca@1795471479", names: ["apiserver-loopback-client"])),
        version: .version(401), healthz: .healthz(401)),
      verdict: .lockedDown, signs: [.loopbackCertificate]),
  ]

  static let undecided: [Judged] = [
    Judged(
      sentence: "401 and no answer",
      observation: .sample(version: .version(401, Body.status), unanswered: .deadline),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "401 and 429",
      observation: .sample(version: .version(401, Body.status), healthz: .healthz(429)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "403 and 500 without checks",
      observation: .sample(version: .version(403, Body.status), healthz: .healthz(500, "error")),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "429 twice with a Status",
      observation: .sample(version: .version(429, Body.status), healthz: .healthz(429, Body.status)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "404 twice with a Status",
      observation: .sample(version: .version(404, Body.status), healthz: .healthz(404, Body.status)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "a redirect beside a refusal",
      observation: .sample(version: .version(302), healthz: .healthz(401, Body.status)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "a page with the headers of an API server",
      observation: .sample(version: .version(200, Body.page, headers: .flowSchema)),
      verdict: .inconclusive, signs: [.flowSchemaHeader]),
    Judged(
      sentence: "a version document that was cut in the middle",
      observation: .sample(
        version: .version(200, #"{"major":"1","gitVer"#, headers: .audit, endedEarly: true),
        healthz: .healthz(401, Body.status)),
      verdict: .inconclusive, signs: [.statusObject, .auditHeader]),
    Judged(
      sentence: "a whole version document that a proxy broke, and no sign of anything else",
      observation: .sample(
        version: .version(200, #"{"gitVersion":"v1.34.2""#), healthz: .healthz(200, "ok")),
      verdict: .inconclusive, signs: []),
    Judged(
      sentence: "a health that was cut in the middle",
      observation: .sample(
        version: .version(401, Body.status), healthz: .healthz(200, "o", endedEarly: true)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "a balancer's bare 503 with an API server's certificate",
      observation: .sample(
        tls: TLSFacts(handshake: .established, certificate: .ofAPIServer), version: .version(503),
        healthz: .healthz(503)),
      verdict: .inconclusive, signs: [.certificateNames]),
    Judged(
      sentence: "a bare health behind an API server's certificate, and no version",
      observation: .sample(
        tls: TLSFacts(handshake: .established, certificate: .ofAPIServer), healthz: .healthz(200, "ok"),
        unanswered: .deadline),
      verdict: .inconclusive, signs: [.certificateNames]),
  ]

  private static let blanks = String(repeating: " ", count: 1 << 14)

  private static func cut(
    _ body: String, path: String = "/version", status: Int = 200, type: String = "application/json"
  ) -> Response {
    Response(
      path: path, status: status, headers: [HeaderField(name: "Content-Type", value: type)], body: body,
      bodyTruncated: true)
  }

  /// Answers of which only the beginning was kept.
  static let kept: [Judged] = [
    Judged(
      sentence: "nothing but white space", observation: .sample(version: cut(blanks), healthz: .healthz(404)),
      verdict: .notKubernetes, signs: []),
    Judged(
      sentence: "nothing but white space, and a refused health",
      observation: .sample(version: cut(blanks), healthz: .healthz(401)), verdict: .inconclusive, signs: []),
    Judged(
      sentence: "the beginning of some JSON", observation: .sample(version: cut("\n {\"a\": [1, 2, ")),
      verdict: .inconclusive, signs: []),
    Judged(
      sentence: "white space in refusals",
      observation: .sample(
        version: cut(blanks, status: 401), healthz: cut(blanks, path: "/healthz", status: 401)),
      verdict: .inconclusive, signs: []),
    Judged(
      sentence: "white space in what is not there",
      observation: .sample(version: cut(blanks, status: 404)), verdict: .inconclusive, signs: []),
    Judged(
      sentence: "a web page by its type",
      observation: .sample(version: cut(blanks, type: "text/html; charset=utf-8")), verdict: .notKubernetes,
      signs: []),
    Judged(
      sentence: "a web page by its beginning", observation: .sample(version: cut(Body.page + blanks)),
      verdict: .notKubernetes, signs: []),
    Judged(
      sentence: "text that is no JSON", observation: .sample(version: cut(String(repeating: "x", count: 99))),
      verdict: .notKubernetes, signs: []),
  ]

  @Test(
    "an answer of which only the beginning was kept is something else only where it shows that",
    arguments: kept)
  func keptInPart(_ row: Judged) {
    let assessment = assess(row.observation)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.signs == row.signs)
  }

  @Test("an API server's answers have their verdict", arguments: leaks + refusals + undecided)
  func verdict(_ row: Judged) {
    let assessment = assess(row.observation)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.signs == row.signs)
  }

  @Test("the order of the answers and the spelling of header names do not matter")
  func spelling() {
    let headers = [
      HeaderField(name: "AUDIT-ID", value: "x"),
      HeaderField(name: "cache-control", value: "Private,no-cache"),
    ]
    var observation = Observation.sample(
      version: .version(401, headers: headers), healthz: .healthz(200, "ok"))
    observation.responses.reverse()
    let assessment = assess(observation)
    #expect(assessment.verdict == .healthOnly)
    #expect(assessment.signs == [.auditHeader])
  }
}
