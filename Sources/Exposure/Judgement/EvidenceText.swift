import Targets

/// Evidence is bounded, and says how much there was where something was cut.
extension String {
  /// The text with at most `count` Unicode scalars; where something was cut, its end says how long the text was, within
  /// the bound. (A `Character` has no bound: marks without end may follow one letter.)
  func bounded(to count: Int) -> String {
    let length = unicodeScalars.count
    guard length > count else { return self }
    let note = "… (\(grouped(length)) characters)"
    return String(unicodeScalars.prefix(max(0, count - note.unicodeScalars.count))) + note
  }
}

extension Collection<String> {
  /// As many whole texts as fit into `count` Unicode scalars, joined; where some were left out, the end says how many of
  /// how many, within the bound. One text that does not fit by itself is cut.
  func joined(separator: String, boundedTo count: Int) -> String {
    // The longest note that this many texts can have.
    let note = Self.note(self.count, of: self.count, separator).unicodeScalars.count
    let taken = fitting(count, separator: separator.unicodeScalars.count, note: note) {
      $0.unicodeScalars.count
    }
    guard taken < self.count else { return joined(separator: separator) }
    guard taken > 0 else { return joined(separator: separator).bounded(to: count) }
    return prefix(taken).joined(separator: separator)
      + Self.note(self.count - taken, of: self.count, separator)
  }

  /// How many whole texts from the beginning fit into `limit`: all of them, or as many as leave room for a note of how
  /// many were left out.
  /// - Parameters:
  ///   - separator: The size of what stands between two texts.
  ///   - note: The size of the note with its separator.
  ///   - size: The size of a text, in the unit of the limit.
  package func fitting(_ limit: Int, separator: Int, note: Int, size: (String) -> Int) -> Int {
    var taken = 0
    var takenBesideNote = 0
    var length = 0
    for text in self {
      length += size(text) + (taken == 0 ? 0 : separator)
      guard length <= limit else { return takenBesideNote }
      taken += 1
      if length <= limit - note { takenBesideNote = taken }
    }
    return taken
  }

  private static func note(_ left: Int, of all: Int, _ separator: String) -> String {
    "\(separator)… and \(grouped(left)) more of \(grouped(all))"
  }
}

extension Response {
  /// The lines of a list of health checks, those that fail first, bounded; the end says what was left out.
  func healthLines(boundedTo count: Int) -> String {
    let lines = body.split(separator: "\n").map(String.init)
    let failing = lines.filter { $0.hasPrefix("[-]") }
    guard !failing.isEmpty, lines.first != failing.first || body.unicodeScalars.count > count || bodyTruncated
    else { return body.bounded(to: count) }
    let others = lines.filter { !$0.hasPrefix("[-]") }
    let note = bodyTruncated ? "\n(the list was longer than what is kept of an answer)" : ""
    return (failing + others).joined(separator: "\n", boundedTo: count - note.unicodeScalars.count) + note
  }
}
