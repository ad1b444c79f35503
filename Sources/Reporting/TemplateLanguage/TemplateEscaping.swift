/// How the values of a template are escaped, so that no text of a stranger becomes markup. What stands between three
/// braces is not escaped.
public enum TemplateEscaping: String, Sendable, CaseIterable {
  /// HTML and XML: the markup becomes entities.
  case html
  /// Within the quotes of a JSON string.
  case json
  /// One value a cell: quotes are put around it where it needs them, and no spreadsheet runs it.
  case csv
  /// Markdown: a backslash stands before what would be markup, a link or a mention.
  case markdown
  /// Nothing: a value is one line without control characters, and that is all.
  case text

  /// The escaping of a template by the ending of its name: `mail.html`, `slack.json.mustache`.
  public init(fileName: String) {
    let name = fileName.split(separator: "/").last ?? ""
    var endings = name.split(separator: ".").dropFirst().map { $0.lowercased() }
    if let last = endings.last, ["mustache", "tmpl", "tpl", "template"].contains(last) {
      endings.removeLast()
    }
    self =
      switch endings.last {
      case "html", "htm", "xhtml", "xml", "svg": .html
      case "json", "jsonl", "ndjson": .json
      case "csv": .csv
      case "md", "markdown": .markdown
      default: .text
      }
  }

  /// The value as it stands in the report.
  public func escaped(_ text: String) -> String {
    switch self {
    case .html: return XMLText.markup(text)
    case .json:
      var json = JSONText()
      json.string(text)
      return String(decoding: json.bytes.dropFirst().dropLast(), as: UTF8.self)
    case .csv:
      var bytes: [UInt8] = []
      CSVDialect.standard.append(.text(text, limit: TemplateValues.longestText), to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    case .markdown: return MarkdownText.text(text)
    case .text: return text
    }
  }
}
