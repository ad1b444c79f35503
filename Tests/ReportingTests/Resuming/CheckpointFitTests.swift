import Exposure
import Targets
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("A checkpoint that does not fit")
struct CheckpointFitTests {
  private let directory: TemporaryDirectory
  private let names = ["a.csv", "b.jsonl"]
  private let checkpoint: Checkpoint

  init() throws {
    directory = try TemporaryDirectory()
    let reports = try ReportSet(.files(names, in: directory), scan: .sample())
    try reports.write(Observation.list[0] + Observation.list[1])
    reports.mark(destinationsDone: 2)
    _ = reports.abandon()
    checkpoint = try Checkpoint.load(directory.file("a.csv.checkpoint"))
  }

  private func resume(_ checkpoint: Checkpoint) throws {
    let before = names.map { directory.text($0 + ".partial") }
    defer { #expect(names.map { directory.text($0 + ".partial") } == before) }
    _ = try ReportSet(.files(names, in: directory), scan: .sample(), resuming: checkpoint).abandon()
  }

  private func expectRefused(_ words: String, _ change: (inout Checkpoint) -> Void) throws {
    var changed = checkpoint
    change(&changed)
    let error = #expect(throws: CheckpointError.self) { try resume(changed) }
    if case .doesNotFit? = error {} else { Issue.record("\(String(describing: error))") }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  private func changeLength(_ name: String, _ checkpoint: inout Checkpoint, to length: (UInt64) -> UInt64) {
    for path in checkpoint.reports.keys where path.hasSuffix(name) {
      if let before = checkpoint.reports[path]?.length { checkpoint.reports[path]?.length = length(before) }
    }
  }

  @Test("as it was written fits")
  func fits() throws {
    try resume(checkpoint)
  }

  @Test("fits, though Shadowserver's format has rows for exposed API servers alone")
  func shadowserver() throws {
    let names = ["c.shadowserver.csv", "d.csv"]
    let plan = try ReportPlan.files(names, in: directory)
    let reports = try ReportSet(plan, scan: .sample())
    try reports.write(Observation.list[0] + Observation.list[1] + [.leaking()])
    reports.mark(destinationsDone: 3)
    _ = reports.abandon()
    var checkpoint = try Checkpoint.load(directory.file("c.shadowserver.csv.checkpoint"))
    let written = try #require(directory.text("c.shadowserver.csv.partial"))
    #expect(written.split(separator: "\n").count - 1 < checkpoint.summary.rows)
    _ = try ReportSet(plan, scan: .sample(), resuming: checkpoint).abandon()
    var forged = checkpoint
    forged.summary.rows = -1
    #expect(throws: CheckpointError.self) { try ReportSet(plan, scan: .sample(), resuming: forged) }
    changeLength("c.shadowserver.csv", &checkpoint) { _ in 0 }
    #expect(throws: CheckpointError.self) { try ReportSet(plan, scan: .sample(), resuming: checkpoint) }
  }

  @Test("is refused where a length ends in the middle of a row", arguments: ["a.csv", "b.jsonl"])
  func middle(_ name: String) throws {
    try expectRefused("has no end of a line") { changeLength(name, &$0) { $0 - 3 } }
  }

  @Test("is refused where a file has fewer rows than are counted", arguments: ["a.csv", "b.jsonl"])
  func rows(_ name: String) throws {
    let text = try #require(directory.text(name + ".partial"))
    let firstLine = UInt64(try #require(text.utf8.firstIndex(of: 0x0A)).utf16Offset(in: text) + 1)
    try expectRefused("rows up to byte") { changeLength(name, &$0) { _ in firstLine } }
  }

  @Test("is refused where its counts disagree", arguments: [UInt64(0), 1, 1_000_000])
  func counts(_ endpoints: UInt64) throws {
    try expectRefused("are counted") { $0.endpointsDone = endpoints }
    try expectRefused("are counted") { $0.summary.add(Assessment(verdict: .closed)) }
  }

  @Test("is refused where all counts agree, but not with the files")
  func countsAgree() throws {
    try expectRefused("where there should be") {
      $0.summary.add(Assessment(verdict: .closed))
      $0.summary.rows += 1
      $0.endpointsDone += 1
    }
  }

  @Test(
    "is refused where the list has less, or other, than is done",
    arguments: [
      (DoneDestinations(destinations: 3, endpoints: 3), "the list has 3"),
      (DoneDestinations(destinations: 4, endpoints: 4), "have 4"),
      (DoneDestinations(destinations: 4, endpoints: 6), "have 6"),
      (DoneDestinations(destinations: 4, endpoints: 2, mostOfNames: 2), "have 2 to 4"),
      (DoneDestinations(destinations: 4, endpoints: 5), nil),
      (DoneDestinations(destinations: 4, endpoints: 2, mostOfNames: 3), nil),
      (DoneDestinations(destinations: 4, endpoints: 5, mostOfNames: .max), nil),
    ] as [(DoneDestinations, String?)])
  func list(_ done: DoneDestinations, _ words: String?) throws {
    var changed = checkpoint
    changed.destinationsDone = 4
    changed.endpointsDone = 5
    guard let words else { return try changed.verify(done) }
    let error = #expect(throws: CheckpointError.self) { try changed.verify(done) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
