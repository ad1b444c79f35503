import Exposure

/// Turns a whole scan into one document. It is shown every endpoint in target order, those that the filter keeps from
/// rows too, and then the tally; it writes what it can as early as it can.
protocol DocumentWriter {
  /// Takes what changed since the scan before, which is known at the end of a scan. Most documents do not show it.
  mutating func take(_ changes: ChangesSince)
  /// Takes one endpoint. Bytes are appended, never removed.
  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8])
  /// Appends the next part of what was held back until all endpoints were known. Called behind the last endpoint, again
  /// and again, so that the whole is never in memory twice.
  /// - Returns: Whether there was one.
  mutating func release(to bytes: inout [UInt8]) -> Bool
  /// Completes the document. Called once, even where there was no endpoint.
  mutating func finish(_ summary: Summary, to bytes: inout [UInt8])
}

extension DocumentWriter {
  mutating func take(_ changes: ChangesSince) {}
  mutating func release(to bytes: inout [UInt8]) -> Bool { false }
}

/// What shapes a document.
struct DocumentSettings: Sendable {
  /// Which endpoints get rows, results or series of their own; tallies count all.
  var filter = RowSelection.all
  /// What it is told beyond the endpoints.
  var context = DocumentContext()
}
