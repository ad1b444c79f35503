import Fixtures
import SimulatedFleet
import Testing

@Suite("A scan that is interrupted", .timeLimit(.minutes(10)))
struct ResumeTests {
  /// A list with a gate in its middle, and the directory that it lies in.
  private struct Scene {
    let directory: TemporaryDirectory
    let gate: GateServer
    let list: String
    let count: Int

    init(_ servers: [SimulatedServer]) async throws {
      directory = try TemporaryDirectory()
      gate = try await GateServer.start()
      let half = servers.count / 2
      let text =
        Array(servers[..<half]).targetList + "127.0.0.1:\(gate.port)\n" + Array(servers[half...]).targetList
        + "127.2.0.0/22:1\n"
      list = try directory.write(text, to: "targets.txt")
      count = servers.count + 1 + 1024
    }

    func arguments(_ output: String, _ more: String...) -> [String] {
      ["scan", list, "-q", "--retries", "0", "--deadline", "1m", "-o", directory.file(output)] + more
    }

    /// Begins a scan so slow that only a part of the list is asked when the gate is reached, and sends a signal.
    func interrupt(_ signal: ScanSignal, _ arguments: [String]) async throws -> Program.Outcome {
      try await Command.running(arguments.filter { $0 != "-q" } + ["--rate", "100"]) { scan in
        await gate.visitor()
        try scan.signal(signal == .interrupt ? .interrupt : .terminate)
        await scan.errors.wait(for: "stopping")
        gate.open()
      }
    }
  }

  enum ScanSignal: String {
    case interrupt
    case terminate
  }

  @Test(
    "goes on with --resume to the same CSV as one that was not interrupted",
    arguments: [(ScanSignal.interrupt, Int32(130)), (.terminate, 143)])
  func resume(_ signal: ScanSignal, _ status: Int32) async throws {
    try await withFleet { servers in
      let scene = try await Scene(servers)
      let interrupted = try await scene.interrupt(signal, scene.arguments("a.csv"))
      #expect(interrupted.status == status)
      #expect(interrupted.errors.contains("--resume"))
      #expect(!scene.directory.exists("a.csv"))
      let partial = try #require(scene.directory.text("a.csv.partial"))
      #expect(partial.hasSuffix("\r\n"))
      let soFar = Report(partial).rows.count
      #expect(soFar > servers.count / 2 && soFar < scene.count)

      let resumed = try await Command.run(scene.arguments("a.csv", "--resume", "--format", "table"))
      #expect(resumed.status == 0)
      #expect(!scene.directory.exists("a.csv.partial") && !scene.directory.exists("a.csv.checkpoint"))
      let whole = try await Command.run(scene.arguments("b.csv"))
      #expect(whole.status == 0)
      try await scene.gate.stop()

      let report = Report(try #require(scene.directory.text("a.csv")))
      #expect(report.rows.count == scene.count)
      let reference = Report(try #require(scene.directory.text("b.csv")))
      #expect(report.withoutTimes == reference.withoutTimes)
      #expect(resumed.output.contains("1,025 closed"))
    }
  }

  @Test("is not resumed with another list, another filter, or without its files")
  func changed() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let scene = try await Scene(servers)
      let interrupted = try await scene.interrupt(.interrupt, scene.arguments("a.csv"))
      #expect(interrupted.status == 130)
      try await scene.gate.stop()

      let filtered = try await Command.run(scene.arguments("a.csv", "--resume", "--only", "exposed"))
      #expect(filtered.status == 64)
      #expect(filtered.errors.contains("--only"))
      let elsewhere = try await Command.run(scene.arguments("b.csv", "--resume"))
      #expect(elsewhere.status == 66)
      #expect(elsewhere.errors.contains("b.csv"))
      _ = try scene.directory.write("127.0.0.1:1\n" + servers.targetList, to: "targets.txt")
      let changed = try await Command.run(scene.arguments("a.csv", "--resume"))
      #expect(changed.status == 65)
      #expect(changed.errors.contains("list"))
      #expect(scene.directory.exists("a.csv.partial") && scene.directory.exists("a.csv.checkpoint"))
    }
  }

  @Test("and killed leaves a checkpoint from which it goes on")
  func killed() async throws {
    try await withFleet { servers in
      let scene = try await Scene(servers)
      let killed = try await Command.running(scene.arguments("a.csv", "--rate", "100")) { scan in
        await scene.gate.visitor()
        // The checkpoint is written every second.
        while !scene.directory.exists("a.csv.checkpoint") { try await Task.sleep(for: .milliseconds(20)) }
        try scan.signal(.kill)
      }
      #expect(killed.status == -9)
      scene.gate.open()
      let resumed = try await Command.run(scene.arguments("a.csv", "--resume"))
      #expect(resumed.status == 0)
      let whole = try await Command.run(scene.arguments("b.csv"))
      #expect(whole.status == 0)
      try await scene.gate.stop()
      let report = Report(try #require(scene.directory.text("a.csv")))
      #expect(report.withoutTimes == Report(try #require(scene.directory.text("b.csv"))).withoutTimes)
    }
  }

  @Test("ends at once when it is interrupted twice")
  func twice() async throws {
    let gate = try await GateServer.start()
    let directory = try TemporaryDirectory()
    let outcome = try await Command.running(
      ["scan", "127.0.0.1:\(gate.port)", "--deadline", "1m", "-o", directory.file("a.csv")]
    ) { scan in
      await gate.visitor()
      try scan.signal(.interrupt)
      // The server may see its visitor before the scan counts it.
      await scan.errors.wait(for: "stopping")
      try scan.signal(.interrupt)
    }
    #expect(outcome.status == 130)
    try await gate.stop()
  }
}
