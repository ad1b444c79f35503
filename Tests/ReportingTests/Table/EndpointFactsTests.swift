import Exposure
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("The facts of an endpoint, in words")
struct EndpointFactsTests {
  private static let words = EndpointFacts.self

  private static func judged(
    _ verdict: Verdict, _ findings: [(FindingID, Severity)], cves: [String] = [],
    component: Component? = .kubeAPIServer
  ) -> Assessment {
    Assessment(
      verdict: verdict, findings: findings.map { Finding(id: $0.0, severity: $0.1, evidence: "") },
      releaseEndOfLife: .sample - 30 * 86_400, vulnerabilities: cves, serverStartedAt: .sample - 125,
      component: component)
  }

  @Test(
    "each finding has its words, in the order of the findings",
    arguments: [
      ([(.endOfLifeRelease, .medium)], "EOL since 2026-10"),
      ([(.endOfLifeRelease, .low)], "upstream EOL since 2026-10"),
      ([(.anonymousVersion, .medium), (.anonymousHealth, .low)], "health readable"),
      ([(.insecurePort, .critical), (.weakTLS, .medium)], "no authentication at all, speaks TLSv1.1"),
      ([(.recentRestart, .medium)], "restarted 2 min 5 s before the scan, health refused"),
      ([(.recentRestart, .low)], "restarted 2 min 5 s before the scan"),
      ([(.certificateExpired, .medium)], "certificate expired 2026-11-22"),
      ([(.certificateExpiring, .low)], "certificate ends 2026-11-22"),
      ([(.inconsistentControlPlane, .medium)], "differs from its other addresses"),
      ([(.plaintextHTTP, .high), (.clusterInfo, .low)], "plain HTTP, cluster-info readable"),
      ([(.healthDetails, .low)], "health checks readable"),
      ([(.anonymousResources, .critical)], "secrets and 2 more listed by anyone"),
      ([(.internalNames, .info), (.startTime, .info)], "/version 200"),
    ] as [([(FindingID, Severity)], String)])
  func findings(findings: [(FindingID, Severity)], text: String) {
    var certificate = CertificateFacts.sample
    certificate.notAfter = .sample - 86_400
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .established, version: .tls11, certificate: certificate),
      responses: [Response(path: "/version", status: 200)])
    observation.accessAnswers = ["pods", "secrets", "nodes"].map {
      AccessAnswer(path: "/api/v1/\($0)", status: 200, kind: "List")
    }
    let facts = Self.words.facts(observation, Self.judged(.versionLeak, findings))
    #expect(facts.joined(separator: ", ") == text)
  }

  @Test(
    "vulnerabilities are counted, with the score of the one that decides, whatever others have",
    arguments: [
      (["CVE-2018-1002105"], 9.8, false, "1 CVE of 9.8"),
      (["CVE-0", "CVE-2018-1002105"], 7.5, false, "2 CVEs: 7.5 anonymous"),
      (["CVE-0", "CVE-2018-1002105"], 5.9, true, "2 CVEs: 5.9 fixable"),
      (["CVE-0"], nil, false, "1 CVE"),
    ] as [([String], Double?, Bool, String)])
  func vulnerabilities(ids: [String], score: Double?, needsCredentials: Bool, text: String) {
    var judged = Self.judged(.versionLeak, [(.knownVulnerabilities, .critical)], cves: ids)
    judged.worstVulnerability = WorstVulnerability(
      id: ids[0], cvss: score, needsCredentials: needsCredentials)
    #expect(Self.words.facts(.leaking(), judged) == [text])
  }

  @Test("what went wrong comes first where nothing else is known, and last where something is")
  func failures() {
    let silent = Observation.sample(.timedOut, attempts: 2)
    #expect(Self.words.facts(silent, assess(silent)) == ["no answer to 2 connection attempts"])
    var cut = Observation.leaking()
    cut.unanswered = [UnansweredPath(path: "/livez", reason: .closed)]
    #expect(
      Self.words.facts(cut, assess(cut)).last == "the server closed the connection before answering /livez")
  }

  @Test("a component that could be asked more says so", arguments: [true, false])
  func unasked(_ isAsked: Bool) {
    let answers = isAsked ? [ComponentAnswer(path: "/pods", status: 403)] : []
    let (observation, assessment) = ComponentReasonTests.seen(.kubelet, .healthOnly, answers: answers)
    #expect(
      EndpointFacts.facts(observation, assessment) == [isAsked ? "kubelet" : "kubelet, not asked further"])
  }

  @Test("another component is named first, and without anything to tell the answers stand for themselves")
  func rest() {
    #expect(
      Self.words.facts(.lockedDown(), Self.judged(.lockedDown, [], component: .kubelet))
        == ["kubelet"])
    #expect(
      Self.words.facts(.lockedDown(), Self.judged(.lockedDown, [])) == ["/version 401", "/healthz 401"])
  }

  @Test("a component that gave no deciding answer shows what it answered")
  func undecided() {
    var observation = Observation.sample(tls: TLSFacts(handshake: .established))
    observation.responses = [
      Response(path: "/version", status: 404), Response(path: "/healthz", status: 500),
    ]
    let kubelet = Self.judged(.inconclusive, [], component: .kubelet)
    #expect(EndpointFacts.facts(observation, kubelet) == ["kubelet", "/version 404", "/healthz 500"])
    #expect(
      EndpointFacts.facts(observation, Self.judged(.forbidden, [], component: .kubelet))
        == ["kubelet, not asked further"])
    observation.unanswered = [UnansweredPath(path: "/pods", reason: .closed)]
    #expect(
      EndpointFacts.facts(observation, kubelet)
        == ["kubelet", "the server closed the connection before answering /pods"])
  }

  @Test("a port that was asked over TLS and has none is told in two words, or by the verdict")
  func plain() {
    var observation = Observation.sample(tls: TLSFacts(handshake: .failed(reason: "wrong version number")))
    observation.transport = .plain
    observation.responses = [Response(path: "/version", status: 404)]
    let proxy = Self.judged(.healthOnly, [], component: .kubeProxy)
    #expect(EndpointFacts.facts(observation, proxy) == ["kube-proxy, not asked further", "plain HTTP"])
    let server = Self.judged(.versionLeak, [(.plaintextHTTP, .high)])
    #expect(EndpointFacts.facts(observation, server) == ["plain HTTP"])
    #expect(EndpointFacts.facts(observation, Self.judged(.plainHTTP, [], component: nil)) == ["/version 404"])
    observation.responses[0].endedEarly = true
    #expect(
      EndpointFacts.facts(observation, proxy)
        == ["kube-proxy, not asked further", "plain HTTP", "the answer to /version ended early"])
  }
}
