import Targets
import Fixtures
import Foundation
import Testing

@Suite("Targets of standard input that cannot be read", .timeLimit(.minutes(10)))
struct StandardInputTests {
  /// Runs a line of the shell's, in which `$0` is the command.
  private func shell(_ line: String, _ arguments: String...) async throws -> Program.Outcome {
    let shell = try #require(Program(named: "sh"))
    return try await shell.run(["-c", line, Command.path] + arguments)
  }

  @Test(
    "end the command with 66, and no report is touched",
    arguments: [
      (#""$0" scan - -q -o "$1/a.csv" < "$1""#, "it is a directory; name the files in it"),
      (#""$0" targets - < "$1""#, "it is a directory; name the files in it"),
      (#""$0" targets - 0> "$1/sink""#, "it is open for writing only"),
      (#""$0" targets - <&-"#, "it is closed"), (#""$0" scan - -q -o "$1/a.csv" <&-"#, "it is closed"),
      (#""$0" report - -o "$1/a.csv" <&-"#, "it is closed"),
    ])
  func refused(line: String, reason: String) async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await shell(line, directory.path)
    #expect(outcome.status == 66)
    #expect(outcome.errors == "apiexpose: cannot read standard input: \(reason)\n")
    #expect(!directory.exists("a.csv") && !directory.exists("a.csv.partial"))
  }

  @Test(
    "end the command with 66 where reading fails later",
    .enabled(if: access("/proc/self/mem", R_OK) == 0, "there is no file here whose reading fails"))
  func failing() async throws {
    let outcome = try await shell(#""$0" targets - < /proc/self/mem"#)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("cannot read standard input: Input/output error"))
    let file = try await shell(#""$0" targets /proc/self/mem"#)
    #expect(file.status == 66)
    #expect(file.errors == "apiexpose: cannot read /proc/self/mem: Input/output error\n")
  }

  @Test(
    "are told once where they are something else",
    arguments: [
      ("{\"a\": 1}\n{\"b\": 2}\n", "this is JSON"),
      ("1\u{0}0\u{0}.\u{0}0\u{0}\n\u{0}", "this is UTF-16 text"),
      ("a,b\n1,2\n", "1: no column of the table is known to hold hosts"),
      ("ip,note\n10.0.0.1,\"x\"y\n", "2: something is behind the quote"),
    ])
  func kinds(input: String, kind: String) async throws {
    let outcome = try await Command.run("targets", "-", "-q", input: input)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("apiexpose: standard input:"))
    #expect(outcome.errors.contains(kind))
    #expect(outcome.errors.count { $0 == "\n" } == 1)
  }

  @Test("end the command with 65 where there is none", arguments: ["targets", "scan"])
  func nothing(command: String) async throws {
    for input in ["", "# nothing\n\n"] {
      let outcome = try await Command.run(command, "-", "-q", input: input)
      #expect(outcome.status == 65)
      #expect(outcome.errors == "apiexpose: there is nothing to scan: standard input holds no target\n")
    }
  }

  @Test("are told of as far as anybody reads, and then counted")
  func manyBadLines() async throws {
    let input = "10.0.0.1\n" + String(repeating: "?\n", count: 1000)
    let outcome = try await Command.run("targets", "-", "-q", input: input)
    #expect(outcome.status == 65)
    #expect(outcome.lines == ["10.0.0.1:6443"])
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.last == "apiexpose: standard input: 980 more lines could not be understood")
  }

  @Test("and secrets among them are not shown")
  func secrets() async throws {
    let input = "10.0.0.1\nhttps://user:hunter2@10.0.0.2\npassword hunter2\n"
    let outcome = try await Command.run("targets", "-", input: input)
    #expect(outcome.status == 65)
    #expect(!outcome.errors.contains("hunter2"))
    #expect(outcome.errors.contains("standard input:2: not shown"))
    let argument = try await Command.run("scan", "https://user:hunter2@10.0.0.2")
    #expect(argument.status == 65)
    #expect(!argument.errors.contains("hunter2"))
  }
}
