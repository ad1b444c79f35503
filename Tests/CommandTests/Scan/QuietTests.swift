import Fixtures
import Foundation
import Testing

@Suite("A quiet command", .timeLimit(.minutes(10)))
struct QuietTests {
  @Test(
    "prints results where they were asked for, and nothing where only files were",
    arguments: [
      (["-q", "-o", "FILE"], ""), (["-q"], "unreachable"),
      (["-q", "--format", "table", "-o", "FILE"], "unreachable"),
      (["-q", "--format", "csv", "-o", "FILE"], "scanned_at,"),
      (["-o", "FILE"], "unreachable"),
    ])
  func output(options: [String], text: String) async throws {
    let directory = try TemporaryDirectory()
    let lines = directory.file("lines.jsonl")
    let scan = try await Command.run(
      ["scan", "127.0.0.1:1", "--retries", "0"] + options.map { $0 == "FILE" ? directory.file("a.csv") : $0 })
    #expect(scan.status == 0)
    #expect(text.isEmpty ? scan.output.isEmpty : scan.output.contains(text))
    #expect(!options.contains("-q") || scan.errors.isEmpty)
    #expect(directory.exists("a.csv") == options.contains("FILE"))

    let shard = try await Command.run(
      "scan", "127.0.0.1:1", "127.0.0.2:1", "-q", "--retries", "0", "--shard", "1/2", "-o", lines)
    #expect(shard.status == 0)
    for command in [["report"], ["merge", "--partial"]] {
      let outcome = try await Command.run(
        command + [lines] + options.map { $0 == "FILE" ? directory.file("b.csv") : $0 })
      #expect(outcome.status == 0)
      #expect(text.isEmpty ? outcome.output.isEmpty : outcome.output.contains(text))
    }
  }
}
