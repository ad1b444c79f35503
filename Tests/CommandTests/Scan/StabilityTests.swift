import Fixtures
import SimulatedFleet
import Testing

/// That two scans of the same world give the same rows rests on three proofs, none of which needs the others' time:
///
/// - `CompletionOrderTests` (Scanning): the scan loop gives the same observations in the same order, in whatever order
///   connections come up and conversations end. Clock and sockets are the test's, so it goes through every order of a
///   few endpoints, and through hundreds of random ones of many.
/// - `PipelineWriterTests` and `PipelineTests`: the same observations give the same bytes, in whatever portions they come
///   and whenever the reports are brought to the disk.
/// - These tests: real processes, with real threads, sockets and TLS. Every process hashes by a seed of its own, so the
///   order of a set or a dictionary that reached a row would differ; settings that change only the timing differ from run
///   to run, and two runs at a time disturb each other.
@Suite("Two scans of the same world", .timeLimit(.minutes(10)))
struct StabilityTests {
  /// Options that may change when things happen, and nothing that a row says.
  private static let timings = [
    [], ["--threads", "1"], ["--threads", "8"], ["--concurrency", "16"], ["--rate", "300"], [],
  ]

  @Test("give the same CSV but for times, whatever the threads, the concurrency and the rate")
  func sameAgain() async throws {
    // Those that are asked again after a pause take so long that the machine's speed would count.
    let kinds = ServerBehaviour.allCases.filter {
      ![.overloaded, .startingUp, .balancerWithoutBackend].contains($0)
    }
    try await withFleet((0..<(kinds.count * 4)).map { kinds[$0 % kinds.count] }) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      @Sendable func rows(_ options: [String]) async throws -> [[String]] {
        let outcome = try await Command.run(
          ["scan", list, "--format", "csv", "-q", "--deadline", "1m"] + options)
        #expect(outcome.status == 0)
        return Report(outcome.output).withoutTimes
      }
      var expected: [[String]]?
      for pair in stride(from: 0, to: Self.timings.count, by: 2) {
        async let first = rows(Self.timings[pair])
        async let second = rows(Self.timings[pair + 1])
        for rows in try await [first, second] {
          #expect(rows.count == servers.count + 1)
          try #require(rows == expected ?? rows)
          expected = rows
        }
      }
    }
  }
}
