import Exposure
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("The report on standard output")
struct StandardOutputReportTests {
  private let channel: ByteChannel
  private let directory: TemporaryDirectory

  init() throws {
    channel = try ByteChannel()
    directory = try TemporaryDirectory()
  }

  @Test("is the table and the summary, at the end")
  func table() throws {
    let reports = try open(.table)
    try reports.write([.leaking(), .sample(.refused)])
    try reports.checkpoint()
    try reports.finish()
    var table = TableWriter()
    table.add(.leaking(), assess(.leaking()))
    table.add(.sample(.refused), assess(.sample(.refused)))
    #expect(output() == table.text(reports.summary))
  }

  @Test("is only the summary where no row is admitted")
  func noRows() throws {
    let reports = try ReportSet(
      ReportPlan(filter: .exposed), scan: nil, standardOutput: channel.writeEnd)
    try reports.write([.sample(.refused)])
    try reports.finish()
    #expect(output() == reports.summary.text())
  }

  @Test("is rows as the scan goes on, and nothing else", arguments: [OutputFormat.csv, .jsonl])
  func rows(format: OutputFormat) throws {
    let writer = try #require(format.rowWriter(ReportPlan()))
    let reports = try open(format)
    try reports.write([.leaking()])
    try reports.checkpoint()
    #expect(channel.read() == String(decoding: writer.file([.leaking()]), as: UTF8.self))
    try reports.write([.sample(.refused)])
    try reports.finish()
    #expect(output() == writer.row(.sample(.refused)))
  }

  @Test("is nothing where files are all that is wanted")
  func nothing() throws {
    let reports = try open(nil)
    try reports.write([.leaking()])
    try reports.finish()
    #expect(output() == "")
  }

  @Test("shows what was seen of a scan that was interrupted, once")
  func abandoned() throws {
    let reports = try open(.table)
    try reports.write([.leaking()])
    let remains = reports.abandon()
    #expect(remains == ReportSet.Remains(partials: [], checkpoint: nil))
    _ = reports.abandon()
    var table = TableWriter()
    table.add(.leaking(), assess(.leaking()))
    #expect(output() == table.text(reports.summary))
  }

  @Test("does not keep the files from being completed where its reader has gone")
  func readerGone() throws {
    channel.stopReading()
    let reports = try ReportSet(
      .files(["a.csv"], in: directory, standardOutput: .table), scan: .sample(),
      standardOutput: channel.writeEnd)
    try reports.write([.leaking()])
    #expect(throws: OutputFileError.readerGone(path: "standard output")) { try reports.finish() }
    #expect(directory.names == ["a.csv"])
    #expect(reports.abandon() == ReportSet.Remains(partials: [], checkpoint: nil))
    #expect(directory.names == ["a.csv"])
  }

  @Test("ends the scan where its reader has gone while rows come", arguments: [OutputFormat.csv, .jsonl])
  func readerGoneEarly(format: OutputFormat) throws {
    channel.stopReading()
    let reports = try open(format)
    #expect(throws: OutputFileError.readerGone(path: "standard output")) {
      for _ in 0..<10_000 { try reports.write([.complete]) }
    }
  }

  private func open(_ format: OutputFormat?) throws -> ReportSet {
    try ReportSet(ReportPlan(standardOutput: format), scan: nil, standardOutput: channel.writeEnd)
  }

  /// All that is left to read.
  private func output() -> String {
    channel.stopWriting()
    return channel.read()
  }
}
