import Exposure
import Targets

/// The text of a template, checked: what it asks for is there.
public struct TemplateSource: Sendable {
  /// The text.
  public let text: String
  /// How values are escaped.
  public let escaping: TemplateEscaping

  /// How large a template may be, in bytes.
  public static let largest = 64 << 10
  /// How many tags: swift-mustache looks at all that is left for each of them.
  static let mostTags = 4096
  /// How deep sections may stand in each other.
  static let deepest = 32

  /// Checks a template.
  /// - Parameter name: The file's name, whose ending tells the escaping.
  public init(_ bytes: [UInt8], name: String) throws(TemplateError) {
    guard bytes.count <= Self.largest else { throw .tooLarge }
    guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { throw .noText }
    self.text = text
    escaping = TemplateEscaping(fileName: name)
    var check = TemplateCheck()
    let tags = try TemplateTag.all(of: text)
    if tags.count > Self.mostTags {
      throw .malformed(
        line: tags[Self.mostTags].line, reason: "there are more than \(grouped(Self.mostTags)) tags")
    }
    for tag in tags { try check.take(tag) }
    try check.finish()
  }
}

/// One tag of a template.
struct TemplateTag: Equatable {
  /// What it does.
  enum Kind: Equatable {
    /// `{{name}}`, `{{{name}}}`, `{{&name}}`.
    case value
    /// `{{#name}}`, and inverted `{{^name}}`.
    case section(isInverted: Bool)
    /// `{{/name}}`.
    case end
    /// `{{! … }}`, and delimiters that are set.
    case comment
    /// What is not supported, by its sign: partials, inheritance and pragmas.
    case other(Character)
  }

  var kind: Kind
  /// The text within it, without its sign and white space.
  var text: String
  /// The line that it begins in, from 1.
  var line: Int

  /// The tags of a template in their order. Throws where one does not end.
  static func all(of template: String) throws(TemplateError) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    var (opening, closing) = ("{{", "}}")
    var rest = Substring(template)
    var line = 1
    while let start = rest.firstRange(of: opening) {
      line += rest[..<start.lowerBound].count(where: \.isNewline)
      rest = rest[start.upperBound...]
      let sign = rest.first ?? " "
      let end = sign == "{" ? "}\(closing)" : sign == "=" ? "=\(closing)" : closing
      if "{=&#^/!><%$".contains(sign) { rest.removeFirst() }
      guard let stop = rest.firstRange(of: end) else { throw .openTag(line: line) }
      let content = rest[..<stop.lowerBound]
      let text = content.trimmingWhiteSpace
      if sign == "=" {
        let delimiters = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard delimiters.count == 2 else { throw .openTag(line: line) }
        (opening, closing) = (delimiters[0], delimiters[1])
      }
      tags.append(TemplateTag(kind: Kind(sign), text: String(text), line: line))
      line += content.count(where: \.isNewline)
      rest = rest[stop.upperBound...]
    }
    return tags
  }
}

extension TemplateTag.Kind {
  fileprivate init(_ sign: Character) {
    switch sign {
    case "#", "^": self = .section(isInverted: sign == "^")
    case "/": self = .end
    case "!", "=": self = .comment
    case ">", "<", "%", "$": self = .other(sign)
    default: self = .value
    }
  }
}

extension Substring {
  fileprivate var trimmingWhiteSpace: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
