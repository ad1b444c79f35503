import Mustache

/// Text for the page: nothing in it acts, and nothing hides.
enum PageText {
  /// Text for one line.
  static func line(_ text: String, limit: Int = 256) -> String { TextSanitiser.terminal(text, limit: limit) }

  /// Text of several lines: at most `limit` scalars of it, 200 lines, each sanitised by itself.
  static func lines(_ text: String, limit: Int) -> String {
    TextSanitiser.cut(text, limit: limit)
      .split(separator: "\n", maxSplits: 199, omittingEmptySubsequences: false)
      .map { TextSanitiser.terminal(String($0), limit: limit) }
      .joined(separator: "\n")
  }
}

/// Escapes for HTML scalar by scalar. Mustache's own way goes by grapheme clusters, and a quotation mark that a
/// combining mark follows is another cluster than a quotation mark: to a browser it ends an attribute all the same.
struct PageEscaping: MustacheContentType {
  /// The name by which the template asks for it.
  static let name = "APIEXPOSE_HTML"

  func escapeText(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
