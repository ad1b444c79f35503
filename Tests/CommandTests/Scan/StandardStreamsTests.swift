import Fixtures
import SimulatedFleet
import Testing

@Suite("A program that is started without its standard streams", .timeLimit(.minutes(10)))
struct StandardStreamsTests {
  private func run(_ redirection: String, _ arguments: [String]) async throws -> Program.Outcome {
    let shell = try #require(Program(named: "sh"))
    return try await shell.run(["-c", "exec \"$0\" \"$@\" \(redirection)", Command.path] + arguments)
  }

  @Test("ends with 74 where its results were to go to standard output")
  func noOutput() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let directory = try TemporaryDirectory()
      let outcome = try await run(
        ">&-", ["scan", "-q", servers[0].target, "--format", "csv", "-o", directory.file("a.csv")])
      #expect(outcome.status == 74)
      #expect(outcome.errors == "apiexpose: cannot write standard output: it is closed\n")
      #expect(!directory.exists("a.csv"))
    }
  }

  @Test("puts no notice into a file of its own", arguments: ["2>&-", "<&- 2>&-", "<&-"])
  func noError(_ redirection: String) async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let directory = try TemporaryDirectory()
      let outcome = try await run(
        redirection,
        [
          "scan", servers[0].target, servers[0].target, "--format", "csv", "-o", directory.file("a.csv"),
          "-o",
          directory.file("b.jsonl"),
        ])
      #expect(outcome.status == 0)
      #expect(Report(outcome.output)["verdict"] == ["version_leak"])
      #expect(directory.text("a.csv") == outcome.output)
      #expect(directory.text("b.jsonl")?.split(separator: "\n").count == 1)
    }
  }
}
