import Fixtures
import Foundation
import Testing

@Suite("Where a scan writes", .timeLimit(.minutes(10)))
struct OutputTests {
  private func shell(_ line: String, _ arguments: String...) async throws -> Program.Outcome {
    let shell = try #require(Program(named: "sh"))
    return try await shell.run(["-c", line, Command.path] + arguments)
  }

  @Test(
    "standard output by another name goes on where the shell's redirection stands",
    arguments: [
      "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1",
    ])
  func descriptors(path: String) async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await shell(
      #"(echo before; "$0" scan 127.0.0.1:1 -q --only exposed --format jsonl -o csv:"$1"; echo after) > "$2""#,
      path,
      directory.file("out.txt"))
    #expect(outcome.status == 0)
    let lines = directory.text("out.txt")?.split(whereSeparator: \.isNewline) ?? []
    #expect(lines.first == "before" && lines.last == "after" && lines.count == 3)
  }

  @Test("a reader that has gone ends the command as SIGPIPE would, without a word")
  func readerGone() async throws {
    let outcome = try await shell(#"{ "$0" targets 127.0.0.0/16; echo "status $?" >&2; } | head -1"#)
    #expect(outcome.output == "127.0.0.0:6443\n")
    #expect(outcome.errors == "status 141\n")
  }

  @Test("a list is not replaced by a report of it")
  func list() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("127.0.0.1:1\n", to: "list.csv")
    let outcome = try await Command.run("scan", list, "-q", "-o", "\(directory.path)/./list.csv")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("would overwrite the list of targets"))
    #expect(directory.text("list.csv") == "127.0.0.1:1\n")
  }

  @Test(
    "what a command reads or keeps is not replaced by a report",
    arguments: [
      ("scan 127.0.0.1:1 -q --exclude-file ex.txt -o csv:ex.txt", "the exclusions"),
      ("watch ex.txt -o ex.txt", "the list of targets"),
      ("watch 127.0.0.1:1 --knowledge k.json -o k.json", "the knowledge"),
      ("report r.jsonl --knowledge k.json -o csv:./k.json", "the knowledge"),
      ("scan 127.0.0.1:1 -q --knowledge k.json -o csv:./k.json", "the knowledge"),
      ("scan 127.0.0.1:1 -q --history h -o csv:h", "the history"),
      ("scan 127.0.0.1:1 -q --history h -o csv:h.lock", "the history"),
      ("report r.jsonl -o link.jsonl", "the results"),
      ("merge r.jsonl -o r.jsonl", "the results"),
    ])
  func inputs(_ command: String, _ kind: String) async throws {
    let directory = try TemporaryDirectory()
    for name in ["ex.txt", "k.json", "r.jsonl"] { try directory.write("before\n", to: name) }
    try FileManager.default.createSymbolicLink(
      atPath: directory.file("link.jsonl"), withDestinationPath: directory.file("r.jsonl"))
    let outcome = try await shell("cd '\(directory.path)' && \"$0\" \(command)")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("would overwrite \(kind)"))
    for name in ["ex.txt", "k.json", "r.jsonl"] { #expect(directory.text(name) == "before\n") }
    #expect(!FileManager.default.fileExists(atPath: directory.file("h")))
  }

  @Test("two reports do not go to the same file")
  func collision() async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await Command.run(
      "scan", "127.0.0.1:1", "-o", directory.file("a.csv"), "-o", "\(directory.path)/./a.csv")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("lead to the same file"))
    #expect(directory.names.isEmpty)
  }
}
