import Exposure
import Fixtures
import Foundation
import History
import Testing

@testable import HistoryCommands

@Suite("report --since", .timeLimit(.minutes(10)))
struct ReportSinceTests {
  private let directory: TemporaryDirectory
  private var history: String { directory.file("h.sqlite") }

  /// Three scans, a week after the other.
  init() throws {
    directory = try TemporaryDirectory()
    try PastScans.record(
      [1: .leaks, 2: .refuses, 3: .leaks, 4: .refuses, 5: .leaks, 7: .refuses], day: 0, in: history)
    try PastScans.record(
      [1: .leaks, 2: .refuses, 3: .refuses, 4: .nothing, 5: .leaks, 7: .leaks], day: 7, in: history)
    try PastScans.record(
      [1: .leaks, 2: .leaks, 3: .refuses, 4: .nothing, 5: .leaksOverWeakTLS, 6: .refuses, 7: .refuses],
      day: 14, in: history)
  }

  private func report(_ arguments: String...) async throws -> Program.Outcome {
    try await Command.run(["report", "--history", history] + arguments)
  }

  @Test(
    "gives rows to what changed since then, and to nothing else",
    arguments: [
      // Worse, better, gone, a finding, new; what changed and is as it was has no row.
      ("2026-10-01", "1 (2026-10-01T12:00:00Z)", [2, 3, 4, 5, 6]),
      ("1", "1 (2026-10-01T12:00:00Z)", [2, 3, 4, 5, 6]),
      ("2", "2 (2026-10-08T12:00:00Z)", [2, 4, 5, 6, 7]),
      ("2026-10-08", "2 (2026-10-08T12:00:00Z)", [2, 4, 5, 6, 7]),
      ("2026-10-08T11:59:59Z", "1 (2026-10-01T12:00:00Z)", [2, 3, 4, 5, 6]),
      // Of a time before all of them, the oldest.
      ("2026-01-01", "1 (2026-10-01T12:00:00Z)", [2, 3, 4, 5, 6]),
      ("5000w", "1 (2026-10-01T12:00:00Z)", [2, 3, 4, 5, 6]),
    ])
  func rows(since: String, scan: String, bytes: [Int]) async throws {
    let outcome = try await report("--since", since, "--format", "csv")
    #expect(outcome.status == 0)
    #expect(Report(outcome.output)["address"] == bytes.map { "192.0.2.\($0)" })
    #expect(outcome.errors.contains("since scan \(scan)."))
  }

  @Test("fills the times of each endpoint as that scan knew them")
  func times() async throws {
    let whole = Report(try await report("--format", "csv").output)
    let days = { (day: Int) in "2026-10-\(day < 9 ? "0" : "")\(day + 1)T12:00:00Z" }
    #expect(whole["first_seen"] == [0, 0, 0, 0, 0, 14, 0].map(days))
    #expect(whole["last_changed"] == [0, 14, 7, 0, 14, 14, 14].map(days))
    let earlier = Report(try await report("--scan", "2", "--format", "csv").output)
    #expect(earlier["last_changed"] == [0, 0, 7, 0, 0, 7].map(days))
  }

