import Exposure

/// A document that is made as its endpoints come: of results that are read back, where nothing is to be resumed. What a
/// document writes before its end waits in memory, so that nothing is written where a line cannot be read.
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

  /// Writes the document.
  func finish(_ summary: Summary, to file: OutputFile) throws(OutputFileError) {
    while writer.release(to: &bytes) { try pass(to: file) }
    writer.finish(summary, to: &bytes)
    try pass(to: file)
  }

  private func pass(to file: OutputFile) throws(OutputFileError) {
    try file.append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
