import Exposure
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("The reports of a scan")
struct ReportSetTests {
  private let directory: TemporaryDirectory
  private let rows = Observation.list.flatMap(\.self)

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("lie in partial files until all of them are complete, with rows in the order in which they came")
  func finish() throws {
    let reports = try ReportSet(.files(["a.csv", "b.jsonl"], in: directory), scan: .sample())
    #expect(directory.names == ["a.csv.partial", "b.jsonl.partial"])
    try reports.write(rows)
    try reports.checkpoint()
    #expect(
      directory.names == [
        "a.csv.checkpoint", "a.csv.checkpoint.clusters", "a.csv.partial", "b.jsonl.partial",
      ])
    try reports.finish()
    #expect(directory.names == ["a.csv", "b.jsonl"])
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(rows), as: UTF8.self))
    #expect(directory.text("b.jsonl") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
    #expect(reports.summary.endpoints == rows.count)
  }

  @Test("hold the rows that the filter admits, and the summary counts all", arguments: RowFilter.allCases)
  func filter(filter: RowFilter) throws {
    let reports = try ReportSet(
      .files(["a.csv"], in: directory, filter: RowSelection(filter)), scan: .sample())
    try reports.write(rows)
    try reports.finish()
    let admitted = rows.filter { filter.admits(assess($0)) }
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(admitted), as: UTF8.self))
    #expect(reports.summary.endpoints == rows.count)
    #expect(reports.summary.rows == admitted.count)
  }

  @Test("hold the rows of a control, which the summary on standard output counts")
  func control() throws {
    let channel = try ByteChannel()
    var plan = try ReportPlan.files(["a.csv"], in: directory, standardOutput: .table)
    plan.filter = RowSelection(.all, controls: try ControlChoice(["STIG", "MS-TA9029"]))
    let reports = try ReportSet(plan, scan: .sample(), standardOutput: channel.writeEnd)
    try reports.write(rows)
    try reports.finish()
    let admitted = rows.filter { assess($0).controls.contains { $0.framework == "STIG" } }
    #expect(!admitted.isEmpty && admitted.count < rows.count)
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(admitted), as: UTF8.self))
    #expect(reports.summary.rows == admitted.count)
    let text = channel.read()
    let counts = text.components(separatedBy: "\nBy control\n").last ?? ""
    #expect(
      counts.contains("  STIG-V-242390  \(admitted.count) endpoints  The Kubernetes API server must have"))
    #expect(counts.contains("  MS-TA9029      0 endpoints  Access Kubernetes API Server\n"))
    #expect(!counts.contains("CIS"))
  }

  @Test("are complete without a single row")
  func empty() throws {
    let reports = try ReportSet(.files(["a.csv", "b.jsonl"], in: directory), scan: .sample())
    try reports.finish()
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().header, as: UTF8.self))
    #expect(directory.text("b.jsonl") == "")
  }

  @Test("leave nothing behind where one of them cannot be created")
  func refused() throws {
    try FileManager.default.createDirectory(
      atPath: directory.file("b.csv.partial"), withIntermediateDirectories: false)
    let error = #expect(throws: OutputFileError.self) {
      try ReportSet(.files(["a.csv", "b.csv"], in: directory), scan: .sample())
    }
    #expect(error == .cannotCreate(path: directory.file("b.csv.partial"), reason: "Is a directory"))
    #expect(throws: OutputFileError.self) {
      try ReportSet(.files(["a.csv", "missing/b.csv"], in: directory), scan: .sample())
    }
    #expect(directory.names == ["b.csv.partial"])
  }

  @Test("are not two in one file")
  func sameFile() throws {
    #expect(throws: OutputFileError.inUse(partial: directory.file("./a.csv.partial"))) {
      try ReportSet(.files(["a.csv", "./a.csv"], in: directory), scan: .sample())
    }
    #expect(directory.names == [])
  }

  @Test("go where the scan does not begin")
  func discard() throws {
    let reports = try ReportSet(.files(["a.csv", "b.jsonl"], in: directory), scan: .sample())
    try reports.checkpoint()
    reports.discard()
    #expect(directory.names == [])
  }

  @Test(
    "get their own names together or not at all, and can be resumed when the disk has room again",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func fullDisk() throws {
    let disk = try SmallDisk(bytes: 128 * 1024)
    let plan = ReportPlan(
      destinations: [
        try OutputDestination(directory.file("a.csv")), try OutputDestination(disk.directory.file("b.jsonl")),
      ], standardOutput: nil)
    let reports = try ReportSet(plan, scan: .sample())
    try reports.write(Observation.list[0])
    reports.mark(destinationsDone: 1)
    try reports.checkpoint()
    try disk.fill(leaving: 0)
    try reports.write(Observation.list[1...].flatMap(\.self))
    let error = #expect(throws: OutputFileError.self) { try reports.finish() }
    #expect(error?.isFailedWrite == true)
    let remains = reports.abandon()
    #expect(remains.partials == [directory.file("a.csv.partial"), disk.directory.file("b.jsonl.partial")])
    #expect(directory.names == ["a.csv.checkpoint", "a.csv.checkpoint.clusters", "a.csv.partial"])
    #expect(disk.directory.names == ["b.jsonl.partial", "ballast"])

    try disk.empty()
    let checkpoint = try Checkpoint.load(try #require(remains.checkpoint))
    let resumed = try ReportSet(plan, scan: .sample(), resuming: checkpoint)
    try resumed.write(Observation.list[Int(checkpoint.destinationsDone)...].flatMap(\.self))
    try resumed.finish()
    #expect(directory.text("a.csv") == String(decoding: CSVWriter().file(rows), as: UTF8.self))
    #expect(disk.directory.text("b.jsonl") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
  }
}
