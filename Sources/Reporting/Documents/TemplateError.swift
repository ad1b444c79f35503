/// Why a template cannot be filled.
public enum TemplateError: Error, Equatable, CustomStringConvertible {
  /// It is larger than `TemplateSource.largest`.
  case tooLarge
  /// It is no text in UTF-8.
  case noText
  /// A tag does not end.
  case openTag(line: Int)
  /// Sections stand too deep in each other.
  case tooDeep(line: Int)
  /// A tag that Mustache has and templates of reports do not.
  case notSupported(line: Int, sign: Character)
  /// A name that no value has.
  case unknownName(line: Int, name: String)
  /// Something to be done with a value that is not known.
  case unknownTransform(line: Int, name: String)
  /// The engine's own complaint.
  case malformed(line: Int, reason: String)

  /// The line that it is about; nil where it is about the file.
  public var line: Int? {
    switch self {
    case .tooLarge, .noText: nil
    case .openTag(let line), .tooDeep(let line), .notSupported(let line, _), .unknownName(let line, _),
      .unknownTransform(let line, _), .malformed(let line, _):
      line
    }
  }

  /// What is wrong, without the line.
  public var description: String {
    switch self {
    case .tooLarge: "a template has at most \(TemplateSource.largest >> 10) KiB"
    case .noText: "it is no text in UTF-8"
    case .openTag: "a tag does not end"
    case .tooDeep: "sections stand more than \(TemplateSource.deepest) deep in each other"
    case .notSupported(_, let sign):
      switch sign {
      case "%": "pragmas are not supported: the ending of the file's name tells how values are escaped"
      case "$": "blocks are not supported"
      default: "partials are not supported: a template is one file"
      }
    case .unknownName(_, let name):
      "no value has the name \(printable(name))\(Self.near(name, TemplateNames.all))"
    case .unknownTransform(_, let name):
      "there is no \(printable(name))(…)\(Self.near(name, TemplateNames.transforms))"
    case .malformed(_, let reason): reason
    }
  }

  private static func near(_ name: String, _ names: Set<String>) -> String {
    nearestName(to: name, among: names.sorted()).map { "; did you mean \($0)?" } ?? ""
  }
}
