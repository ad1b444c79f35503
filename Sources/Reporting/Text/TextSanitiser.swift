/// Makes text from a stranger safe to show: the one place where that is done, for every output.
///
/// What a server sends may hold escape sequences that rewrite a terminal, bidirectional overrides and
/// zero-width characters that hide text, or a formula that a spreadsheet would run. All limits count Unicode
/// scalars, because a single grapheme cluster may be a megabyte long.
public enum TextSanitiser {
  /// Text for one line of a terminal: no control, formatting or invisible characters.
  ///
  /// A run of line ends and tabs becomes one space; every other such character becomes visible, as `\x1b` or
  /// `\u{202e}`. At most `limit` scalars are shown; what goes beyond is cut and ends in `…`.
  public static func terminal(_ text: String, limit: Int = 256) -> String {
    if isPlain(text), text.utf8.count <= limit { return text }
    return visible(text, limit: limit)
  }

  /// Text for one CSV cell, before quoting: as for a terminal, and with a leading `'` where a spreadsheet
  /// would otherwise take the cell for a formula.
  public static func csvCell(_ text: String, limit: Int) -> String {
    let shown = terminal(text, limit: limit)
    return startsFormula(text) ? "'" + shown : shown
  }

  /// Text cut to `limit` scalars with nothing replaced, for formats that escape by themselves (JSON).
  public static func cut(_ text: String, limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard text.utf8.count > limit,
      let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }

  /// Whether all bytes are printable ASCII, so that nothing has to be replaced.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// Whether a spreadsheet would run the cell: it begins with a tab or a line end, or its first character
  /// after white space is one of `= + - @` or their full-width forms (OWASP, "CSV Injection").
  static func startsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if isLineSpace(first) { return true }
    let begin = text.unicodeScalars.first { scalar in
      !scalar.properties.isWhitespace && !isHidden(scalar)
    }
    switch begin {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
    default: return false
    }
  }

  private static func visible(_ text: String, limit: Int) -> String {
    var shown = String.UnicodeScalarView()
    var length = 0
    var afterLineSpace = false
    for scalar in text.unicodeScalars {
      let lineSpace = isLineSpace(scalar)
      if lineSpace, afterLineSpace { continue }
      afterLineSpace = lineSpace
      let piece = lineSpace ? " " : isHidden(scalar) ? escape(scalar) : String(scalar)
      length += piece.unicodeScalars.count
      guard length <= limit else {
        shown.append("…")
        break
      }
      shown.append(contentsOf: piece.unicodeScalars)
    }
    return String(shown)
  }

  private static func isLineSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Controls, formatting characters (bidirectional ones among them), and what Unicode says to draw as nothing.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let hexadecimal = String(scalar.value, radix: 16)
    guard scalar.value < 0x100 else { return "\\u{\(hexadecimal)}" }
    return hexadecimal.utf8.count == 1 ? "\\x0\(hexadecimal)" : "\\x\(hexadecimal)"
  }
}
