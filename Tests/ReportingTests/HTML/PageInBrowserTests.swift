import Exposure
import Targets
import Fixtures
import Foundation
import Pages
import Testing

@testable import Reporting

@Suite(
  "The page in Chromium",
  .enabled(if: try OutsideTool.python.isReady, "needs \(OutsideTool.python)"),
  .enabled(if: try OutsideTool.chromium.isReady, "needs \(OutsideTool.chromium)"),
  .timeLimit(.minutes(10)))
struct PageInBrowserTests {
  /// What the browser saw.
  struct Seen: Decodable {
    let text: String
    let elements: [String: Int]
    let handlers: Int
    let headers: [String]
    let rowHeaders: Bool
    let unlabelled: Int
    let bySeverity: [String]
    let sortAtFirst: [String]
    let byEndpoint: [String]
    let sortByEndpoint: [String]
    let byEndpointBackwards: [String]
    let leaking: [String]
    let medium: [String]
    let keyed: [String]
    let labelled: [String]
    let address: String
    let cleared: String
    let recalled: [String]
    let recalledValue: String
    let found: [String]
    let closed: String
    let opened: String
    let evidence: [String]
    let evidenceLeft: Int
    let shortcut: String?
    let requests: [String]
    let complaints: [String]
    let dialogs: [String]
  }

  private func browse(_ observations: [Observation]) async throws -> (seen: Seen, path: String) {
    let directory = try TemporaryDirectory()
    let page = try directory.write(
      try PageWriter(.sample(), by: MustachePages()).document(observations), to: "page.html")
    let outcome = try await #require(OutsideTool.python.program).run([
      Checkers.browseScript, try #require(OutsideTool.chromium.path), page,
    ])
    try #require(outcome.status == 0, "\(outcome.errors.suffix(600))")
    return (try JSONDecoder().decode(Seen.self, from: Data(outcome.output.utf8)), page)
  }

  private static func leak(_ host: UInt32, version: String, labels: [Label] = []) -> Observation {
    let leak = Observation.leaking(target: .sample("host-\(host)", labels: labels), version: version)
    return .sample(
      target: leak.endpoint.target, address: .v4(0xC000_0200 + host), tls: leak.tls, responses: leak.responses
    )
  }

  @Test("loads nothing, complains of nothing, sorts, filters, and opens its rows")
  func walk() async throws {
    let (seen, path) = try await browse([
      .lockedDown(target: .sample("host-1")),
      Self.leak(10, version: "v1.36.2", labels: [Label(key: "cluster", value: "prod")]),
      Self.leak(9, version: "v1.19.7", labels: [Label(key: "cluster", value: "test")]),
      .sample(.refused, target: .sample("host-99"), address: .v4(0xC000_0263)),
    ])
    #expect(seen.requests == ["file://\(path)"])
    #expect(seen.complaints == [])
    #expect(seen.text.contains("2 of 3 clusters leak their version"))
    #expect(seen.headers.count == 6)
    #expect(seen.headers.allSatisfy { $0.hasPrefix("col ") })
    #expect(seen.rowHeaders)
    #expect(seen.unlabelled == 0)

    #expect(seen.sortAtFirst == ["none", "none", "descending", "none", "none", "none"])
    #expect(seen.bySeverity.last == "none")
    let endpoints = ["192.0.2.1:6443", "192.0.2.9:6443", "192.0.2.10:6443", "192.0.2.99:6443"]
    #expect(seen.byEndpoint == endpoints)
    #expect(seen.sortByEndpoint.first == "ascending")
    #expect(seen.byEndpointBackwards == endpoints.reversed())

    #expect(Set(seen.leaking) == ["192.0.2.9:6443", "192.0.2.10:6443"])
    #expect(Set(seen.medium) == ["192.0.2.9:6443", "192.0.2.10:6443"])
    #expect(Set(seen.keyed) == ["192.0.2.9:6443", "192.0.2.10:6443"])
    #expect(seen.labelled == ["192.0.2.10:6443"])
    #expect(seen.address.contains("key=cluster&value=prod"))
    #expect(seen.cleared == "" || !seen.cleared.contains("key="))
    #expect(seen.recalled == ["192.0.2.10:6443"])
    #expect(seen.recalledValue == "prod")
    #expect(seen.found == ["192.0.2.9:6443"])

    #expect(seen.closed == "false")
    #expect(seen.opened == "true")
    #expect(seen.evidence.count == 4)
    #expect(seen.evidence.contains { $0.contains("/version: 200") && $0.contains("v1.19.7") })
    #expect(seen.evidenceLeft == 0)
    #expect(seen.shortcut != nil)
  }

  @Test("shows hostile text as text, a megabyte of evidence among it")
  func hostile() async throws {
    let attacks = [
      "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"\u{301} onload=alert(1) x=\"",
      "<!--", "{{{data}}}", "javascript:alert(1)", "\u{202E}gpj.exe",
      String(repeating: "<b>evidence</b>", count: 70_000),
    ]
    let (seen, _) = try await browse(attacks.map(Observation.hostileLeak))
    #expect(seen.dialogs == [])
    #expect(seen.complaints == [])
    #expect(seen.requests.count == 1)
    #expect(seen.elements["script"] == 2)
    #expect(seen.elements["img"] == 0)
    #expect(seen.elements["iframe"] == 0)
    #expect(seen.handlers == 0)
    #expect(seen.evidence.count == attacks.count)
    #expect(seen.evidence.contains { $0.contains("<img src=x onerror=alert(1)>") })
    #expect(seen.evidence.contains { $0.contains("</script><script>alert(1)</script>") })
    #expect(seen.evidence.contains { $0.contains("\\u{202e}gpj.exe") })
    #expect(!seen.text.unicodeScalars.contains("\u{202E}"))
  }
}
