import Exposure
import Fixtures
import Testing

@Suite("What a real kube-apiserver answered")
struct TranscriptTests {
  struct State: CustomTestStringConvertible {
    let version: String
    let healthz: String
    let verdict: Verdict
    let signs: [APIServerSign]
    let findings: [FindingID]
    var testDescription: String { "\(version) and \(healthz): \(verdict.rawValue)" }
  }

  static let states = [
    State(
      version: "anonymous-default-version", healthz: "anonymous-default-healthz", verdict: .versionLeak,
      signs: [.versionDocument, .flowSchemaHeader, .auditHeader],
      findings: [.anonymousVersion, .knownVulnerabilities, .anonymousHealth]),
    State(
      version: "anonymous-cluster-admin-version", healthz: "anonymous-cluster-admin-healthz",
      verdict: .versionLeak, signs: [.versionDocument, .flowSchemaHeader, .auditHeader],
      findings: [.anonymousVersion, .knownVulnerabilities, .anonymousHealth]),
    State(
      version: "anonymous-disabled-version", healthz: "anonymous-disabled-healthz", verdict: .lockedDown,
      signs: [.statusObject, .auditHeader], findings: []),
    State(
      version: "anonymous-health-only-version", healthz: "anonymous-health-only-healthz",
      verdict: .healthOnly, signs: [.statusObject, .flowSchemaHeader, .auditHeader],
      findings: [.anonymousHealth]),
    State(
      version: "rbac-forbidden-version", healthz: "rbac-forbidden-healthz", verdict: .forbidden,
      signs: [.statusObject, .flowSchemaHeader, .auditHeader], findings: []),
    State(
      version: "anonymous-default-version", healthz: "etcd-down-healthz", verdict: .versionLeak,
      signs: [.versionDocument, .flowSchemaHeader, .auditHeader, .healthChecks],
      findings: [.anonymousVersion, .knownVulnerabilities, .anonymousHealth, .healthDetails]),
    State(
      version: "rbac-forbidden-version", healthz: "etcd-down-healthz", verdict: .healthOnly,
      signs: [.statusObject, .flowSchemaHeader, .auditHeader, .healthChecks],
      findings: [.anonymousHealth, .healthDetails]),
  ]

  @Test("each recorded state has its verdict, signs and findings", arguments: states)
  func state(_ state: State) throws {
    let version = try #require(try Transcript(named: state.version).answers.first)
    let healthz = try #require(try Transcript(named: state.healthz).answers.first)
    let assessment = assess(
      .sample(version: version.response(to: .version), healthz: healthz.response(to: .healthz)))
    #expect(assessment.verdict == state.verdict)
    #expect(assessment.signs == state.signs)
    // A server that refuses everything with 401 shows no more than a Status object and an Audit-Id.
    #expect(assessment.component == (state.verdict == .lockedDown ? nil : .kubeAPIServer))
    #expect(assessment.findings.map(\.id) == state.findings)
  }

  @Test(
    "pipelined answers are judged as answers to both paths",
    arguments: [
      ("anonymous-default", Verdict.versionLeak), ("anonymous-disabled", .lockedDown),
      ("anonymous-health-only", .healthOnly), ("rbac-forbidden", .forbidden),
    ])
  func pipelined(_ name: String, _ verdict: Verdict) throws {
    let answers = try Transcript(named: name + "-pipelined-version-healthz").answers
    try #require(answers.count == 2)
    let observation = Observation.sample(
      version: answers[0].response(to: .version), healthz: answers[1].response(to: .healthz))
    #expect(assess(observation).verdict == verdict)
  }

  @Test("every answer of a real kube-apiserver carries a sign, whatever path it answered")
  func everyTranscript() throws {
    for name in try Transcript.allNames() where name != "plain-http-to-tls-port" {
      for answer in try Transcript(named: name).answers {
        let assessment = assess(.sample(healthz: answer.response(to: .healthz)))
        #expect(!assessment.signs.isEmpty, "\(name)")
        #expect(assessment.posture == .restricted || assessment.posture == .unknown, "\(name)")
      }
    }
  }

  @Test(
    "the health paths tell the health, in every form",
    arguments: try Transcript.allNames().filter { name in
      ["-healthz", "-livez", "-readyz", "_verbose"].contains(where: name.hasSuffix)
        && !name.contains("pipelined")
    })
  func health(_ name: String) throws {
    let answer = try #require(try Transcript(named: name).answers.first)
    let assessment = assess(.sample(healthz: answer.response(to: .healthz)))
    let refused = [401, 403].contains(answer.status)
    #expect(assessment.verdict == (refused ? .inconclusive : .healthOnly))
    let listsChecks = answer.status == 500 || name.hasSuffix("_verbose")
    #expect(assessment.findings.contains { $0.id == .healthDetails } == listsChecks)
  }

  @Test("what Go says to plain HTTP on a TLS port is plain HTTP and no API server")
  func plainHTTPToTLSPort() throws {
    let answer = try #require(try Transcript(named: "plain-http-to-tls-port").answers.first)
    let observation = Observation.sample(
      transport: .plain, version: answer.response(to: .version), healthz: answer.response(to: .healthz))
    #expect(assess(observation) == Assessment(verdict: .plainHTTP))
  }

  @Test("the version document is read whole")
  func versionDocument() throws {
    let answer = try #require(try Transcript(named: "anonymous-default-version").answers.first)
    let assessment = assess(.sample(version: answer.response(to: .version)))
    #expect(
      assessment.version
        == VersionDocument(
          gitVersion: "v1.36.2", gitCommit: "$Format:%H$", buildDate: "2026-06-10T11:22:33Z",
          goVersion: "go1.27.3", platform: "linux/amd64"))
    #expect(assessment.findings.first?.evidence == answer.body)
  }
}
