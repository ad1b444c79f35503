import Exposure
import Foundation
import Pages
import Testing

@testable import Reporting

@Suite("The page")
struct PageWriterTests {
  private func page(_ observations: [Observation], _ settings: DocumentSettings = .sample()) throws -> String
  {
    try PageWriter(settings, by: MustachePages()).document(observations)
  }

  private func data(_ page: String) throws -> [String: Any] {
    let start = try #require(page.firstRange(of: #"<script type="application/json" id="data">"#))
    let end = try #require(page[start.upperBound...].firstRange(of: "</script>"))
    let json = page[start.upperBound..<end.lowerBound]
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  @Test("says the sentence and the numbers first, then what must be done, all without a script")
  func summary() throws {
    let page = try page([.leaking(), .lockedDown(), .complete])
    let sentence = try #require(page.firstRange(of: "2 of 3 clusters leak their version; 1 is locked down."))
    let work = try #require(page.firstRange(of: "What must be done"))
    let remedy = try #require(page.firstRange(of: "Take anonymous access away"))
    let script = try #require(page.firstRange(of: "<script"))
    #expect(sentence.lowerBound < work.lowerBound)
    #expect(work.lowerBound < remedy.lowerBound)
    #expect(remedy.lowerBound < script.lowerBound)
    #expect(page.contains("<noscript>"))
  }

  @Test("draws releases by minor, and marks those that have ended")
  func releases() throws {
    let page = try page([
      .leaking(version: "v1.9.6"), .leaking(version: "v1.36.2"), .leaking(version: "v1.36.1"),
    ])
    #expect(page.contains("Releases that tell their version: 1.36 2, 1.9 1 (end of life)"))
    #expect(page.components(separatedBy: "fill-ended").count == 3)
  }

  @Test("draws exposure over time where a history is given, and only there")
  func history() throws {
    let history = (0..<3).map {
      ExposurePoint(date: .sample + Double($0) * 86_400, exposed: 3 - $0, lockedDown: 5)
    }
    let page = try page([.leaking()], .sample(history: history))
    #expect(
      page.contains(
        "Exposed clusters from 2026-11-23 to 2026-11-25: 2026-11-23 3, 2026-11-24 2, 2026-11-25 1"))
    #expect(page.contains(#"<polyline class="line-exposed" points="40,74.80 254,107.20 468,139.60"/>"#))
    #expect(try !self.page([.leaking()]).contains("<polyline"))
  }

  @Test("holds the evidence of every row that the filter keeps")
  func rows() throws {
    let all = try data(page([.complete, .lockedDown()]))
    let rows = try #require(all["rows"] as? [[String: Any]])
    #expect(rows.map { $0["verdict"] as? String } == ["version_leak", "locked_down"])
    let answers = try #require(rows[0]["answers"] as? [[String: Any]])
    #expect(answers.map { $0["status"] as? Int } == [200, 500])
    #expect((rows[0]["certificate"] as? [String: Any])?["subject"] as? String == "CN=kube-apiserver")
    let exposed = try page([.complete, .lockedDown()], .sample(filter: .exposed))
    #expect((try data(exposed)["rows"] as? [Any])?.count == 1)
    #expect(exposed.contains("1 of 2 clusters leaks its version"))
  }

  @Test("shows a stranger's text as text wherever it stands", arguments: HostileText.all)
  func hostile(hostile: HostileText) throws {
    let page = try page([.hostileLeak(hostile.text)])
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script").count == 3)
    #expect(!page.contains("<!--"))
    #expect(!page.unicodeScalars.contains { TextSanitiser.isHidden($0) && $0 != "\n" })
    #expect(try data(page)["rows"] as? [Any] != nil)
  }

  @Test("keeps a bounded part of what a stranger sends")
  func bounded() throws {
    let page = try page([.hostileLeak(String(repeating: "<b>\"\u{301}", count: 200_000))])
    #expect(page.utf8.count < 500_000)
  }

  @Test("holds as many rows as a browser carries, the worst, and counts those that it leaves out")
  func limit() throws {
    var rows = PageRows()
    for _ in 0..<PageRows.rowLimit + 5 { rows.add(.sample(.refused), Assessment(verdict: .closed)) }
    rows.add(.sample(.refused), Assessment(verdict: .versionLeak))
    #expect(rows.leftOut == [.closed: 6])
    #expect(rows.count == PageRows.rowLimit)
    #expect(rows.plain.count == PageRows.plainLimit)
  }

  @Test("lists the worst rows without a script, wherever in the list they stand")
  func plainRows() throws {
    let many = (0..<PageRows.plainLimit + 20).map { Observation.lockedDown(target: .sample("host-\($0)")) }
    let page = try page(many + [.leaking(target: .sample("the.last_one"), version: "v1.9.6")])
    let table = try #require(page.split(separator: "<tbody role=\"rowgroup\">").last)
    #expect(table.components(separatedBy: "<tr ").count - 1 == PageRows.plainLimit)
    let first = try #require(table.split(separator: "</tr>").first)
    #expect(first.contains("the.<wbr>last_<wbr>one<wbr>"))
    #expect(first.contains("class=\"posture-exposed\">version_leak<"))
    #expect(page.contains("These are the 100 worst of 121; scripts show the rest."))
  }

  @Test("stays below 10 MB whatever the list is, and says by verdict what it leaves out")
  func large() throws {
    let hostile = Observation.hostileLeak(String(repeating: "<\u{202E}&", count: 2000))
    var rows = PageRows()
    for _ in 0..<20_000 { rows.add(hostile, Assessment(verdict: .versionLeak)) }
    var bytes: [UInt8] = []
    rows.appendJSON(to: &bytes)
    #expect(bytes.count < PageRows.byteLimit + 100_000)
    #expect(rows.count + (rows.leftOut[.versionLeak] ?? 0) == 20_000)
    let page = try page((0..<PageRows.rowLimit + 7).map { _ in .sample(.refused) })
    #expect(page.contains("The page holds the 5,000 worst of 5,007 endpoints. Not here: 7 closed."))
    #expect(page.contains("The CSV report has every endpoint."))
  }

  @Test("says how severe a finding is on how many endpoints, where it is not the same on all")
  func severities() throws {
    let page = try page([
      .leaking(version: "v1.9.6"), .leaking(version: "v1.9.6"), .leaking(version: "v1.34.1"),
    ])
    #expect(page.contains(": high on 2, medium on 1</span>"))
  }

  @Test("tells what changed since the scan before, and only where there was one")
  func changes() throws {
    let results = [Observation.lockedDown(), .leaking()].map { EndpointResult($0, assess($0), position: 0) }
    var settings = DocumentSettings.sample()
    settings.context.changes = ChangesSince(
      [Change(kind: .newlyExposed, before: results[0], after: results[1])], since: "scan 1 (<2026>)")
    let page = try page([.leaking()], settings)
    #expect(page.contains("1 cluster newly exposed since scan 1 (&lt;2026&gt;)."))
    #expect(page.contains("data-title=\"Before\">locked_<wbr>down<wbr>"))
    settings.context.changes = ChangesSince([], since: "scan 1")
    #expect(try self.page([.leaking()], settings).contains("Nothing changed since scan 1."))
    #expect(try !self.page([.leaking()]).contains("What changed"))
  }

  @Test("of nothing is a page")
  func empty() throws {
    let page = try page([])
    #expect(page.contains("No endpoint was scanned."))
    #expect((try data(page)["rows"] as? [Any])?.isEmpty == true)
  }
}
