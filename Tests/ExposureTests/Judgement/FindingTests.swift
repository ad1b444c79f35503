import Exposure
import Foundation
import Testing

@Suite("Findings")
struct FindingTests {
  @Test("the insecure port is the worst of what it shows")
  func insecurePort() throws {
    let assessment = assess(
      .sample(
        transport: .plain, version: .version(200, Body.old), healthz: .healthz(500, Body.checks)),
      knowing: .none)
    #expect(
      assessment.findings == [
        Finding(
          id: .insecurePort, severity: .critical, evidence: "plain HTTP /version 200 " + Body.old),
        Finding(id: .anonymousVersion, severity: .medium, evidence: Body.old),
        Finding(id: .anonymousHealth, severity: .low, evidence: "/healthz 500 " + Body.failingFirst),
        Finding(id: .healthDetails, severity: .low, evidence: Body.failingFirst),
      ])
  }

  @Test("a bare ok of a server that is no API server is no finding")
  func bareHealth() {
    #expect(assess(.sample(version: .version(404), healthz: .healthz(200, "ok"))).findings.isEmpty)
  }

  static let day = 86_400.0
  static let ends: [(Double, FindingID?)] = [
    (-1, .certificateExpired), (-4000 * day, .certificateExpired), (0, .certificateExpiring),
    (30 * day, .certificateExpiring), (30 * day + 1, nil), (4000 * day, nil),
  ]

  @Test("a certificate's end is measured from the time of the scan", arguments: ends)
  func certificate(_ left: Double, _ finding: FindingID?) {
    let certificate = CertificateFacts.sample(
      subject: "CN=kube-apiserver", notAfter: Observation.sampleTime + left)
    let assessment = assess(
      .sample(
        tls: TLSFacts(handshake: .established, certificate: certificate),
        version: .version(401, Body.status), healthz: .healthz(401, Body.status)))
    #expect(assessment.findings.map(\.id) == [finding].compactMap { $0 })
  }

  @Test("the evidence of an expired certificate is its date and subject")
  func certificateEvidence() {
    let certificate = CertificateFacts.sample(
      subject: "CN=kube-apiserver", notAfter: Date(timeIntervalSince1970: 1_700_000_000))
    let assessment = assess(
      .sample(
        tls: TLSFacts(handshake: .established, certificate: certificate),
        version: .version(403, Body.status), healthz: .healthz(403, Body.status)))
    #expect(
      assessment.findings == [
        Finding(
          id: .certificateExpired, severity: .medium,
          evidence: "not valid after 2023-11-14T22:13:20Z, CN=kube-apiserver")
      ])
    #expect(assessment.severity == .medium)
  }

  @Test("a certificate without a readable end is no finding")
  func unreadableEnd() {
    let tls = TLSFacts(handshake: .established, certificate: .sample(notAfter: nil))
    #expect(assess(.sample(tls: tls, version: .version(401, Body.status))).findings.isEmpty)
  }

  static let versions: [(TLSVersion, Bool)] = [
    (.ssl3, true), (.tls10, true), (.tls11, true), (.tls12, false), (.tls13, false),
  ]

  @Test("TLS 1.1 and older is weak", arguments: versions)
  func weakTLS(_ version: TLSVersion, _ isWeak: Bool) {
    let tls = TLSFacts(handshake: .established, version: version, cipher: "AES128-SHA")
    let assessment = assess(
      .sample(tls: tls, version: .version(401, Body.status), healthz: .healthz(401, Body.status)))
    let expected = Finding(id: .weakTLS, severity: .medium, evidence: "\(version.rawValue) with AES128-SHA")
    #expect(assessment.findings == (isWeak ? [expected] : []))
  }

  @Test("what TLS shows of a server that is no API server is no finding")
  func otherServers() {
    let tls = TLSFacts(
      handshake: .established, version: .tls10,
      certificate: .sample(notAfter: Date(timeIntervalSince1970: 0)))
    #expect(assess(.sample(tls: tls, version: .version(200, Body.page))).findings.isEmpty)
    let unknown = assess(.sample(tls: tls, unanswered: .deadline))
    #expect(unknown.verdict == .inconclusive)
    #expect(unknown.findings.map(\.id) == [.certificateExpired, .weakTLS])
  }

  @Test("evidence is bounded, even where one letter carries marks without end")
  func bounded() throws {
    let marks = String(repeating: "\u{301}", count: 5000)
    let body = "[+]ping ok\na" + marks
    let assessment = assess(.sample(healthz: .healthz(200, body)))
    let details = try #require(assessment.findings.first { $0.id == .healthDetails })
    #expect(details.evidence.unicodeScalars.count == 1024)
    #expect(details.evidence.hasPrefix("[+]ping ok\n"))
    #expect(details.evidence.hasSuffix("… (5,012 characters)"))
  }
}