  @Test("shows on the page and in Markdown what is new, worse, better and gone")
  func documents() async throws {
    let (page, text) = (directory.file("a.html"), directory.file("a.md"))
    #expect(try await report("--since", "1", "--quiet", "-o", page, "-o", text).status == 0)
    let markdown = try #require(directory.text("a.md"))
    let headings = markdown.matches(of: /\n### (New|Worse|Better|Gone)\n/).map { String($0.1) }
    #expect(headings == ["New", "Worse", "Better", "Gone"])
    #expect(
      markdown.contains(
        "1 cluster newly exposed, 1 cluster worse, 1 cluster newly locked down, 1 cluster new"))
    #expect(markdown.contains("| `worse` | `192.0.2.5` | `192.0.2.5:6443` | – | `weak-tls medium` |"))
    let html = try #require(directory.text("a.html"))
    for title in headings { #expect(html.contains("<h3>\(title) <span")) }
    #expect(html.contains("The table shows what changed since scan 1 (2026-10-01T12:00:00Z)."))
    for heading in [
      ">The whole scan</h2>", "What changed since scan 1 (2026-10-01T12:00:00Z)</h2>",
      ">What must be done about what is new or worse</h2>", ">Endpoints that changed</h2>",
    ] { #expect(html.contains(heading), "\(heading)") }
    // What leaked before and does still is no work of this review; what leaks since then is.
    let work = try #require(markdown.firstRange(of: "## What to do about what is new or worse"))
    #expect(
      markdown[work.upperBound...].contains("192.0.2.2:6443")
        && !markdown[work.upperBound...].contains("192.0.2.1:6443"))
    let order = [
      "## What changed since scan 1", "## The whole scan", "## Exposed endpoints among what changed",
      "## What to do about",
    ]
    let places = order.compactMap { markdown.firstRange(of: "\n\($0)")?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }

  @Test("leads from each group of the page to its rows in the table")
  func rows() async throws {
    let page = directory.file("a.html")
    #expect(try await report("--since", "1", "--quiet", "-o", page).status == 0)
    let html = try #require(directory.text("a.html"))
    let data = try #require(html.firstMatch(of: /(?s)id="data">(.*?)<\/script>/)).1
    let object = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    let rows = try #require(object["rows"] as? [[String: Any]])
    let groups = Dictionary(grouping: rows) { $0["change"] as? String ?? "" }.mapValues { $0.count }
    #expect(groups == ["new": 1, "worse": 2, "better": 1, "gone": 1])
    for group in groups.keys { #expect(html.contains("data-change=\"\(group)\"")) }
    // A finding that leads to the table is of a row that is there.
    let found = Set(html.matches(of: /data-finding="([^"]*)"/).map { String($0.1) })
    let known = rows.flatMap { ($0["findings"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
    #expect(!found.isEmpty && found.isSubset(of: known))
  }

  @Test("on a terminal says first what changed, names what is gone, and counts the whole scan at the end")
  func table() async throws {
    // Two scans in which it is missing tell that it is gone.
    for day in [21, 28] {
      try PastScans.record(
        [1: .leaks, 2: .leaks, 3: .refuses, 4: .nothing, 6: .refuses, 7: .refuses], day: day, in: history)
    }
    let outcome = try await report("--since", "1")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let lines = outcome.lines
    #expect(lines.first?.hasPrefix("1 cluster newly exposed") == true)
    let places = [
      "What to do first about what is new or worse", "TARGET", "Gone since scan 1 (2026-10-01T12:00:00Z)",
      "The whole scan",
    ].compactMap { start in lines.firstIndex { $0.hasPrefix(start) } }
    #expect(places.count == 4 && places == places.sorted(), "\(outcome.output)")
    #expect(lines.contains { $0.hasPrefix("  192.0.2.4, 192.0.2.4:6443: was locked_down; now filtered") })
    #expect(
      lines.contains {
        $0.hasPrefix("  192.0.2.5, 192.0.2.5:6443: was version_leak v1.36.2; now not in the list")
      })
    let rows = lines.filter { $0.hasPrefix("192.0.2.") }
    #expect(!rows.contains { $0.hasPrefix("192.0.2.1:") || $0.hasPrefix("192.0.2.1 ") }, "\(outcome.output)")
  }

  @Test("of a scan that is the same has no row, and says that nothing changed")
  func nothing() async throws {
    try PastScans.record(
      [1: .leaks, 2: .leaks, 3: .refuses, 5: .leaksOverWeakTLS, 6: .refuses, 7: .refuses], day: 21,
      in: history)
    let outcome = try await report("--since", "3", "--format", "csv")
    #expect(outcome.status == 0 && Report(outcome.output).rows.isEmpty)
    #expect(outcome.errors.contains("Nothing changed since scan 3 (2026-10-15T12:00:00Z)."))
  }

  @Test(
    "refuses what is no earlier scan",
    arguments: [
      (["--since", "3"], 64, "name an earlier one"), (["--since", "9"], 66, "no scan 9"),
      (
        ["--since", "last"], 64,
        "--since last: write an age as 7d, 12h or 8w, a date as 2026-11-23, or the number"
      ),
      (["--since", "yesterday"], 64, "write an age as 7d, 12h or 8w"),
      (["--scan", "1", "--since", "2026-10-01"], 66, "finished scan of the same targets before scan 1"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, words: String) async throws {
    let outcome = try await Command.run(["report", "--history", history] + arguments)
    #expect(outcome.status == status && outcome.output.isEmpty)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("needs a history")
  func files() async throws {
    let outcome = try await Command.run("report", "a.jsonl", "--since", "7d")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--since needs --history FILE"))
  }

  @Test(
    "counts an age back from now",
    arguments: [("7d", 21, 3), ("1w", 20, 2), ("12h", 30, 3), ("14d", 21, 2), ("4w", 21, 1), ("1d", 0, 1)]
      as [(String, Int, Int64)])
  func age(text: String, day: Int, scan: Int64) throws {
    let file = try HistoryFile.reading(history)
    var later = try file.scan(.newestFinished)
    later.number = 4
    let since = try #require(SinceArgument(argument: text))
    #expect(try since.scan(before: later, in: file, now: PastScans.date(day)).number == scan)
  }

  @Test("diff tells the same findings, of histories and of files, and fails where something is worse")
  func diff() async throws {
    let ofHistory = try await Command.run(
      "diff", "--history", history, "--from", "2", "--format", "csv", "--fail-on", "worse")
    #expect(ofHistory.status == 1)
    #expect(ofHistory.errors.contains("--fail-on worse is met by 2 endpoints"))
    let report = Report(ofHistory.output)
    #expect(report["change"] == ["newly_exposed", "worse", "newly_locked_down", "new_endpoint", "vanished"])
    #expect(report["after"][1] == "weak-tls medium")
    var files: [String] = []
    for number in ["2", "3"] {
      let lines = try await Command.run("history", "show", number, "--history", history, "--format", "jsonl")
      files.append(try directory.write(lines.output, to: "\(number).jsonl"))
    }
    let ofFiles = try await Command.run(["diff"] + files + ["--format", "csv"])
    #expect(
      Report(ofFiles.output)["change"] == ["newly_exposed", "worse", "newly_locked_down", "new_endpoint"])
    let back = try await Command.run(
      ["diff"] + files.reversed() + ["--format", "csv", "--fail-on", "medium"])
    #expect(Report(back.output)["change"].contains("better"))
    let better = try await Command.run(
      "diff", "--history", history, "--from", "1", "--to", "2", "--fail-on", "worse")
    #expect(better.errors.contains("--fail-on worse is met by 1 endpoint"))
  }
}
