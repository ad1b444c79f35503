import Exposure
import Fixtures
import Foundation
import Reporting
import Targets
import Testing

@testable import Pipeline

@Suite("The life of an exception")
struct PolicyLifeTests {
  private static let endpoints: [Observation] = [.sample(1), .sample(2, leaks: false), .sample(3)]

  private static func policy(at day: CalendarDay) -> PolicyInForce {
    let exception = PolicyException(
      [.finding(.anonymousVersion)], match: PolicyMatch(targets: [NameGlob("192.0.2.1")]), reason: "demo",
      expires: CalendarDay.on("2026-12-31"), line: 3)
    return PolicyInForce(Policy(exceptions: [exception]), at: day.start)
  }

  private static func plan(_ file: String, _ policy: PolicyInForce?) throws -> ReportPlan {
    ReportPlan(
      destinations: [try OutputDestination(file)], standardOutput: nil,
      documents: DocumentContext(policy: policy))
  }

  private static func scan(
    at day: CalendarDay, in directory: TemporaryDirectory, as name: String = "a.csv"
  ) async throws -> (summary: Summary, text: String) {
    let pipeline = Pipeline(
      try ReportSet(try plan(directory.file(name), policy(at: day)), scan: nil), knowing: .none)
    pipeline.queue.put(
      endpoints.enumerated().map { OrderedObservation($0.element, destination: UInt64($0.offset)) })
    let summary = try await pipeline.finish()
    return (summary, directory.text(name) ?? "")
  }

  static let days: [(CalendarDay, isAccepted: Bool, notice: String?)] = [
    (CalendarDay.on("2026-11-01"), true, nil), (CalendarDay.on("2026-12-15"), true, "end"),
    (CalendarDay.on("2026-12-31"), true, "end"),
    (CalendarDay.on("2027-01-01"), false, "expired"),
  ]

  @Test("it is accepted, about to end, and counts again once it has expired", arguments: days)
  func life(_ day: CalendarDay, _ isAccepted: Bool, _ notice: String?) async throws {
    let directory = try TemporaryDirectory()
    let (summary, text) = try await Self.scan(at: day, in: directory)
    #expect(column("accepted", of: text).map { !$0.isEmpty } == [isAccepted, false, false])
    #expect(column("severity", of: text) == ["medium", "none", "medium"])
    #expect(FailureCondition.exposed.count(in: summary) == (isAccepted ? 1 : 2))
    let notices = PolicyNotices(Self.policy(at: day))
    #expect(notices.dates.count == (notice == nil ? 0 : 1))
    #expect(notices.dates.allSatisfy { $0.contains(notice ?? "") })
    #expect(notices.unused(in: summary) == nil, "an expired one still matches")
  }

  @Test("a document that is rendered when the scan is over says what the rows say")
  func rendered() async throws {
    let directory = try TemporaryDirectory()
    let before = try await Self.scan(at: CalendarDay.on("2026-11-01"), in: directory, as: "a.md").text
    #expect(before.contains("## Accepted risks"))
    #expect(before.contains("1 risk on 1 endpoint is accepted"))
    let after = try await Self.scan(at: CalendarDay.on("2027-01-01"), in: directory, as: "b.md").text
    #expect(after.contains("1 exception of the policy has expired"))
    #expect(!after.contains("is accepted"))
  }

  @Test("results that are read back are judged under the policy of the day, and not under that of their scan")
  func reread() async throws {
    let directory = try TemporaryDirectory()
    _ = try await Self.scan(at: CalendarDay.on("2026-11-01"), in: directory, as: "a.jsonl")
    for (day, count) in [(CalendarDay.on("2026-11-01"), 1), (CalendarDay.on("2027-01-01"), 2)]
      as [(CalendarDay, Int)]
    {
      let reader = try JSONLinesReader(path: directory.file("a.jsonl"))
      let summary = try await Pipeline.reread(try Self.plan(directory.file("b.csv"), Self.policy(at: day))) {
        take in
        while let observation = try reader.next() { try take(observation) }
      }
      #expect(FailureCondition.exposed.count(in: summary) == count)
    }
  }

  /// Keeps what it is given.
  private final class Kept: ArchivedScan {
    let number: Int64 = 1
    private let take: (Assessment) -> Void

    init(_ take: @escaping (Assessment) -> Void) {
      self.take = take
    }

    func add(_ observation: Observation, _ assessment: Assessment) -> SeenTimes? {
      take(assessment)
      return nil
    }
    func flush() {}
    func finish(_ summary: Summary) {}
    func abandon() {}
  }

  @Test("an archive keeps what was seen, and nothing of the policy")
  func archive() throws {
    let directory = try TemporaryDirectory()
    var kept: [Assessment] = []
    let writer = PipelineWriter(
      try ReportSet(
        try Self.plan(directory.file("a.csv"), Self.policy(at: CalendarDay.on("2026-11-01"))), scan: nil),
      archived: Kept { kept.append($0) }, skipped: 0, knowing: .none, patience: .seconds(60))
    try writer.take([OrderedObservation(.sample(1), destination: 0)])
    let summary = try writer.finish(ScanEnding())
    #expect(summary.policy.risks == 1)
    #expect(kept.map(\.policy) == [nil])
  }
}
