import Fixtures
import Foundation
import Testing

@Suite("What apiexpose scan refuses", .timeLimit(.minutes(10)))
struct ScanRefusalTests {
  @Test(
    "wrong usage ends with 64 and says what to do",
    arguments: [
      (["scan"], "name a target, or a file with one a line"),
      (["scan", "127.0.0.1:1", "--deadline", "soon"], "--deadline"),
      (["scan", "127.0.0.1:1", "--concurrency", "0"], "--concurrency takes a number from 1 to 100000"),
      (["scan", "127.0.0.1:1", "--port", "70000"], "--port"),
      (["scan", "127.0.0.1:1", "-4", "-6"], "exclude each other"),
      (["scan", "127.0.0.1:1", "-o", "report.doc"], "report.doc"),
      (["scan", "127.0.0.1:1", "-o", "a.csv", "-o", "a.csv"], "same file twice"),
      (["scan", "127.0.0.1:1", "--resume"], "-o"),
      (["scan", "-", "--resume", "-o", "a.csv"], "standard input"),
      (["scan", "127.0.0.1:1", "--user-agent", "a\r\nX: y"], "printable ASCII"),
      (["scan", "127.0.0.1:1", "--fail-on", "none"], "--fail-on"),
      (["sacn"], "sacn"),
    ])
  func usage(_ arguments: [String], _ hint: String) async throws {
    let outcome = try await Command.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(hint))
  }

  @Test("a list with bad lines ends with 65 before anything is written or scanned")
  func badLines() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("127.0.0.1:1\nnot_a host\n127.0.0.1:99999\n", to: "list.txt")
    let outcome = try await Command.run("scan", list, "-o", directory.file("a.csv"))
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("\(list):2: `not_a ...`: word 2 is not a label"))
    #expect(outcome.errors.contains("\(list):3: `127.0.0.1:99999`: "))
    #expect(!directory.exists("a.csv") && !directory.exists("a.csv.partial"))
  }

  @Test("a list with nothing in it ends with 65")
  func emptyList() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("# nothing yet\n\n", to: "list.txt")
    #expect(try await Command.run("scan", list).status == 65)
    #expect(try await Command.run("scan", "-", input: "").status == 65)
  }

  @Test("a list that is too long is refused with the arithmetic")
  func tooMany() async throws {
    let outcome = try await Command.run(
      "scan", "10.0.0.0/8", "--port", "443,6443", "--max-targets", "1000000")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("16,777,216"))
    #expect(outcome.errors.contains("33,554,432"))
    #expect(outcome.errors.contains("--max-targets"))
  }

  @Test("a missing list ends with 66, and is not taken for a host", arguments: ["missing.txt", "./missing"])
  func missingList(_ name: String) async throws {
    let outcome = try await Command.run("scan", name)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains(name))
  }

  @Test("a report that cannot be created ends with 73 before the first packet")
  func cannotCreate() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("missing/a.csv")
    let outcome = try await Command.run(
      "scan", "127.0.0.1:1", "-o", directory.file("b.csv"), "-o", path)
    #expect(outcome.status == 73)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(path))
    #expect(!directory.exists("b.csv") && !directory.exists("b.csv.partial"))
  }
}
