/// The targets of a source whose lines were surveyed before, one after the other: blank lines, comments, exclusions and
/// what cannot be read are passed over.
///
/// A list is read twice, first by `ListSurvey` to count and to find what is wrong, then by this to be walked: its entries
/// take several times the memory of its text.
struct SourceEntries: Sequence, IteratorProtocol, Sendable {
  private var lines: SourceLines

  init(_ source: TargetSource) {
    lines = source.lines
  }

  /// The number of the line that `next()` read last, from 1.
  var lineNumber: UInt64 { lines.number }

  /// The next target.
  mutating func next() -> TargetEntry? {
    while let line = lines.next() {
      if let entry = TargetEntry(surveyed: line) { return entry }
    }
    return nil
  }
}

extension TargetEntry {
  /// Reads a line that was surveyed before; nil where it holds no target.
  init?(surveyed line: ArraySlice<UInt8>) {
    guard case .target(let entry) = try? TargetLine.parse(line) else { return nil }
    self = entry
  }
}
