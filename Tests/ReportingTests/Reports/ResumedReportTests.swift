import Exposure
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("The reports of a scan that goes on")
struct ResumedReportTests {
  private let directory: TemporaryDirectory
  private let names = ["a.csv", "b.jsonl"]
  private let rows = Observation.list.flatMap(\.self)

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("are byte for byte those of one that was not interrupted, wherever that was", arguments: 0...9)
  func everywhere(written: Int) throws {
    let remains = try interrupt(after: written)
    #expect(remains.partials == names.map { directory.file($0 + ".partial") })
    #expect(remains.checkpoint == directory.file("a.csv.checkpoint"))
    let clusters = written > 0 ? ["a.csv.checkpoint.clusters"] : []
    #expect(directory.names == ["a.csv.checkpoint"] + clusters + ["a.csv.partial", "b.jsonl.partial"])

    let checkpoint = try Checkpoint.load(try #require(remains.checkpoint))
    let done = Observation.list.prefix(Int(checkpoint.destinationsDone)).flatMap(\.self)
    #expect(checkpoint.endpointsDone == UInt64(done.count))
    #expect(checkpoint.summary.endpoints == done.count)
    #expect(done.count <= written)
    try goOn(from: checkpoint)
  }

  @Test("are so too where the process was killed in the middle of a row")
  func killed() throws {
    let reports = try ReportSet(.files(names, in: directory), scan: .sample())
    try reports.write(Observation.list[0] + Observation.list[1])
    reports.mark(destinationsDone: 2)
    try reports.checkpoint()
    let checkpoint = try Checkpoint.load(directory.file("a.csv.checkpoint"))
    #expect(reports.abandon().partials.count == 2)
    for name in names {
      let partial = name + ".partial"
      try directory.write(try #require(directory.text(partial)) + "2026-11-23T22:04:5", to: partial)
    }
    try goOn(from: checkpoint)
  }

  @Test("can be interrupted again and again")
  func repeatedly() throws {
    var done: UInt64 = 0
    _ = try ReportSet(.files(names, in: directory), scan: .sample()).abandon()
    for entry in Observation.list.indices {
      let checkpoint = try Checkpoint.load(directory.file("a.csv.checkpoint"))
      #expect(checkpoint.destinationsDone == done)
      let reports = try ReportSet(.files(names, in: directory), scan: .sample(), resuming: checkpoint)
      try reports.write(Observation.list[entry])
      done += 1
      reports.mark(destinationsDone: done)
      #expect(reports.abandon().checkpoint != nil)
    }
    try goOn(from: try Checkpoint.load(directory.file("a.csv.checkpoint")))
  }

  @Test("are refused for another scan or other files, and nothing is touched")
  func refused() throws {
    let checkpoint = try Checkpoint.load(try #require(try interrupt(after: 5).checkpoint))
    let before = names.map { directory.text($0 + ".partial") }
    #expect(throws: CheckpointError.listChanged(startedAt: .sample)) {
      try ReportSet(.files(names, in: directory), scan: .sample(list: "other"), resuming: checkpoint)
    }
    #expect(throws: CheckpointError.missingReport(path: directory.file("b.jsonl"))) {
      try ReportSet(.files(["a.csv"], in: directory), scan: .sample(), resuming: checkpoint)
    }
    #expect(throws: CheckpointError.unknownReport(path: directory.file("c.csv"))) {
      try ReportSet(.files(names + ["c.csv"], in: directory), scan: .sample(), resuming: checkpoint)
    }
    #expect(throws: CheckpointError.noFile) {
      try ReportSet(ReportPlan(standardOutput: nil), scan: .sample(), resuming: checkpoint)
    }
    #expect(
      directory.names == [
        "a.csv.checkpoint", "a.csv.checkpoint.clusters", "a.csv.partial", "b.jsonl.partial",
      ])
    #expect(names.map { directory.text($0 + ".partial") } == before)
  }

  @Test("stay resumable where the scan does not begin after all")
  func discarded() throws {
    let checkpoint = try Checkpoint.load(try #require(try interrupt(after: 5).checkpoint))
    try ReportSet(.files(names, in: directory), scan: .sample(), resuming: checkpoint).discard()
    try goOn(from: checkpoint)
  }

  @Test("are no longer resumable once a new scan writes the same files", arguments: [true, false])
  func forgotten(isResumable: Bool) throws {
    _ = try interrupt(after: 5)
    let reports = try ReportSet(.files(names, in: directory), scan: isResumable ? .sample() : nil)
    #expect(directory.names == ["a.csv.partial", "b.jsonl.partial"])
    try reports.write([.leaking()])
    let remains = reports.abandon()
    #expect((remains.checkpoint != nil) == isResumable)
    #expect(remains.partials.count == 2)
  }

  @Test(
    "get the rest of their names where the first have theirs already",
    arguments: [
      (["a.csv", "b.jsonl", "c.md", "d.prom"], 0), (["a.csv", "b.jsonl", "c.md", "d.prom"], 1),
      (["c.md", "d.prom", "a.csv", "b.jsonl"], 2), (["c.md", "d.prom", "a.csv", "b.jsonl"], 3),
    ])
  func named(_ names: [String], before count: Int) throws {
    let remains = try stopped(names, afterNaming: count)
    let partials = names.dropFirst(count).map { directory.file($0 + ".partial") }
    #expect(remains.partials == partials)
    let before = names.prefix(count).map(directory.text)
    #expect(!before.contains(nil))
    let path = try #require(remains.checkpoint)
    #expect(try Checkpoint.load(path).destinationsDone == UInt64(Observation.list.count))
    // Interrupted once more before the end.
    for isLast in [false, true] {
      let reports = try ReportSet(
        .files(names, in: directory), scan: .sample(), resuming: try Checkpoint.load(path))
      if isLast { try reports.finish() } else { #expect(reports.abandon().partials == partials) }
    }
    #expect(directory.names == names.sorted())
    #expect(names.prefix(count).map(directory.text) == before)
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(rows), as: UTF8.self))
    #expect(directory.text("b.jsonl") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
  }

  @Test("are refused where one that had its name is another file now", arguments: ["", "more\r\n"])
  func named(then text: String) throws {
    let names = ["a.csv", "b.jsonl"]
    let checkpoint = try Checkpoint.load(try #require(try stopped(names, afterNaming: 1).checkpoint))
    try directory.write(text + (text.isEmpty ? "" : try #require(directory.text("a.csv"))), to: "a.csv")
    #expect(throws: OutputFileError.self) {
      try ReportSet(.files(names, in: directory), scan: .sample(), resuming: checkpoint)
    }
  }

  /// A scan that ends, and gives only the first reports their names: a directory stands in the way of the next.
  private func stopped(_ names: [String], afterNaming count: Int) throws -> ReportSet.Remains {
    let reports = try ReportSet(.files(names, in: directory), scan: .sample())
    try reports.write(rows)
    reports.mark(destinationsDone: UInt64(Observation.list.count))
    try FileManager.default.createDirectory(
      atPath: directory.file(names[count]), withIntermediateDirectories: false)
    #expect(throws: OutputFileError.self) { try reports.finish() }
    try FileManager.default.removeItem(atPath: directory.file(names[count]))
    return reports.abandon()
  }

  @Test("on standard output are the rest, and the table says so", arguments: [OutputFormat.csv, .table])
  func standardOutput(format: OutputFormat) throws {
    let checkpoint = try Checkpoint.load(try #require(try interrupt(after: 4).checkpoint))
    let channel = try ByteChannel()
    let reports = try ReportSet(
      .files(names, in: directory, standardOutput: format), scan: .sample(), resuming: checkpoint,
      standardOutput: channel.writeEnd)
    try reports.write(rows[4...])
    try reports.finish()
    let output = channel.read()
    if format == .csv {
      #expect(output == String(decoding: CSVWriter().file(Array(rows[4...])), as: UTF8.self))
    } else {
      #expect(output.hasPrefix("TARGET"))
      #expect(
        output.hasSuffix(
          "\n\n" + Summary.of(rows).text() + "4 endpoints scanned before the interruption: see the files\n"))
    }
  }

  @Test("have their checkpoint beside the first file that is no device")
  func checkpointPath() throws {
    let destinations = try ["csv:/dev/null", "csv:\(directory.file("a"))", directory.file("b.csv")].map {
      try OutputDestination($0)
    }
    #expect(try ReportSet.checkpointPath(destinations) == directory.file("a.checkpoint"))
    #expect(try ReportSet.checkpointPath(Array(destinations.prefix(1))) == nil)
    let reports = try ReportSet(
      ReportPlan(destinations: destinations, standardOutput: nil), scan: .sample())
    #expect(reports.checkpointPath == directory.file("a.checkpoint"))
    #expect(reports.abandon().partials == [directory.file("a.partial"), directory.file("b.csv.partial")])
  }

  /// A scan that is interrupted after so many rows, every entry of the list marked as soon as it is done.
  private func interrupt(after written: Int) throws -> ReportSet.Remains {
    let reports = try ReportSet(.files(names, in: directory), scan: .sample())
    var left = written
    for (entry, observations) in Observation.list.enumerated() {
      try reports.write(observations.prefix(left))
      left -= observations.count
      if left < 0 { break }
      reports.mark(destinationsDone: UInt64(entry + 1))
      if entry.isMultiple(of: 2) { try reports.checkpoint() }
    }
    return reports.abandon()
  }

  private func goOn(from checkpoint: Checkpoint) throws {
    let reports = try ReportSet(.files(names, in: directory), scan: .sample(), resuming: checkpoint)
    try reports.write(Observation.list.dropFirst(Int(checkpoint.destinationsDone)).flatMap(\.self))
    try reports.finish()
    #expect(directory.names == names)
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(rows), as: UTF8.self))
    #expect(directory.text("b.jsonl") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
    // The scan that goes on says itself when it began.
    var summary = reports.summary
    summary.period = Summary.of(rows).period
    #expect(summary == Summary.of(rows))
  }
}
