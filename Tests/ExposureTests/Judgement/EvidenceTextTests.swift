import Testing

@testable import Exposure

@Suite("Evidence that is cut")
struct EvidenceTextTests {
  static let texts: [(text: String, bound: Int, shown: String)] = [
    ("abc", 3, "abc"), ("", 3, ""),
    (String(repeating: "a", count: 40), 30, "aaaaaaaaaaaaa… (40 characters)"),
    (String(repeating: "a", count: 1200), 30, "aaaaaaaaaaa… (1,200 characters)".replacing("aa…", with: "a…")),
  ]

  @Test("says how much there was", arguments: texts)
  func text(_ row: (text: String, bound: Int, shown: String)) {
    let shown = row.text.bounded(to: row.bound)
    #expect(shown == row.shown)
    #expect(shown.unicodeScalars.count <= row.bound)
  }

  @Test("of a list says how many were left out, and cuts none in the middle")
  func list() {
    let names = (1...81).map { "name-\($0)" }
    let shown = names.joined(separator: " ", boundedTo: 100)
    #expect(shown.unicodeScalars.count <= 100)
    let parts = shown.split(separator: " … and ")
    #expect(parts.count == 2)
    let kept = parts[0].split(separator: " ").map(String.init)
    #expect(kept == Array(names.prefix(kept.count)))
    #expect(parts[1] == "\(81 - kept.count) more of 81")
    #expect(names.joined(separator: " ", boundedTo: 1000) == names.joined(separator: " "))
    #expect(
      [String(repeating: "a", count: 200)].joined(separator: " ", boundedTo: 40).hasSuffix("(200 characters)")
    )
  }

  static func checks(_ count: Int, failing: Set<Int>) -> String {
    (1...count).map {
      failing.contains($0) ? "[-]check-\($0) failed: reason withheld\n" : "[+]check-\($0) ok\n"
    }
    .joined() + "healthz check failed\n"
  }

  @Test("of health begins with the checks that fail, wherever they stand in the list")
  func failingFirst() throws {
    let body = Self.checks(200, failing: [150, 199])
    let findings = assess(.sample(version: .version(401, Body.status), healthz: .healthz(500, body))).findings
    let details = try #require(findings.first { $0.id == .healthDetails })
    #expect(
      details.evidence.hasPrefix(
        "[-]check-150 failed: reason withheld\n[-]check-199 failed: reason withheld\n[+]check-1 ok\n"))
    #expect(details.evidence.contains(" more of 201"))
    #expect(details.evidence.unicodeScalars.count <= 1024)
    let health = try #require(findings.first { $0.id == .anonymousHealth })
    #expect(health.evidence.hasPrefix("/healthz 500 [-]check-150 failed"))
    #expect(health.evidence.unicodeScalars.count <= 1024)
  }

  @Test("of health says so where the list was longer than the scan keeps")
  func truncated() throws {
    var response = Response.healthz(500, Self.checks(3, failing: [3]))
    response.bodyTruncated = true
    let findings = assess(.sample(version: .version(401, Body.status), healthz: response)).findings
    let details = try #require(findings.first { $0.id == .healthDetails })
    #expect(details.evidence.hasPrefix("[-]check-3 failed"))
    #expect(details.evidence.hasSuffix("(the list was longer than what is kept of an answer)"))
  }

  @Test("the authority that decides may be the last of many")
  func lastAuthority() {
    let names = (1...2000).map { "CN=Example Root \($0)" } + ["CN=kubernetes"]
    let tls = TLSFacts(handshake: .established, clientCertificateRequested: true, clientCANames: names)
    let assessment = assess(.sample(tls: tls, version: .version(401), healthz: .healthz(401)))
    #expect(assessment.verdict == .lockedDown)
    #expect(assessment.component == .kubeAPIServer)
  }
}
