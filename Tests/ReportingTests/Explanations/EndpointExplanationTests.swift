import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("What the endpoints of a target show")
struct EndpointExplanationTests {
  private static let name = Target.sample("api.example.com", name: "api.example.com")

  private static func endpoint(
    _ last: UInt32, _ verdict: Verdict = .versionLeak, _ findings: [(FindingID, Severity)] = [],
    version: String? = "v1.31.4"
  ) -> ObservationJudge.Judged {
    (
      Observation.sample(target: name, address: .v4(0xC000_0200 + last)),
      Assessment(
        verdict: verdict, findings: findings.map { Finding(id: $0, severity: $1, evidence: "as seen") },
        version: version.map(VersionDocument.sample))
    )
  }

  private static func short(_ endpoints: [ObservationJudge.Judged]) -> String {
    var explanation = EndpointExplanation(layout: Paragraphs(width: 80))
    return explanation.short(
      endpoints, more: "apiexpose explain api.example.com --full",
      asking: "apiexpose explain api.example.com --components")
  }

  private static func full(_ endpoints: [ObservationJudge.Judged]) -> String {
    var explanation = EndpointExplanation(layout: Paragraphs(width: 80))
    return explanation.full(endpoints, asking: "apiexpose explain api.example.com --components --full")
  }

  @Test("addresses of one name that show the same are explained once")
  func alike() {
    let text = Self.short((1...3).map { Self.endpoint($0, .versionLeak, [(.anonymousVersion, .medium)]) })
    #expect(text.hasPrefix("api.example.com (192.0.2.1:6443, 192.0.2.2:6443, 192.0.2.3:6443):"))
    #expect(text.ranges(of: "WHAT TO DO FIRST").count == 1)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 25)
  }

  @Test("another component than the API server is named")
  func component() {
    let kubelet = Assessment(verdict: .healthOnly, component: .kubelet)
    let observation = Observation.sample(target: Self.name, address: .v4(0xC000_0201))
    #expect(Self.short([(observation, kubelet)]).contains(": kubelet, health_only, severity info\n"))
    #expect(Self.full([(observation, kubelet)]).contains(": kubelet, health_only, severity info\n"))
    #expect(!Self.short([Self.endpoint(1)]).contains("kube-apiserver, "))
  }

  @Test("those that differ are explained apart, the worst first, and what to do is not said twice")
  func different() throws {
    let text = Self.short([
      Self.endpoint(1, .lockedDown, version: nil),
      Self.endpoint(2, .versionLeak, [(.anonymousVersion, .medium)]),
      Self.endpoint(3, .versionLeak, [(.anonymousVersion, .medium), (.startTime, .info)]),
    ])
    let leak = try #require(text.firstRange(of: "192.0.2.2:6443"))
    let locked = try #require(text.firstRange(of: "192.0.2.1:6443"))
    #expect(leak.lowerBound < locked.lowerBound)
    #expect(text.ranges(of: "The same as above.").count == 1)
  }

  @Test("the whole explanation says no paragraph twice")
  func once() {
    let text = Self.full([
      Self.endpoint(
        1, .versionLeak,
        [
          (.anonymousVersion, .medium), (.recentRestart, .medium), (.anonymousHealth, .low),
          (.healthDetails, .low),
        ]),
      Self.endpoint(
        2, .forbidden, [(.recentRestart, .medium), (.anonymousResources, .critical)], version: nil),
      Self.endpoint(3, .anonymousAccess, [(.anonymousResources, .critical)]),
    ])
    let paragraphs = text.split(separator: "\n\n").filter { $0.count > 100 }
    #expect(paragraphs.count > 20)
    #expect(Set(paragraphs).count == paragraphs.count)
  }

  @Test("nothing is said that a server of an old release shows to be otherwise")
  func oldRelease() {
    let text = Self.full([
      Self.endpoint(
        1, .versionLeak, [(.anonymousVersion, .medium), (.recentRestart, .low), (.anonymousHealth, .low)],
        version: "v1.9.6")
    ])
    for word in [
      "/livez", "/readyz", "startupProbe", "authentication.yaml", "public-info-viewer",
    ] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("is not the cause") && text.contains("system:discovery"))
  }

  @Test("a server that refuses is not told that anonymous requests are on by default")
  func refusing() throws {
    var (observation, assessment) = Self.endpoint(1, .lockedDown, [(.recentRestart, .medium)], version: nil)
    assessment.distribution = RecognisedDistribution(
      id: "kubeadm", name: "kubeadm", confidence: .medium, evidence: [])
    observation.attempts = 1
    let ways = try #require(Knowledge.builtIn.distribution("kubeadm")?.anonymousDefault)
    let restart = Explanation.of(finding: .recentRestart).fitted(to: observation, assessment)
    #expect(!restart.remedy.contains(ways))
    assessment.verdict = .versionLeak
    let leak = Explanation.of(verdict: .versionLeak).fitted(to: observation, assessment)
    #expect(leak.remedy.contains(ways))
  }

  @Test(
    "every command asks as the endpoint was asked, over TLS or in the clear, and through its proxy",
    arguments: [nil, "http://127.0.0.1:3128", "socks5h://127.0.0.1:1080"] as [String?],
    [Transport.tls, .plain])
  func ways(_ proxy: String?, _ transport: Transport) {
    var (observation, assessment) = Self.endpoint(1, .versionLeak, version: nil)
    observation.transport = transport
    observation.proxy = proxy.map { ProxyFacts(url: $0) }
    for explanation in Explanation.all {
      let check = explanation.fitted(to: observation, assessment).check
      // Commands are indented.
      for line in check.split(separator: "\n").map(String.init) where line.hasPrefix("  ") {
        if transport == .plain { #expect(!line.contains("https://"), "\(explanation.id): \(line)") }
        let isCurl = line.contains("curl ")
        #expect(
          line.contains("curl --proxytunnel --proxy \(proxy ?? "") ") == (isCurl && proxy != nil),
          "\(explanation.id): \(line)")
        #expect(
          line.contains("s_client -proxy 127.0.0.1:3128 ")
            == (line.contains("s_client ") && proxy == "http://127.0.0.1:3128"), "\(explanation.id): \(line)")
      }
    }
  }

  @Test("every verdict has something to do first, within 80 columns", arguments: Verdict.allCases)
  func everyVerdict(_ verdict: Verdict) {
    let text = Self.short([Self.endpoint(1, verdict, version: nil)])
    #expect(text.contains("WHAT TO DO FIRST\n  "))
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}
