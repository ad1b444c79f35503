import Exposure
import Fixtures
import History
import Reporting
import Testing

@testable import HistoryCommands

@Suite("apiexpose diff of two files", .timeLimit(.minutes(10)))
struct FileComparisonTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func scanned(_ name: String) async throws -> String {
    let file = directory.file(name)
    #expect(try await Command.run("scan", "127.0.0.1:1", "-q", "-o", file).status == 0)
    return file
  }

  @Test("refuses one that holds no endpoint, and report does too")
  func empty() async throws {
    let file = try await scanned("a.jsonl")
    let empty = try directory.write("\n", to: "empty.jsonl")
    for files in [[empty, file], [file, empty]] {
      let diff = try await Command.run(["diff"] + files)
      #expect(diff.status == 65 && diff.output.isEmpty)
      #expect(diff.errors.contains("empty.jsonl holds no endpoint"))
    }
    let report = try await Command.run("report", empty, "-o", directory.file("a.csv"))
    #expect(report.status == 65 && report.output.isEmpty)
    #expect(report.errors.contains("empty.jsonl holds no endpoint"))
    #expect(directory.text("a.csv") == nil)
    let both = try await Command.run("report", empty, file, "--format", "csv")
    #expect(both.status == 0)
    #expect(both.errors.contains("empty.jsonl holds no endpoint"))
  }

  @Test(
    "says once what a file is that is something else",
    arguments: [
      ("\u{1F}\u{8B}", "gzip"), ("scanned_at,target,labels\r\n", "a report of apiexpose"),
      ("10.0.0.1\n10.0.0.2\n", "this is not the JSON Lines"),
    ])
  func kind(text: String, sign: String) async throws {
    let file = try await scanned("a.jsonl")
    let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let other = try directory.write(bytes, to: "other.jsonl")
    let diff = try await Command.run("diff", file, other)
    #expect(diff.status == 65)
    #expect(diff.errors.contains(sign) && diff.lines.isEmpty)
    #expect(diff.errors.split(separator: "\n").count == 1)
  }

  @Test("refuses a file beside itself, and what an interrupted scan left")
  func doubtful() async throws {
    let file = try await scanned("a.jsonl")
    let same = try await Command.run("diff", file, file)
    #expect(same.status == 64 && same.output.isEmpty)
    #expect(same.errors.contains("a.jsonl is named twice"))
    let text = try #require(directory.text("a.jsonl"))
    let partial = try directory.write(text, to: "b.jsonl.partial")
    let cut = try await Command.run("diff", file, partial)
    #expect(cut.status == 65 && cut.output.isEmpty)
    #expect(cut.errors.contains("b.jsonl.partial is of a scan that did not run to its end"))
  }

  @Test("and report say what a history is that is named as a file")
  func history() async throws {
    let file = try await scanned("a.jsonl")
    let history = directory.file("h.sqlite")
    #expect(try await Command.run("scan", "127.0.0.1:1", "-q", "--history", history).status == 0)
    for arguments in [["diff", file, history], ["report", history]] {
      let outcome = try await Command.run(arguments)
      #expect(outcome.status == 65 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("if it is a history, name it with --history"))
    }
  }

  @Test("reads one of them from standard input, and says where the later one stands first")
  func order() async throws {
    let file = try await scanned("a.jsonl")
    let text = try #require(directory.text("a.jsonl"))
    let earlier = text.replacing(#""scanned_at":"20"#, with: #""scanned_at":"19"#)
    let right = try await Command.run("diff", "-", file, input: earlier)
    #expect(right.status == 0 && right.errors.isEmpty)
    #expect(right.output == "Nothing changed since standard input.\n")
    let wrong = try await Command.run("diff", file, "-", input: earlier)
    #expect(wrong.status == 0)
    #expect(wrong.errors.contains("was scanned after standard input: name the earlier file first"))
    #expect(try await Command.run("diff", "-", "-", input: earlier).status == 64)
  }

  @Test("judges the addresses of one name beside each other, as a history does")
  func controlPlane() throws {
    let history = directory.file("h.sqlite")
    let files = try [[1: .refuses, 2: .refuses], [1: .refuses, 2: .leaks]].enumerated().map {
      (day, answers: [UInt32: PastScans.Answer]) in
      let observations = PastScans.observations(answers, of: "api.example.com", day: day)
      try PastScans.record(observations, day: day, in: history)
      var lines: [UInt8] = []
      for (observation, assessment) in ObservationJudge.judged(observations, knowing: .builtIn) {
        JSONLinesWriter().append(observation, assessment, to: &lines)
      }
      return try directory.write(lines, to: "\(day).jsonl")
    }
    let changes = try ComparedFiles(files[0], files[1], knowing: .builtIn).changes
    let drift = try #require(changes.first { $0.kind == .controlPlaneDrifted })
    // Locked down, and medium because the other address is not.
    #expect(drift.controlPlane.map(\.severity) == [.medium, .medium])
    #expect(drift.controlPlane.allSatisfy { $0.findings.contains("inconsistent-control-plane") })

    let file = try HistoryFile.reading(history)
    defer { file.close() }
    let scans = try file.scans()
    #expect(try file.comparison(from: scans[0], to: scans[1], confirm: 1).changes == changes)
  }
}
