import Fixtures
import SimulatedFleet
import Testing

@Suite("Few open files", .timeLimit(.minutes(10)))
struct OpenFilesTests {
  @Test("lower the concurrency with a notice, and are enough for any list: nothing leaks")
  func lowLimit() async throws {
    try await withFleet(Array(repeating: .kubeadmDefault, count: 100)) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList + "127.2.0.0/23:1\n", to: "targets.txt")
      let shell = try #require(Program(named: "sh"))
      let outcome = try await shell.run([
        "-c", "ulimit -n 64 && exec \"$0\" \"$@\"", Command.path, "scan", list, "--format", "csv",
      ])
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("--concurrency lowered from 512 to "))
      #expect(outcome.errors.contains("the limit on open files is 64"))
      let expected =
        Array(repeating: "version_leak", count: 100) + Array(repeating: "closed", count: 512)
      #expect(Report(outcome.output)["verdict"] == expected)
    }
  }

  @Test(
    "that are too few end with 71 and with how many it takes, and with so many the scan works",
    arguments: [4, 5, 8, 12, 15, 18, 20])
  func tooLow(_ limit: Int) async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let shell = try #require(Program(named: "sh"))
      let refused = try await shell.run(
        ["-c", "ulimit -n \(limit) && exec \"$0\" \"$@\"", Command.path, "scan", "-q"] + servers.map(\.target)
      )
      #expect(refused.status == 71)
      let text = try #require(refused.errors.split(separator: "ulimit -n ").last)
      let needed = try #require(Int(text.prefix { $0.isNumber }))
      #expect(
        refused.errors.hasPrefix(
          "apiexpose: the limit on open files is \(limit), too low for a scan: raise it to \(needed)")
      )
      let done = try await shell.run(
        ["-c", "ulimit -n \(needed) && exec \"$0\" \"$@\"", Command.path, "scan", "-q", "--format", "csv"]
          + servers.map(\.target))
      #expect(done.status == 0)
      #expect(Report(done.output)["verdict"] == ["version_leak", "locked_down"])
    }
  }
}
