import Fixtures
import Foundation
import Testing

@Suite("The time of a scan", .timeLimit(.minutes(10)))
struct ScanPeriodTests {
  /// The value of a metric without labels.
  private static func metric(_ name: String, in text: String?) throws -> Double {
    let line = try #require(text?.split(separator: "\n").first { $0.hasPrefix("\(name) ") })
    return try #require(Double(line.dropFirst(name.utf8.count + 1)))
  }

  @Test("is the clock's, also where no endpoint answers, and its lines tell it again")
  func silent() async throws {
    let gate = try await GateServer.start()
    let directory = try TemporaryDirectory()
    let history = directory.file("h.sqlite")
    let begun = Date.now.timeIntervalSince1970
    let scan = try await Command.run(
      "scan", "127.0.0.1:\(gate.port)", "127.0.0.1:1", "-q", "--deadline", "2s", "--retries", "0",
      "--history",
      history, "-o", directory.file("a.prom"), "-o", directory.file("a.jsonl"))
    let ended = Date.now.timeIntervalSince1970
    #expect(scan.status == 0)
    try await gate.stop()
    func check(_ text: String?) throws {
      let duration = try Self.metric("apiexpose_scan_duration_seconds", in: text)
      let end = try Self.metric("apiexpose_scan_last_success_timestamp_seconds", in: text)
      #expect(duration >= 1.9 && duration <= ended - begun)
      // Lines hold whole seconds.
      #expect(end >= begun + 0.9 && end <= ended)
    }
    try check(directory.text("a.prom"))
    let report = try await Command.run("report", directory.file("a.jsonl"), "--format", "prometheus")
    try check(report.output)
    let listed = Report(
      try await Command.run("history", "list", "--history", history, "--format", "csv").output)
    #expect(Int(listed["seconds"].first ?? "").map { $0 >= 2 } == true)
  }
}
