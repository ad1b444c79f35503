/// A report that is being written: the file of its rows, what writes them, and the document that is made of them, if
/// the format is a document.
struct OpenReport {
  let file: OutputFile
  let format: OutputFormat
  let writer: any RowWriter
  let document: DocumentFile?
  /// The document that is made as endpoints come; nil where its rows are kept first, and for rows.
  let direct: DirectDocument?
  /// Whether there can be no partial file, so that it cannot be resumed.
  let isStraight: Bool
  /// The bytes of the report that an interrupted scan completed already; nil where it is still to be written.
  let completedLength: UInt64?

  /// Opens all reports of a scan, new ones with their headers; where one cannot be opened, none is left behind.
  static func open(
    _ places: [(destination: OutputDestination, location: OutputLocation)], _ plan: ReportPlan,
    _ settings: DocumentSettings, directly isDirect: Bool, resuming checkpoint: Checkpoint?
  ) throws -> [OpenReport] {
    var opened: [OpenReport] = []
    do {
      for (destination, location) in places {
        let before = location.isStraight ? nil : checkpoint?.reports[location.path]
        let report = try OpenReport(
          destination, at: location, plan, settings, directly: isDirect, resuming: before)
        opened.append(report)
        if before == nil, report.direct == nil { try report.file.append(report.writer.header) }
      }
    } catch {
      for report in opened { report.file.discard() }
      throw error
    }
    return opened
  }

  private init(
    _ destination: OutputDestination, at location: OutputLocation, _ plan: ReportPlan,
    _ settings: DocumentSettings, directly isDirect: Bool, resuming before: Checkpoint.Report?
  ) throws {
    format = destination.format
    isStraight = location.isStraight
    let documentWriter = try format.documentWriter(settings)
    if let before, before.isComplete(at: location.path) {
      file = OutputFile(complete: location.path, length: before.length)
      completedLength = before.completeLength
      document = documentWriter.map { [file] in DocumentFile(complete: file, writer: $0) }
      direct = nil
      writer = format.rowWriter(plan) ?? JSONLinesWriter()
      return
    }
    completedLength = nil
    let length = before?.length
    if let documentWriter, isDirect {
      document = nil
      direct = DirectDocument(documentWriter)
      file = try OutputFile(creating: location.path, holdsRows: false)
      writer = JSONLinesWriter()
      return
    }
    direct = nil
    if let documentWriter {
      let document = try DocumentFile(at: location, resuming: length, writer: documentWriter)
      self.document = document
      file = document.rows
      writer = JSONLinesWriter()
      return
    }
    guard let writer = format.rowWriter(plan) else {
      throw OutputDestinationError.tableInFile(destination.path)
    }
    self.writer = writer
    document = nil
    file =
      try length.map { try OutputFile(resuming: location.path, length: $0) }
      ?? OutputFile(creating: location.path)
  }

  /// The bytes of the complete report, once its footer is written or its document rendered.
  var completeLength: UInt64 { completedLength ?? document?.renderedLength ?? file.length }

  /// Whether it takes what the filter keeps from rows: documents tally what they do not show.
  var countsAll: Bool { document != nil || direct != nil }

  /// Writes what stands behind the last row, and brings all to the disk.
  func close(rows: Int, _ summary: Summary) throws(OutputFileError) {
    if let direct {
      try direct.finish(summary, to: file)
    } else if document == nil, !file.isComplete {
      try file.append(writer.footer(rows: rows))
    }
    try file.flush()
  }

  /// Gives the complete report its own name.
  func commit() throws(OutputFileError) {
    if let document { try document.commit() } else { try file.commit() }
  }
}
