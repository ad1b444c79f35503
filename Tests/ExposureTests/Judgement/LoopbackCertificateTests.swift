import Exposure
import Foundation
import Testing

@Suite("The loopback certificate")
struct LoopbackCertificateTests {
  static func certificate(_ number: String, issuer: String? = nil) -> CertificateFacts {
    .sample(
      subject: "CN=apiserver-loopback-client@\(number)",
      issuer: issuer ?? "CN=apiserver-loopback-client-ca@\(number)", names: ["apiserver-loopback-client"])
  }

  static func observed(
    _ loopback: CertificateFacts?, serving: CertificateFacts? = nil, status: Int? = 401, body: String = ""
  ) -> Observation {
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .established, version: .tls13, certificate: serving),
      version: status.map { .version($0, body) }, healthz: status.map { .healthz($0, body) })
    observation.loopbackCertificate = loopback
    return observation
  }

  static let scan = Int64(Observation.sampleTime.timeIntervalSince1970)

  static let numbers: [(String, Bool)] = [
    ("\(scan - 3600)", true), ("\(scan)", true), ("1388534400", true), ("\(scan + 86_400)", true),
    ("1388534399", false), ("\(scan + 86_401)", false), ("9999999999", false), ("0000000000", false),
    ("179547147", false), ("17954714790", false), ("later", false), ("", false), ("-795471479", false),
  ]

  @Test("its number is the start, unless that is absurd", arguments: numbers)
  func number(_ number: String, _ counts: Bool) {
    let assessment = assess(Self.observed(Self.certificate(number)))
    #expect(
      assessment.serverStartedAt
        == (counts ? Double(number).map { Date(timeIntervalSince1970: $0) } : nil))
    #expect(assessment.signs == (counts ? [.loopbackCertificate] : []))
    #expect(assessment.verdict == (counts ? .lockedDown : .notKubernetes))
  }

  @Test(
    "one that another authority made is another certificate",
    arguments: ["CN=web-ca", "CN=apiserver-loopback-client-ca", "CN=apiserver-loopback-client-ca@soon", ""])
  func issuer(_ issuer: String) {
    #expect(assess(Self.observed(Self.certificate("1795471000", issuer: issuer))).serverStartedAt == nil)
  }

  @Test("signed by itself, or by an authority made a second later, it counts")
  func ownIssuers() {
    for issuer in ["CN=apiserver-loopback-client@1795471000", "CN=apiserver-loopback-client-ca@1795471001"] {
      let assessment = assess(Self.observed(Self.certificate("1795471000", issuer: issuer)))
      #expect(assessment.serverStartedAt == Date(timeIntervalSince1970: 1_795_471_000))
    }
  }

  @Test(
    "it makes an API server's verdict of answers that carry no sign",
    arguments: [
      (401, "", Verdict.lockedDown), (403, "", .forbidden), (503, "", .inconclusive),
      (429, "", .inconclusive), (200, Body.page, .inconclusive), (404, "", .inconclusive),
    ])
  func bareAnswers(_ status: Int, _ body: String, _ verdict: Verdict) {
    let with = Self.observed(Self.certificate("1795470000"), status: status, body: body)
    #expect(assess(with).verdict == verdict)
    #expect(assess(with).signs == [.loopbackCertificate])
    let without: Verdict = [429, 503].contains(status) ? .inconclusive : .notKubernetes
    #expect(assess(Self.observed(nil, status: status, body: body)).verdict == without)
  }

  @Test("with it, a bare ok on /healthz is an API server's health")
  func bareHealth() {
    var observation = Observation.sample(version: .version(401), healthz: .healthz(200, "ok"))
    observation.loopbackCertificate = Self.certificate("1795470000")
    #expect(assess(observation).verdict == .healthOnly)
  }

  @Test("with it, a handshake that failed otherwise is inconclusive")
  func failedHandshake() {
    var observation = Observation.sample(tls: TLSFacts(handshake: .alert, alert: 70))
    observation.loopbackCertificate = Self.certificate("1795470000")
    #expect(assess(observation).verdict == .inconclusive)
  }

  @Test("a controller manager has one too, and its own certificate tells it apart")
  func anotherComponent() {
    let serving = CertificateFacts.sample(
      subject: "CN=localhost@1795470001", issuer: "CN=localhost-ca@1795470001", names: ["localhost"])
    let assessment = assess(Self.observed(Self.certificate("1795470002"), serving: serving))
    #expect(assessment == Assessment(verdict: .notKubernetes))
  }

  @Test("a server without any other certificate shows it at once")
  func mainCertificate() {
    let assessment = assess(Self.observed(nil, serving: Self.certificate("1795470000")))
    #expect(assessment.serverStartedAt == Date(timeIntervalSince1970: 1_795_470_000))
  }

  static let ages: [(Double, Bool)] = [
    (0, true), (60, true), (899, true), (900, false), (86_400, false), (-30, true),
  ]

  @Test("a start less than 15 minutes before the scan is a recent restart", arguments: ages)
  func recentRestart(_ age: Double, _ isRecent: Bool) {
    let certificate = Self.certificate("\(Self.scan - Int64(age))")
    let ids = assess(Self.observed(certificate, status: 403, body: Body.status)).findings.map(\.id)
    #expect(ids == (isRecent ? [.recentRestart, .startTime] : [.startTime]))
  }

  @Test("with 401 on health, the evidence says what it means")
  func trap() throws {
    let findings = assess(Self.observed(Self.certificate("\(Self.scan - 95)"))).findings
    let restart = try #require(findings.first { $0.id == .recentRestart })
    #expect(restart.severity == .medium)
    #expect(
      restart.evidence.hasPrefix(
        "started 95 s before the scan, at 2026-11-23T22:02:25Z; /healthz answers 401"))
    let start = try #require(findings.first { $0.id == .startTime })
    #expect(start.severity == .info)
    #expect(start.evidence == "started 2026-11-23T22:02:25Z, CN=apiserver-loopback-client@\(Self.scan - 95)")
  }
}
