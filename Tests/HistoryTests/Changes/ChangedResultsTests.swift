import Exposure
import Fixtures
import Testing

@testable import History

@Suite("The results that a comparison reads")
struct ChangedResultsTests {
  @Test("are of endpoints that differ, are missing from a scan, or share a name with one of these")
  func changed() throws {
    let directory = try TemporaryDirectory()
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    func scan(_ day: Int) -> [EndpointResult] {
      let isLast = day == 2
      var results: [EndpointResult] = [
        .sample(.lockedDown, address: 1, day: day), .sample(.filtered, address: 2, day: day),
        .sample(isLast ? .versionLeak : .lockedDown, address: 3, day: day),
        .sample(.lockedDown, address: 4, day: day, noticed: isLast ? [.weakTLS: .medium] : [:]),
        .sample(.lockedDown, address: 5, day: day, noticed: [.weakTLS: isLast ? .high : .medium]),
        .sample(.lockedDown, address: 6, day: day, certificate: isLast ? "bb" : "aa"),
        .sample(.versionLeak, address: 7, day: day, version: isLast ? "v1.30.1" : "v1.30.0"),
        // The same process, seen a day later, and another one.
        .sample(.lockedDown, address: 8, day: day, startedHoursBefore: 24 * Double(day) + 1),
        .sample(.lockedDown, address: 9, day: day, startedHoursBefore: 1),
        .sample(.lockedDown, address: 10, day: day, name: "a.example"),
        .sample(isLast ? .forbidden : .lockedDown, address: 11, day: day, name: "a.example"),
        .sample(.lockedDown, address: 12, day: day, name: "b.example"),
      ]
      if day != 1 { results.append(.sample(.lockedDown, address: 13, day: day)) }
      var unresolved = EndpointResult.sample(.failed, address: 14, day: day, name: "c.example")
      unresolved.endpoint.address = nil
      return results + [unresolved]
    }
    for day in 0..<3 { try file.record(scan(day), day: day) }
    let read = try file.read { database in
      try ChangedResults(database, among: [1, 2, 3]).results(database, of: 3).map(\.position)
    }
    #expect(read == [3, 4, 5, 6, 7, 9, 10, 11, 13, 14])
    let between = try file.read { database in
      try ChangedResults(database, among: [1, 2]).results(database, of: 2).map(\.position)
    }
    #expect(between == [9, 14])
  }
}
