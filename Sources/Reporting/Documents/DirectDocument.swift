import Exposure

/// A document that is made as its endpoints come: of results that are read back. What it writes before its end waits in
/// memory, unless it is passed on, so that nothing is written where a line cannot be read.
final class DirectDocument {
  private var writer: any DocumentWriter
  private var bytes: [UInt8] = []

  /// A document that has no endpoint yet.
  init(_ writer: any DocumentWriter) {
    self.writer = writer
  }

  /// Takes one endpoint.
  func add(_ observation: Observation, _ assessment: Assessment) {
    writer.add(observation, assessment, to: &bytes)
  }

  /// Writes the document to its end.
  func finish(_ summary: Summary, to file: OutputFile) throws(OutputFileError) {
    while writer.release(to: &bytes) { try pass(to: file) }
    writer.finish(summary, to: &bytes)
    try pass(to: file)
  }

  /// Writes what there is of the document.
  func pass(to file: OutputFile) throws(OutputFileError) {
    guard !bytes.isEmpty else { return }
    try file.append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
