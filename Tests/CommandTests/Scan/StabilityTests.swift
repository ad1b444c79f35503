import Fixtures
import SimulatedFleet
import Testing

@Suite("Two scans of the same world", .timeLimit(.minutes(10)))
struct StabilityTests {
  @Test("give the same CSV but for times, a hundred times over two hundred endpoints")
  func sameAgain() async throws {
    let kinds = ServerBehaviour.demonstration
    try await withFleet((0..<200).map { kinds[$0 % kinds.count] }) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      var first: [[String]]?
      for _ in 0..<100 {
        let outcome = try await Command.run("scan", list, "--format", "csv", "-q")
        #expect(outcome.status == 0)
        let rows = Report(outcome.output).withoutTimes
        #expect(rows.count == 201)
        let expected = first ?? rows
        try #require(rows == expected)
        first = expected
      }
    }
  }
}
