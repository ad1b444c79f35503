import Mustache

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
