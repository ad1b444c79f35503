/// The characters that text for a person is drawn with.
public enum Glyphs: Sendable, Hashable {
  /// Whatever Unicode has.
  case unicode
  /// Of our own only ASCII; text of others, such as a label, stays as it is. For pipes.
  case ascii
  /// Nothing but ASCII: what is beyond it in text of others becomes visible, as `\u{6f22}`. In a locale of 8 bits, bytes
  /// of UTF-8 can be control characters (0x9B begins an escape sequence, ECMA-48 §8.3.16).
  case asciiOnly

  /// The mark of what is cut, one column wide.
  var ellipsis: String { self == .unicode ? "…" : "~" }

  /// The text in these characters.
  public func text(_ text: String) -> String {
    guard self != .unicode, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      switch scalar {
      case "…": shown += "..."
      case "█": shown += "#"
      case "░": shown += "-"
      case _ where scalar.isASCII || self == .ascii: shown.unicodeScalars.append(scalar)
      case "–", "—": shown += "-"
      default: shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
  }
}
