import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("A scan that its own machine holds up", .timeLimit(.minutes(10)))
struct StalledScanTests {
  private static let behaviours: [ServerBehaviour] = (0..<60).map {
    $0 % 2 == 0 ? .kubeadmDefault : .anonymousDisabled
  }

  /// The rows that servers of these behaviours get, whatever happens to the scanner.
  private static let verdicts = behaviours.map { $0 == .kubeadmDefault ? "version_leak" : "locked_down" }

  @Test("and was stopped for longer than every deadline tells what the servers did")
  func stopped() async throws {
    try await withFleet(Self.behaviours) { servers in
      let gate = try await GateServer.start()
      let targets = ["http://127.0.0.1:\(gate.port)"] + servers.map(\.target)
      let outcome = try await Command.running(
        [
          "scan", "-q", "--format", "csv", "--connect-timeout", "5s", "--deadline", "10s", "--retries", "0",
          "--concurrency", "100",
        ] + targets
      ) { scan in
        // The first is there, so the others have begun or begin now.
        await gate.visitor()
        try scan.signal(.suspend)
        // Longer than the deadline; the servers go on meanwhile, and the first one closes.
        try await Task.sleep(for: .seconds(11))
        gate.open()
        try scan.signal(.resume)
      }
      try await gate.stop()
      #expect(outcome.status == 0)
      #expect(Report(outcome.output)["verdict"].dropFirst() == Self.verdicts[...])
    }
  }

  @Test("and whose reader pauses tells what the servers did, in every row")
  func pausedReader() async throws {
    try await withFleet(Self.behaviours) { servers in
      let directory = try TemporaryDirectory()
      // Labels make the rows so long that a pipe of 64 KiB is full with half of them.
      let note = String(repeating: "x", count: 2_000)
      let list = try directory.write(
        servers.map { "\($0.target) note=\(note)\n" }.joined(), to: "targets.txt")
      let shell = try #require(Program(named: "sh"))
      let outcome = try await shell.run([
        "-c", "\"$0\" \"$@\" | { sleep 11; cat; }", Command.path, "scan", list, "-q", "--format", "csv",
        "--connect-timeout", "5s", "--deadline", "10s", "--retries", "0", "--concurrency", "20",
      ])
      #expect(outcome.errors.isEmpty)
      #expect(Report(outcome.output)["verdict"] == Self.verdicts)
    }
  }
}
