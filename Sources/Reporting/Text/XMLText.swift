/// Text in XML 1.0.
enum XMLText {
  /// Text from outside, safe in an attribute and between tags: sanitised, and its markup escaped.
  static func escaped(_ text: String, limit: Int = 256) -> String {
    markup(TextSanitiser.terminal(text, limit: limit))
  }

  /// Text with its markup escaped, scalar by scalar, as a parser reads it; the same in HTML. The characters that XML 1.0
  /// does not have (§2.2 Char) become U+FFFD.
  static func markup(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(isCharacter(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }

  /// Whether XML 1.0 has the character.
  static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
