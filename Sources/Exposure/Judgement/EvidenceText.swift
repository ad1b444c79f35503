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
    let whole = joined(separator: separator)
    guard whole.unicodeScalars.count > count else { return whole }
    // The longest note that this many texts can have.
    let room = count - Self.note(self.count, of: self.count, separator).unicodeScalars.count
    var text = ""
    var taken = 0
    var length = 0
    for part in self {
      let more = part.unicodeScalars.count + (taken == 0 ? 0 : separator.unicodeScalars.count)
      guard length + more <= room else { break }
      text += (taken == 0 ? "" : separator) + part
      length += more
      taken += 1
    }
    guard taken > 0 else { return whole.bounded(to: count) }
    return text + Self.note(self.count - taken, of: self.count, separator)
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
