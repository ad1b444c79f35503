/// Texts of a source, as the knowledge keeps them.
enum PlainText {
  /// The longest sentence that is kept, in characters.
  static let longest = 240

  /// One line without what controls a terminal or turns the direction of writing. What is longer is cut at a word.
  static func line(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(4 * longest).map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: " "
      default: Character(scalar)
      }
    }
    let line = String(shown).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard line.count > longest else { return line }
    let cut = line.prefix(longest)
    return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + " ..."
  }

  /// An address that can be shown; nil for what is none.
  static func address(_ text: String) -> String? {
    let isOne =
      text.hasPrefix("https://") && text.utf8.count <= 300
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    return isOne ? text : nil
  }
}
