/// A report that is being written: the file of its rows, what writes them, and the document that is made of them, if
/// the format is a document.
struct OpenReport {
  let file: OutputFile
  let format: OutputFormat
  let writer: any RowWriter
  let document: DocumentFile?
  /// Whether there can be no partial file, so that it cannot be resumed.
  let isStraight: Bool
  /// The bytes of the report that an interrupted scan completed already; nil where it is still to be written.
  let completedLength: UInt64?

  /// Opens all reports of a scan, new ones with their headers; where one cannot be opened, none is left behind.
  static func open(
    _ places: [(destination: OutputDestination, location: OutputLocation)], of part: ScannedPart?,
    _ settings: DocumentSettings, resuming checkpoint: Checkpoint?
  ) throws -> [OpenReport] {
    var opened: [OpenReport] = []
    do {
      for (destination, location) in places {
        let before = location.isStraight ? nil : checkpoint?.reports[location.path]
        let report = try OpenReport(destination, at: location, of: part, settings, resuming: before)
        opened.append(report)
        if before == nil { try report.file.append(report.writer.header) }
      }
    } catch {
      for report in opened { report.file.discard() }
      throw error
    }
    return opened
  }

  private init(
    _ destination: OutputDestination, at location: OutputLocation, of part: ScannedPart?,
    _ settings: DocumentSettings, resuming before: Checkpoint.Report?
  ) throws {
    format = destination.format
    isStraight = location.isStraight
    let documentWriter = try format.documentWriter(settings)
    if let before, before.isComplete(at: location.path) {
      file = OutputFile(complete: location.path, length: before.length)
      completedLength = before.completeLength
      document = documentWriter.map { [file] in DocumentFile(complete: file, writer: $0) }
      writer = format.rowWriter(of: part) ?? JSONLinesWriter()
      return
    }
    completedLength = nil
    let length = before?.length
    if let documentWriter {
      let document = try DocumentFile(at: location, resuming: length, writer: documentWriter)
      self.document = document
      file = document.rows
      writer = JSONLinesWriter()
      return
    }
    guard let writer = format.rowWriter(of: part) else {
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

  /// Writes what stands behind the last row, and brings all to the disk.
  func close(rows: Int) throws(OutputFileError) {
    if document == nil, !file.isComplete { try file.append(writer.footer(rows: rows)) }
    try file.flush()
  }

  /// Gives the complete report its own name.
  func commit() throws(OutputFileError) {
    if let document { try document.commit() } else { try file.commit() }
  }
}
