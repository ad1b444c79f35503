import Fixtures
import Foundation
import Testing

@Suite("A history of 0.1.0", .timeLimit(.minutes(10)))
struct ReleasedHistoryTests {
  private let directory: TemporaryDirectory
  private var history: String { directory.file("h.sqlite") }

  init() throws {
    directory = try TemporaryDirectory()
    try Released.data("0.1.0/history.sqlite").write(to: URL(filePath: directory.file("h.sqlite")))
  }

  private func asked(_ arguments: String...) async throws -> Program.Outcome {
    try await Command.run(arguments + ["--history", history])
  }

  @Test("is asked as if today's rules had judged it, and left as it is")
  func read() async throws {
    let before = FileManager.default.contents(atPath: history)
    let shown = Report(try await asked("history", "show", "2", "--format", "csv").output)
    #expect(shown["verdict"] == ["inconclusive", "version_leak", "health_only"])
    #expect(shown["severity"] == ["info", "high", "low"])
    #expect(shown["component"] == ["", "kube-apiserver", ""])
    let list = Report(try await asked("history", "list", "--format", "csv").output)
    #expect(list["exposed"] == ["2", "1", "2"])
    #expect(list["restricted"] == ["1", "1", "1"])
    // 0.1.0 told a verdict_changed in its second scan, and a newly_exposed in its third.
    for (from, to) in [("1", "2"), ("2", "3"), ("1", "3")] {
      let diff = try await asked(
        "diff", "--from", from, "--to", to, "--fail-on", "exposed", "--fail-on", "low")
      #expect(diff.status == 0)
      #expect(diff.output.hasPrefix("Nothing changed since scan \(from) ("))
    }
    #expect(FileManager.default.contents(atPath: history) == before)
  }

  @Test("is judged anew once when it is written on, and read by then without that")
  func written() async throws {
    let list = try directory.write("127.0.0.1:1\n", to: "targets.txt")
    let scan = try await Command.run("scan", list, "--retries", "0", "-q", "--history", history)
    #expect(scan.status == 0)
    let listed = Report(try await asked("history", "list", "--format", "csv").output)
    #expect(listed["scan"] == ["1", "2", "3", "4"])
    #expect(listed["exposed"] == ["2", "1", "2", "0"])
    #expect(listed["restricted"] == ["1", "1", "1", "0"])
    let report = try await asked("report", "--scan", "2", "--format", "csv")
    #expect(Report(report.output)["verdict"] == ["inconclusive", "version_leak", "health_only"])
    #expect(Report(report.output)["posture"] == ["unknown", "exposed", "restricted"])
  }
}
