import Exposure
import Fixtures
import Foundation
import GRDB
import Testing

@testable import History

@Suite("A history")
struct HistoryFileTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("h.sqlite") }

  init() throws { directory = try TemporaryDirectory() }

  @Test("gives back what was written, to the second")
  func roundTrip() throws {
    let results: [EndpointResult] = [
      .sample(.versionLeak, address: 1, name: "api.example.com", version: "v1.30.1", certificate: "aa"),
      .sample(.lockedDown, address: 2, startedHoursBefore: 5), .sample(.closed, address: 3),
    ]
    let writer = try HistoryFile.writing(path)
    try writer.record(results)
    writer.close()
    let reader = try HistoryFile.reading(path)
    let scan = try reader.scan(.newestFinished)
    #expect(scan.description == .sample())
    #expect(scan.endedAt == .sample + 60)
    #expect(scan.counts.endpoints == 3 && scan.counts.exposed == 1 && scan.counts.lockedDown == 1)
    #expect(try reader.results(of: scan.number) == results)
    var lines: [[UInt8]] = []
    try reader.forEachLine(of: scan.number) { lines.append($0) }
    #expect(lines == Array(repeating: Array("{}".utf8), count: 3))
    reader.close()
    #expect(directory.names == ["h.sqlite", "h.sqlite.lock"])
  }

  @Test("stops where whoever takes its lines fails, and leaves that failure as it is")
  func failingReader() throws {
    struct Full: Error {}
    let file = try HistoryFile.writing(path)
    try file.record([.sample(.versionLeak, address: 1), .sample(.closed, address: 2)])
    let scan = try file.scan(.newestFinished)
    var taken = 0
    #expect(throws: Full.self) {
      try file.forEachLine(of: scan.number) { _ in
        taken += 1
        throw Full()
      }
    }
    #expect(taken == 1)
  }

  @Test("tells the timeline of an endpoint by address, by name and by port")
  func timeline() throws {
    let file = try HistoryFile.writing(path)
    for day in 0..<3 {
      try file.record(
        [
          .sample(.versionLeak, address: 1, day: day),
          .sample(.lockedDown, address: 2, day: day, name: "api.example.com"),
        ],
        day: day)
    }
    #expect(try file.timeline(of: .address(.v4(0xC000_0201)), port: nil).map(\.scan) == [1, 2, 3])
    #expect(
      try file.timeline(of: .name("api.example.com"), port: 6443).map(\.result.verdict) == [
        .lockedDown, .lockedDown, .lockedDown,
      ])
    #expect(try file.timeline(of: .address(.v4(0xC000_0201)), port: 443).isEmpty)
  }

  @Test("compares a scan with the finished one of the same scope before it, and counts restarts between")
  func comparison() throws {
    let file = try HistoryFile.writing(path)
    try file.record([.sample(.lockedDown, startedHoursBefore: 100)])
    try file.record([.sample(.versionLeak)], scope: "other.txt")
    for day in 1...3 { try file.record([.sample(.lockedDown, day: day, startedHoursBefore: 1)], day: day) }
    let last = try file.scan(.newestFinished)
    let before = try #require(try file.finishedScan(before: last))
    #expect(before.number == 4)
    #expect(try file.comparison(from: before, to: last, confirm: 2).changes.map(\.restarts) == [1])
    let whole = try file.comparison(from: try file.scan(.number(1)), to: last, confirm: 2)
    #expect(whole.changes.map(\.kind) == [.restarted])
    #expect(whole.changes.map(\.restarts) == [3])
    #expect(try file.scan(.by(.sample + 86_400)).number == 3)
    #expect(throws: HistoryError.noScan(path: path, wanted: "scan 99")) { try file.scan(.number(99)) }
  }

  @Test("tells how exposed a scope was, and what changed since the scan before it, for a report")
  func report() throws {
    let file = try HistoryFile.writing(path)
    func scan(_ verdict: Verdict, scope: String = "targets.txt", day: Int, isCounted: Bool = true) throws {
      let recorder = try ScanRecorder.begin(.sample(scope: scope, day: day), in: file)
      try recorder.add(.sample(verdict, day: day), seen: nil, line: Array("{}".utf8))
      try recorder.finish(
        at: .sample, clusters: isCounted ? StoredClusters(ClusterCounts(verdicts: [verdict: 1])) : nil)
    }
    try scan(.versionLeak, day: 0)
    try scan(.versionLeak, scope: "other.txt", day: 1)
    try scan(.healthOnly, day: 2)
    try scan(.lockedDown, day: 3, isCounted: false)
    try scan(.lockedDown, day: 4)
    let exposure = try file.exposure(of: "targets.txt")
    #expect(exposure.map(\.date) == [0, 2, 4].map { .sample + $0 * 86_400 })
    #expect(exposure.map(\.clusters.exposed) == [1, 0, 0])
    #expect(exposure.map(\.clusters.restricted) == [0, 1, 0])
    #expect(exposure.map(\.clusters.lockedDown) == [0, 0, 1])
    #expect(try file.exposure(of: "targets.txt", upTo: 3).count == 2)

    func comparison(_ number: Int64, endpoints: Int64 = 1) throws -> Comparison? {
      try file.comparisonForReport(of: try file.scan(.number(number)), endpoints: endpoints, confirm: 2)
    }
    #expect(try comparison(1) == nil && comparison(2) == nil)
    let third = try #require(try comparison(3))
    #expect(third.from.number == 1 && third.changes.map(\.kind) == [.newlyRestricted])
    #expect(try comparison(3, endpoints: Int64(HistoryFile.mostReported) + 1) == nil)
  }

  @Test("marks a scan that died, with what it had, when the next writer comes")
  func died() throws {
    do {
      let recorder = try ScanRecorder.begin(.sample(), in: try HistoryFile.writing(path))
      try recorder.add(.sample(.versionLeak), seen: nil, line: [])
      try recorder.flush()
    }
    let file = try HistoryFile.writing(path)
    let scan = try file.scan(.newest)
    #expect(scan.state == .unfinished)
    #expect(scan.counts.exposed == 1)
    #expect(try file.results(of: scan.number).count == 1)
    #expect(throws: HistoryError.self) { try file.scan(.newestFinished) }
  }

  @Test("goes on with an interrupted scan from where its reports end")
  func resume() throws {
    let file = try HistoryFile.writing(path)
    let first = try ScanRecorder.begin(.sample(), in: file)
    for address in 0..<5 {
      try first.add(.sample(.versionLeak, address: UInt32(address)), seen: nil, line: [])
    }
    first.abandon(at: .sample)
    let second = try ScanRecorder.resume(.sample(), after: 3, in: file)
    #expect(second.number == first.number)
    #expect(second.endpoints == 3)
    try second.add(.sample(.closed, address: 3), seen: nil, line: [])
    try second.finish(at: .sample)
    let scan = try file.scan(.newestFinished)
    #expect(scan.counts.endpoints == 4 && scan.counts.exposed == 3)
    #expect(try file.results(of: scan.number).map(\.position) == [0, 1, 2, 3])
    #expect(throws: HistoryError.cannotResume(path: path)) {
      try ScanRecorder.resume(.sample(), after: 3, in: file)
    }
  }

  @Test("forgets old scans, and keeps the last finished one of each scope")
  func prune() throws {
    let file = try HistoryFile.writing(path)
    for day in 0..<5 { try file.record([.sample(.versionLeak, address: UInt32(day), day: day)], day: day) }
    try file.record([.sample(.lockedDown)], scope: "other.txt")
    #expect(try file.prune(before: .sample + 2.5 * 86_400) == 3)
    #expect(try file.scans().map(\.number) == [4, 5, 6])
    #expect(try file.timeline(of: .address(.v4(0xC000_0201)), port: nil).map(\.scan) == [6])
    #expect(try file.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM endpoints") } == 3)
    #expect(try file.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM lines") } == 3)
  }
}
