import Mustache
import Reporting

/// Escapes for HTML scalar by scalar. Mustache's own way goes by grapheme clusters, and a quotation mark that a
/// combining mark follows is another cluster than a quotation mark: to a browser it ends an attribute all the same.
struct PageEscaping: MustacheContentType {
  /// The name by which the template asks for it.
  static let name = "APIEXPOSE_HTML"

  func escapeText(_ text: String) -> String { TemplateEscaping.html.escaped(text) }
}
