/// A report that is being written: the file of its rows, what writes them, and the document that is made of them, if
/// the format is a document.
struct OpenReport {
  let file: OutputFile
  let format: OutputFormat
  let writer: any RowWriter
  let document: DocumentFile?

  /// Opens all reports of a scan, new ones with their headers; where one cannot be opened, none is left behind.
  static func open(
    _ places: [(destination: OutputDestination, location: OutputLocation)], of part: ScannedPart?,
    resuming checkpoint: Checkpoint?
  ) throws -> [OpenReport] {
    var opened: [OpenReport] = []
    do {
      for (destination, location) in places {
        let before = location.isStraight ? nil : checkpoint?.reports[location.path]
        let report = try OpenReport(destination, at: location, of: part, resuming: before?.length)
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
    resuming length: UInt64?
  ) throws {
    format = destination.format
    if let makeWriter = format.documentWriter {
      let document = try DocumentFile(at: location, resuming: length, writer: makeWriter)
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

  /// Gives the complete report its own name.
  func commit() throws(OutputFileError) {
    if let document { try document.commit() } else { try file.commit() }
  }
}
