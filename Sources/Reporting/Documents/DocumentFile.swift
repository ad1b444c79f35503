import Exposure

/// A document on its way to its place: its rows are gathered as JSON Lines, in the partial file where there is one, so
/// that an interrupted scan can be resumed; when the scan is over the document is rendered from them, beside its place,
/// and renamed.
final class DocumentFile {
  /// The rows, as JSON Lines.
  let rows: OutputFile
  /// What renders the document, before its first endpoint.
  private let writer: any DocumentWriter
  private let isStraight: Bool
  private var rendered: OutputFile?

  /// Opens what holds the rows, and the place where that can be no regular file.
  /// - Parameters:
  ///   - length: The bytes of the partial file that the checkpoint vouches for; nil for a new scan.
  ///   - writer: What renders the document when the scan is over.
  init(
    at location: OutputLocation, resuming length: UInt64?,
    writer: any DocumentWriter
  ) throws(OutputFileError) {
    self.writer = writer
    isStraight = location.isStraight
    if location.isStraight {
      rendered = try OutputFile(creating: location.path)
      rows = try OutputFile(holdingRowsOf: location.path)
    } else if let length {
      rows = try OutputFile(resuming: location.path, length: length)
    } else {
      rows = try OutputFile(creating: location.path)
    }
  }

  /// A document that got its own name before the process was killed.
  init(complete rows: OutputFile, writer: any DocumentWriter) {
    self.writer = writer
    isStraight = false
    self.rows = rows
  }

  /// The bytes of the document that is rendered and has no name of its own yet; nil before.
  var renderedLength: UInt64? { rendered?.length }

  /// A document for standard output, which stays open.
  init(
    standardOutput: OutputFile, writer: any DocumentWriter
  ) throws(OutputFileError) {
    self.writer = writer
    isStraight = true
    rendered = standardOutput
    rows = try OutputFile(holdingRowsOf: standardOutput.path)
  }

  /// Renders the document from the rows, to the disk where it has one. Nothing has its own name yet.
  func render(
    judgingBy knowledge: Knowledge, under policy: PolicyInForce?, _ changes: ChangesSince?, _ summary: Summary
  ) throws(OutputFileError) {
    guard !rows.isComplete else { return }
    try rows.flush()
    guard let reader = try rows.rows() else { return }
    let file: OutputFile
    if let rendered { file = rendered } else { file = try OutputFile(rendering: rows.path) }
    rendered = file
    var writer = writer
    if let changes { writer.take(changes) }
    do {
      try Self.render(writer, reader, knowledge, policy, summary, to: file)
      try file.flush()
    } catch {
      if !isStraight { file.remove() }
      throw failure(error)
    }
  }

  private static func render(
    _ writer: any DocumentWriter, _ reader: JSONLinesReader, _ knowledge: Knowledge,
    _ policy: PolicyInForce?, _ summary: Summary, to file: OutputFile
  ) throws {
    let document = DirectDocument(writer)
    var judge = ObservationJudge(knowing: knowledge) { observation, assessment in
      document.add(observation, policy?.applied(to: assessment, of: observation) ?? assessment)
      try document.pass(to: file)
    }
    while let observation = try reader.next() { try judge.take(observation) }
    try judge.finish()
    try document.finish(summary, to: file)
  }

  /// Gives the document its own name, and lets the rows go.
  func commit() throws(OutputFileError) {
    try rendered?.commit()
    rows.remove()
  }

  /// Lets go of what was rendered, because it will not get its name; the rows stay.
  func abandon() {
    if !isStraight { rendered?.remove() }
  }

  private func failure(_ error: any Error) -> OutputFileError {
    switch error {
    case OutputFileError.writeFailed(let path, _, let reason):
      .writeFailed(path: path, kept: rows.partialPath, reason: reason)
    case let error as OutputFileError: error
    default: .writeFailed(path: rows.path, kept: rows.partialPath, reason: "\(error)")
    }
  }
}

extension OutputFile {
  /// Reads from the beginning the rows that were written so far and flushed; nil where they cannot be read back.
  fileprivate func rows() throws(OutputFileError) -> JSONLinesReader? {
    switch try readback() {
    case nil: return nil
    case .descriptor(let number):
      return JSONLinesReader(descriptor: number, name: path, lineLimit: JSONLinesReader.ownLineLimit)
    case .file(let partial):
      do {
        return try JSONLinesReader(path: partial, lineLimit: JSONLinesReader.ownLineLimit)
      } catch {
        throw .writeFailed(path: path, kept: partial, reason: "\(error)")
      }
    }
  }
}
