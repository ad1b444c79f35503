import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The table and the summary on a screen")
struct TableScreenTests {
  private static func fleet(leaks: Int, locked: Int) -> [Observation] {
    (0..<leaks).map { .leaking(target: .sample("leak-\($0)", name: "leak-\($0)"), version: "v1.9.6") }
      + (0..<locked).map { .lockedDown(target: .sample("locked-\($0)", name: "locked-\($0)")) } + [
        .sample(.timedOut, target: .sample("dark", name: "dark"))
      ]
  }

  @Test("a terminal gets the summary, what to do, and then the rows")
  func fits() {
    let lines = screen(Self.fleet(leaks: 1, locked: 2), height: 40)
    #expect(lines[0] == "1 of 3 clusters leaks its version; 2 are locked down; 1 endpoint did not answer.")
    let work = lines.firstIndex(of: "What to do first") ?? 0
    let table = lines.firstIndex { $0.hasPrefix("TARGET") } ?? 0
    #expect(0 < work && work < table)
    #expect(lines[work + 1] == "  1  Upgrade                     1 cluster, critical: leak-0")
    #expect(lines.last == "1 endpoint did not answer: 1 filtered")
    #expect(lines.count < 40)
  }

  @Test("a pipe gets the rows first, and nothing is left out")
  func pipe() {
    let lines = screen(Self.fleet(leaks: 60, locked: 60), width: nil, height: nil)
    #expect(lines[0].hasPrefix("TARGET"))
    #expect(lines.count { $0.hasPrefix("locked-") } == 60)
    #expect(lines.contains { $0.hasPrefix("60 of 120 clusters leak") })
    #expect(lines.last?.contains("apiexpose explain ID") == true)
  }

  @Test("where the rows do not fit, those that leak are shown and the others counted")
  func counted() {
    let lines = screen(Self.fleet(leaks: 3, locked: 300), height: 40)
    #expect(lines.count < 40)
    #expect(lines.count { $0.hasPrefix("leak-") } == 3)
    #expect(
      lines.suffix(3).joined(separator: " ")
        == "300 more endpoints neither leak nor have a finding at medium or above: 300 locked_down (--all shows them) 1 endpoint did not answer: 1 filtered"
    )
  }

  @Test("where even these do not fit, summary and what to do are once more at the end, where one looks")
  func repeated() {
    let lines = screen(Self.fleet(leaks: 100, locked: 5), height: 40)
    #expect(lines.count { $0.hasPrefix("leak-") } == 100)
    #expect(lines.count { $0.hasPrefix("100 of 105 clusters leak") } == 2)
    #expect(lines.count { $0 == "What to do first" } == 2)
    #expect(lines.last?.contains("anonymous-version") == true)
  }

  @Test("every row is shown where it is asked for", arguments: [TableExtent.answering, .all])
  func everything(extent: TableExtent) {
    let lines = screen(Self.fleet(leaks: 3, locked: 300), height: 40, extent: extent)
    #expect(lines.count { $0.hasPrefix("locked-") } == 300)
    #expect(lines.count { $0.hasPrefix("dark") } == (extent == .all ? 1 : 0))
  }

  @Test("of a scan that went on says what the files alone have, and not what to do about it")
  func resumed() {
    var table = TableWriter()
    table.add(.leaking(), assess(.leaking()))
    let text = table.text(Summary([.versionLeak: 8]), before: 7)
    #expect(text.contains("7 endpoints scanned before the interruption: see the files"))
    #expect(!text.contains("What to do first"))
  }

  private func screen(
    _ observations: [Observation], width: Int? = 80, height: Int?, extent: TableExtent = .fitting
  ) -> [String] {
    var table = TableWriter(TableSettings(style: TerminalStyle(width: width, height: height), extent: extent))
    var summary = Summary()
    for observation in observations {
      let assessment = assess(observation)
      summary.add(assessment)
      table.add(observation, assessment)
    }
    return table.text(summary).split(separator: "\n").map(String.init)
  }
}
