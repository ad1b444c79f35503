import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The worst results of a run")
struct WorstResultsTests {
  private func kept(
    _ severities: [Severity], most: Int = 3, mostBytes: Int = 1000
  ) -> ([UInt8], [Severity: Int]) {
    var results = WorstResults(most: most, mostBytes: mostBytes)
    for (index, severity) in severities.enumerated() { results.add(severity) { [UInt8(index)] } }
    var taken: [UInt8] = []
    while case let part = results.takeNext(upTo: 2), !part.isEmpty { taken += part.joined() }
    return (taken, results.leftOut)
  }

  @Test("come by severity, within one in their order")
  func order() {
    let (taken, leftOut) = kept([.low, .critical, .low, .high, .critical], most: 5)
    #expect(taken == [1, 4, 3, 0, 2])
    #expect(leftOut.isEmpty)
  }

  @Test("take the place of the last of the least, and what is left out is counted")
  func limit() {
    let (taken, leftOut) = kept([.low, .low, .medium, .low, .high, .low, .critical, .medium])
    #expect(taken == [6, 4, 2])
    #expect(leftOut == [.low: 4, .medium: 1])
  }

  @Test("are not rendered where there is no room for them")
  func notRendered() {
    var results = WorstResults(most: 1)
    results.add(.high) { [0] }
    results.add(.high) {
      Issue.record("rendered")
      return []
    }
    #expect(results.leftOut == [.high: 1])
  }

  @Test("stay within their bytes, the worst of them")
  func bytes() {
    let (taken, leftOut) = kept([.low, .low, .high, .low, .high], most: 100, mostBytes: 2)
    #expect(taken == [2, 4])
    #expect(leftOut == [.low: 3])
  }

  @Test("are as many as code scanning accepts")
  func many() {
    var results = WorstResults()
    for _ in 0..<30_000 { results.add(.low) { [0] } }
    results.add(.critical) { [1] }
    var count = 0
    while case let part = results.takeNext(upTo: 500), !part.isEmpty { count += part.count }
    #expect(count == 25_000)
    #expect(results.leftOut == [.low: 5001])
  }
}
