import Exposure
import Targets

/// A list in one cell: words with spaces between them, as many as fit and then how many there are beyond:
/// `a b … and 17 more`.
enum CellList {
  /// The text of a list.
  ///
  /// - Parameter limit: The longest text in Unicode scalars. What is not printable ASCII counts tenfold, so that the text
  ///   still fits where such characters are shown as `\u{202e}`.
  static func text(_ words: [String], within limit: Int) -> String {
    let note = note(words.count).utf8.count
    // One scalar is kept back, as the note's `…` takes more bytes than it is long.
    let taken = words.fitting(limit - 1, separator: 1, note: note, size: size)
    guard taken < words.count else { return words.joined(separator: " ") }
    return (words[..<taken] + [Self.note(words.count - taken)]).joined(separator: " ")
  }

  private static func note(_ count: Int) -> String { "… and \(grouped(count)) more" }

  private static func size(of word: String) -> Int {
    word.unicodeScalars.reduce(0) { $0 + ((0x20...0x7E).contains($1.value) ? 1 : 10) }
  }
}
