import Fixtures
import SimulatedFleet
import Testing

@Suite("A list that several machines scan", .timeLimit(.minutes(2)))
struct ShardedScanTests {
  @Test("comes back whole from apiexpose merge: the rows of one scan, in its order")
  func merge() async throws {
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList + "127.2.0.0/26:1\n", to: "targets.txt")
      let files = (1...4).map { directory.file("\($0).jsonl") }
      let environment = try #require(Program(named: "env"))
      try await withThrowingTaskGroup(of: Int32.self) { machines in
        for (index, file) in files.enumerated() {
          machines.addTask {
            try await environment.run([
              "JOB_COMPLETION_INDEX=\(index)", Command.path, "scan", list, "--shards", "4", "-q", "-o", file,
            ]).status
          }
        }
        for try await status in machines { #expect(status == 0) }
      }
      let whole = try await Command.run("scan", list, "-q", "--format", "csv")
      let merged = try await Command.run(["merge", "-q", "--format", "csv"] + files.reversed())
      #expect(merged.status == 0)
      #expect(Report(merged.output).withoutTimes == Report(whole.output).withoutTimes)

      let incomplete = try await Command.run(["merge", "--format", "csv"] + files.dropLast())
      #expect(incomplete.status == 65)
      #expect(incomplete.output.isEmpty && incomplete.errors.contains("no row of shard 4/4"))
      let partial = try await Command.run(["merge", "--partial", "--format", "csv"] + files.dropLast())
      #expect(partial.status == 0)
      #expect(partial.errors.contains("no row of shard 4/4"))
    }
  }

  @Test("needs to be told its part", arguments: ["", "4", "x"])
  func index(_ index: String) async throws {
    let environment = try #require(Program(named: "env"))
    let variable = index.isEmpty ? ["-u", "JOB_COMPLETION_INDEX"] : ["JOB_COMPLETION_INDEX=\(index)"]
    let outcome = try await environment.run(
      variable + [Command.path, "scan", "127.0.0.1:1", "--shards", "4"])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("JOB_COMPLETION_INDEX"))
  }
}

@Suite("A scan in pseudo-random order", .timeLimit(.minutes(2)))
struct RandomizedScanTests {
  @Test("visits every endpoint once, says its seed, and repeats itself with it")
  func repeats() async throws {
    let arguments = ["127.2.0.0/24:1", "--format", "csv", "--randomize"]
    let first = try await Command.run(["scan"] + arguments)
    let rows = Report(first.output)["address"]
    #expect(Set(rows).count == 256)
    #expect(rows != (0..<256).map { "127.2.0.\($0)" })
    let notice = try #require(first.errors.split(separator: "\n").first { $0.contains("--randomize") })
    let seed = String(try #require(notice.split(separator: " ").last))
    let second = try await Command.run(["scan"] + arguments + [seed])
    #expect(Report(second.output)["address"] == rows)
    let printed = try await Command.run("targets", "127.2.0.0/24:1", "--randomize", seed)
    #expect(printed.lines == rows.map { "\($0):1" })
  }

  @Test("is not gone on with under another seed")
  func resume() async throws {
    let disk = try TemporaryDirectory()
    let file = disk.file("a.csv")
    let gate = try await GateServer.start()
    let list = try disk.write("127.2.0.0/26:1\n127.0.0.1:\(gate.port)\n", to: "targets.txt")
    let arguments = ["scan", list, "-o", file, "--retries", "0", "--deadline", "1m"]
    let interrupted = try await Command.running(arguments + ["--randomize", "7"]) { scan in
      await gate.visitor()
      try scan.signal(.interrupt)
      await scan.errors.wait(for: "stopping")
      gate.open()
    }
    try await gate.stop()
    #expect([130, 0].contains(interrupted.status))
    guard interrupted.status == 130 else { return }
    let other = try await Command.run(arguments + ["--resume", "--randomize", "8"])
    #expect(other.status == 64 || other.status == 65)
    #expect(other.errors.contains("--randomize"))
    let resumed = try await Command.run(arguments + ["--resume", "--randomize", "7"])
    #expect(resumed.status == 0)
    let report = Report(try #require(disk.text("a.csv")))
    #expect(Set(report["address"]).count == 65)
  }
}
