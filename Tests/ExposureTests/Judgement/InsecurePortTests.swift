import Exposure
import Testing

@Suite("Verdicts over plain HTTP")
struct InsecurePortTests {
  static let rows: [Judged] = [
    Judged(
      sentence: "version and health",
      observation: .sample(
        transport: .plain, version: .version(200, Body.version), healthz: .healthz(200, "ok")),
      verdict: .insecurePort, signs: [.versionDocument]),
    Judged(
      sentence: "failing checks and no version",
      observation: .sample(transport: .plain, healthz: .healthz(500, Body.checks)), verdict: .insecurePort,
      signs: [.healthChecks]),
    Judged(
      sentence: "version, and a bare 403 of something in front",
      observation: .sample(
        transport: .plain, version: .version(200, Body.version), healthz: .healthz(403, Body.page)),
      verdict: .insecurePort, signs: [.versionDocument]),
    Judged(
      sentence: "version, and the API server itself refuses health",
      observation: .sample(
        transport: .plain, version: .version(200, Body.version), healthz: .healthz(403, Body.status)),
      verdict: .versionLeak, signs: [.versionDocument, .statusObject]),
    Judged(
      sentence: "health, and the API server itself refuses version",
      observation: .sample(
        transport: .plain, version: .version(401, Body.status), healthz: .healthz(200, "ok")),
      verdict: .healthOnly, signs: [.statusObject]),
    Judged(
      sentence: "401 twice of an API server behind a proxy",
      observation: .sample(
        transport: .plain, version: .version(401, Body.status), healthz: .healthz(401, Body.status)),
      verdict: .lockedDown, signs: [.statusObject]),
    Judged(
      sentence: "403 twice of an API server behind a proxy",
      observation: .sample(
        transport: .plain, version: .version(403, Body.status), healthz: .healthz(403, Body.status)),
      verdict: .forbidden, signs: [.statusObject]),
    Judged(
      sentence: "an API server that has no time",
      observation: .sample(
        transport: .plain, version: .version(429, Body.status), healthz: .healthz(429, Body.status)),
      verdict: .inconclusive, signs: [.statusObject]),
    Judged(
      sentence: "a web server", observation: .sample(transport: .plain, version: .version(200, Body.page)),
      verdict: .plainHTTP),
  ]

  @Test("what tells without asking who is there is the insecure port", arguments: rows)
  func verdict(_ row: Judged) {
    let assessment = assess(row.observation)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.signs == row.signs)
  }

  @Test("a TLS port that answers in plain HTTP is judged by these answers")
  func plainOnATLSPort() {
    let observation = Observation.sample(
      transport: .plain, tls: TLSFacts(handshake: .plainHTTP), version: .version(200, Body.version),
      healthz: .healthz(200, "ok"))
    #expect(assess(observation).verdict == .insecurePort)
  }
}
