/// A report that is being written: its file, and what writes its rows.
struct OpenReport {
  let file: OutputFile
  let format: OutputFormat
  let writer: any RowWriter

  /// Opens all reports of a scan, new ones with their headers; where one cannot be opened, none is left behind.
  static func open(
    _ places: [(destination: OutputDestination, location: OutputLocation)], resuming checkpoint: Checkpoint?
  ) throws -> [OpenReport] {
    var opened: [OpenReport] = []
    do {
      for (destination, location) in places {
        guard let writer = destination.format.rowWriter else {
          throw OutputDestinationError.tableInFile(destination.path)
        }
        let before = location.isStraight ? nil : checkpoint?.reports[location.path]
        let file =
          try before.map { try OutputFile(resuming: location.path, length: $0.length) }
          ?? OutputFile(creating: location.path)
        opened.append(OpenReport(file: file, format: destination.format, writer: writer))
        if before == nil { try file.append(writer.header) }
      }
    } catch {
      for report in opened { report.file.discard() }
      throw error
    }
    return opened
  }
}
