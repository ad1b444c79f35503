import Exposure
import Fixtures
import Foundation
import Pages
import Testing

@testable import Reporting

@Suite("A document among the reports of a scan")
struct DocumentFileTests {
  static let names = ["a.html", "a.md", "a.sarif", "a.prom"]

  private let directory: TemporaryDirectory
  private let rows = Observation.list.flatMap(\.self)

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("has its rows in the partial file, and appears whole under its own name at the end", arguments: names)
  func finish(name: String) throws {
    let reports = try ReportSet(.files([name], in: directory), scan: .sample())
    try reports.write(rows)
    try reports.checkpoint()
    #expect(
      directory.names == ["\(name).checkpoint", "\(name).checkpoint.clusters", "\(name).partial"])
    #expect(
      directory.text("\(name).partial") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
    try reports.finish()
    #expect(directory.names == [name])
    #expect(directory.text(name) == (try whole(name)))
  }

  @Test("can be resumed, and is then what an uninterrupted scan writes", arguments: names)
  func resume(name: String) throws {
    let plan = try ReportPlan.files([name], in: directory)
    let interrupted = try ReportSet(plan, scan: .sample())
    try interrupted.write(Observation.list[0])
    interrupted.mark(destinationsDone: 1)
    try interrupted.write(Observation.list[1])
    let remains = interrupted.abandon()
    #expect(remains.partials == [directory.file("\(name).partial")])
    #expect(directory.names == ["\(name).checkpoint", "\(name).checkpoint.clusters", "\(name).partial"])

    let resumed = try ReportSet(
      plan, scan: .sample(), resuming: Checkpoint.load(try #require(remains.checkpoint)))
    try resumed.write(Observation.list[1...].flatMap(\.self))
    try resumed.finish()
    #expect(directory.names == [name])
    #expect(directory.text(name) == (try whole(name)))
  }

  @Test("of a scan without endpoints is complete", arguments: names)
  func empty(name: String) throws {
    let reports = try ReportSet(.files([name], in: directory), scan: .sample())
    try reports.finish()
    #expect(directory.names == [name])
    #expect(try !#require(directory.text(name)).isEmpty)
  }

  @Test("is readable by whom the report before was")
  func permissions() throws {
    try directory.write("old", to: "a.html")
    chmod(directory.file("a.html"), 0o640)
    let reports = try ReportSet(.files(["a.html"], in: directory), scan: .sample())
    try reports.write(rows)
    #expect(directory.text("a.html") == "old")
    try reports.finish()
    #expect(try directory.permissions("a.html") == 0o640)
    #expect(directory.text("a.html")?.hasPrefix("<!doctype html>") == true)
  }

  @Test("counts what the filter leaves out, and shows the rest")
  func filter() throws {
    let reports = try ReportSet(.files(["a.md", "a.csv"], in: directory, filter: .exposed), scan: .sample())
    try reports.write(rows)
    try reports.finish()
    let text = try #require(directory.text("a.md"))
    #expect(text.contains("\(rows.count) endpoints scanned"))
    #expect(text.contains("| Locked down | – | 2 |"))
  }

  @Test("goes straight to what is no regular file, and leaves nothing beside it")
  func straight() async throws {
    let path = directory.file("fifo")
    #expect(mkfifo(path, 0o600) == 0)
    let reading = WholeReading(path)
    let plan = ReportPlan(destinations: [try OutputDestination("markdown:\(path)")], standardOutput: nil)
    let reports = try ReportSet(plan, scan: nil)
    try reports.write(rows)
    try reports.finish()
    #expect(String(decoding: await reading.bytes(), as: UTF8.self) == (try whole("a.md")))
    #expect(directory.names == ["fifo"])
  }

  @Test("goes to standard output when the scan is over, not before, and not when it is interrupted")
  func standardOutput() throws {
    let channel = try ByteChannel()
    let plan = ReportPlan(standardOutput: .prometheus)
    let reports = try ReportSet(plan, scan: nil, standardOutput: channel.writeEnd)
    try reports.write(Observation.list[0])
    try reports.checkpoint()
    try reports.finish()
    channel.stopWriting()
    let text = channel.read()
    #expect(text.hasPrefix("# HELP apiexpose_build_info"))
    #expect(text.contains("apiexpose_endpoints{posture=\"exposed\",verdict=\"version_leak\"} 1\n"))

    let second = try ByteChannel()
    let interrupted = try ReportSet(plan, scan: nil, standardOutput: second.writeEnd)
    try interrupted.write(rows)
    _ = interrupted.abandon()
    second.stopWriting()
    #expect(second.read() == "")
  }

  @Test(
    "keeps its rows where it cannot be rendered for want of room, and leaves no half of itself",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func fullDisk() throws {
    let disk = try SmallDisk(bytes: 256 * 1024)
    let plan = ReportPlan(
      destinations: [try OutputDestination(disk.directory.file("a.html"))], standardOutput: nil,
      documents: DocumentContext(pages: MustachePages()))
    let reports = try ReportSet(plan, scan: .sample())
    try reports.write(rows)
    try reports.checkpoint()
    try disk.fill(leaving: 8192)
    let error = #expect(throws: OutputFileError.self) { try reports.finish() }
    #expect(error?.isFailedWrite == true)
    #expect(error?.description.contains("the rows so far are in") == true)
    let remains = reports.abandon()
    #expect(remains.partials == [disk.directory.file("a.html.partial")])
    #expect(
      disk.directory.names == [
        "a.html.checkpoint", "a.html.checkpoint.clusters", "a.html.partial", "ballast",
      ])
    #expect(
      disk.directory.text("a.html.partial") == String(decoding: JSONLinesWriter().file(rows), as: UTF8.self))
  }

  @Test(
    "of results that are read back is the same, made as they come and without rows beside it",
    arguments: names)
  func direct(name: String) throws {
    let reports = try ReportSet(.files([name], in: directory), scan: nil, directly: true)
    try reports.write(rows)
    #expect(directory.names == ["\(name).partial"])
    #expect(directory.text("\(name).partial") == "")
    try reports.finish()
    #expect(directory.names == [name])
    #expect(directory.text(name) == (try whole(name)))
  }

  @Test(
    "of results that are read back leaves nothing where there is no room for it",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func directOnFullDisk() throws {
    let disk = try SmallDisk(bytes: 256 * 1024)
    let plan = ReportPlan(
      destinations: [try OutputDestination(disk.directory.file("a.sarif"))], standardOutput: nil)
    let reports = try ReportSet(plan, scan: nil, directly: true)
    for _ in 0..<100 { try reports.write(rows) }
    let error = #expect(throws: OutputFileError.self) { try reports.finish() }
    #expect(error?.isFailedWrite == true)
    #expect(error?.description.contains("so far") == false)
    #expect(reports.abandon().partials == [])
    #expect(disk.directory.names == [])
  }

  private func whole(_ name: String) throws -> String? {
    let format = try #require(OutputFormat(ending: name))
    return try format.documentWriter(DocumentSettings(context: DocumentContext(pages: MustachePages())))?
      .document(rows, clusters: Summary.of(rows).clusterCounts)
  }
}
