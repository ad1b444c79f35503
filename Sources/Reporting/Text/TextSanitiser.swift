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
    var bytes: [UInt8] = []
    append(text, limit: limit, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `terminal(_:limit:)` returns, as UTF-8.
  static func append(_ text: String, limit: Int, to bytes: inout [UInt8]) {
    var text = text
    let plain = text.withUTF8 { utf8 in
      let plain = plainCount(utf8, limit: limit)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[..<plain]))
      return plain
    }
    guard plain < text.utf8.count else { return }
    let rest = text.utf8.index(text.utf8.startIndex, offsetBy: plain)
    appendVisible(text.unicodeScalars[rest...], limit: limit - plain, to: &bytes)
  }

  /// Appends text for one CSV cell, before quoting: as for a terminal, and with a `'` wherever a spreadsheet would
  /// otherwise take a cell for a formula.
  ///
  /// That is the start of the text, and every place behind a comma or semicolon in it: where the semicolon is the
  /// separator (Excel in German, French and most European locales; LibreOffice, which takes comma, semicolon and tab
  /// together), a cell begins there, and the quotes around ours are no quotes, because they do not stand at its start.
  /// Tabs are gone by then.
  static func appendCell(_ text: String, limit: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    if startsFormula(text) { bytes.append(UInt8(ascii: "'")) }
    append(text, limit: limit, to: &bytes)
    guard bytes[start...].contains(where: isCellSeparator) else { return }
    let cell = Array(bytes[start...])
    bytes.removeSubrange(start...)
    for (index, byte) in cell.enumerated() {
      bytes.append(byte)
      if isCellSeparator(byte), startsFormula(behind: cell[(index + 1)...]) {
        bytes.append(UInt8(ascii: "'"))
      }
    }
  }

  private static func isCellSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  /// Whether a cell that began here would be run. Quotes before the formula count for nothing: `""=1` is an empty text
  /// in quotes with the formula behind it.
  private static func startsFormula(behind rest: ArraySlice<UInt8>) -> Bool {
    let rest = rest.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: " ") }
    guard let first = rest.first else { return false }
    if "=+-@".utf8.contains(first) { return true }
    // White space and full-width forms beyond ASCII; the longest run of spaces that is looked through.
    return first >= 0x80 && startsFormula(String(decoding: rest.prefix(256), as: UTF8.self), quotes: true)
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
    var text = text
    return text.withUTF8 { plainCount($0, limit: .max) == $0.count }
  }

  /// How many bytes at the beginning, `limit` at most, are printable ASCII.
  private static func plainCount(_ utf8: UnsafeBufferPointer<UInt8>, limit: Int) -> Int {
    let end = min(utf8.count, limit)
    var count = 0
    while count < end, (0x20...0x7E).contains(utf8[count]) { count += 1 }
    return count
  }

  /// Whether a spreadsheet would run the cell: it begins with a tab or a line end, or its first character
  /// after white space is one of `= + - @` or their full-width forms (OWASP, "CSV Injection").
  /// - Parameter quotes: Whether quotes before it are looked through.
  static func startsFormula(_ text: String, quotes: Bool = false) -> Bool {
    guard let first = text.unicodeScalars.first, !isLetterOrDigit(first) else { return false }
    if isLineSpace(first) { return true }
    let begin = text.unicodeScalars.first { scalar in
      !isHidden(scalar) && !(scalar == " " || !scalar.isASCII && scalar.properties.isWhitespace)
        && !(quotes && scalar == "\"")
    }
    switch begin {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
    default: return false
    }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z": true
    default: false
    }
  }

  /// Line ends and tabs: what would break a line, or move the columns of a table.
  static func isLineSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Controls, formatting characters (bidirectional ones among them), and what Unicode says to draw as nothing.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate: true
    default: false
    }
  }

  private static func appendVisible(
    _ scalars: Substring.UnicodeScalarView, limit: Int, to bytes: inout [UInt8]
  ) {
    var left = limit
    var afterLineSpace = false
    for scalar in scalars {
      let lineSpace = isLineSpace(scalar)
      if lineSpace, afterLineSpace { continue }
      afterLineSpace = lineSpace
      let escaped = !lineSpace && isHidden(scalar) ? escape(scalar) : nil
      left -= escaped?.utf8.count ?? 1
      guard left >= 0 else {
        bytes.append(contentsOf: "…".utf8)
        return
      }
      if let escaped {
        bytes.append(contentsOf: escaped.utf8)
      } else if lineSpace {
        bytes.append(UInt8(ascii: " "))
      } else if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let hexadecimal = String(scalar.value, radix: 16)
    guard scalar.value < 0x100 else { return "\\u{\(hexadecimal)}" }
    return hexadecimal.utf8.count == 1 ? "\\x0\(hexadecimal)" : "\\x\(hexadecimal)"
  }
}

/// Text of the user's own, such as a path, safe for a line of a terminal.
public func printable(_ text: String) -> String { TextSanitiser.terminal(text, limit: 1024) }
