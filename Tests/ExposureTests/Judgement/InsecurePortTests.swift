import Exposure
import Targets
import Testing

@Suite("Verdicts over plain HTTP")
struct InsecurePortTests {
  static let rows: [Judged] = [
    Judged(
      sentence: "version and health",
      observation: .sample(
        transport: .plain, version: .version(200, Body.old), healthz: .healthz(200, "ok")),
      verdict: .insecurePort, signs: [.versionDocument]),
    Judged(
      sentence: "failing checks and no version",
      observation: .sample(transport: .plain, healthz: .healthz(500, Body.checks)), verdict: .insecurePort,
      signs: [.healthChecks]),
    Judged(
      sentence: "version, and a bare 403 of something in front",
      observation: .sample(
        transport: .plain, version: .version(200, Body.old), healthz: .healthz(403, Body.page)),
      verdict: .versionLeak, signs: [.versionDocument]),
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
      transport: .plain, tls: TLSFacts(handshake: .plainHTTP), version: .version(200, Body.old),
      healthz: .healthz(200, "ok"))
    #expect(assess(observation).verdict == .insecurePort)
  }

  private static func observed(_ gitVersion: String, access: [Int]) -> Observation {
    var observation = Observation.sample(
      transport: .plain, version: .version(200, #"{"gitVersion":"\#(gitVersion)"}"#),
      healthz: .healthz(200, "ok"))
    observation.accessAnswers = zip(AccessPath.allCases, access).map {
      AccessAnswer(path: $0.rawValue, status: $1)
    }
    return observation
  }

  static let contradictions: [(version: String, access: [Int], verdict: Verdict)] = [
    ("v1.23.17", [], .insecurePort), ("v1.23.17", [200, 404, 503], .insecurePort),
    ("v1.23.17", [200, 403], .versionLeak), ("v1.23.17", [401], .versionLeak), ("v1.24.0", [], .versionLeak),
    ("v1.34.2", [], .versionLeak), ("v1.34.2", [403, 403, 403], .versionLeak),
    ("v1.23.17-eks-1234567", [], .insecurePort), ("v1.24.0-rc.0", [], .versionLeak),
    // A version of no release contradicts nothing.
    ("v0.0.0-master+$Format:%H$", [], .insecurePort),
  ]

  @Test("a path that is refused, or a release without such a port, contradicts it", arguments: contradictions)
  func contradicted(_ row: (version: String, access: [Int], verdict: Verdict)) {
    let assessment = assess(Self.observed(row.version, access: row.access), knowing: .none)
    #expect(assessment.verdict == row.verdict)
    let finding = assessment.findings.first { $0.id == .plaintextHTTP }
    #expect((finding != nil) == (row.verdict != .insecurePort))
    #expect(assessment.severity == (row.verdict == .insecurePort ? .critical : .high))
    if let finding {
      #expect(finding.severity == .high)
      #expect(finding.evidence == "plain HTTP /version 200, /healthz 200")
    }
  }

  @Test("every API server over plain HTTP has the finding, what is undecided or something else has not")
  func plaintext() {
    func finds(_ version: Response, _ healthz: Response, _ transport: Transport = .plain) -> Bool {
      assess(.sample(transport: transport, version: version, healthz: healthz)).findings
        .contains { $0.id == .plaintextHTTP }
    }
    #expect(finds(.version(401, Body.status), .healthz(401, Body.status)))
    #expect(finds(.version(403, Body.status), .healthz(200, "ok")))
    #expect(!finds(.version(401, Body.status), .healthz(401, Body.status), .tls))
    #expect(!finds(.version(503, Body.status), .healthz(503, Body.status)))
    #expect(!finds(.version(200, Body.page), .healthz(200, "ok")))
  }
}
