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
  /// A name that values have elsewhere: within `places`.
  case misplacedName(line: Int, name: String, places: [String])
  /// What stands between braces is an object, or a list of objects, of which nothing says what is to be written.
  case severalValues(line: Int, name: String, members: [String], isList: Bool)
  /// A section goes through a list that a section around it goes through.
  case withinItself(line: Int, name: String)
  /// Something that is done with lists is to be done with another value, or the other way round.
  case notForThis(line: Int, name: String, needsList: Bool)
  /// Something to be done with a value that is not known.
  case unknownTransform(line: Int, name: String)
  /// The engine's own complaint.
  case malformed(line: Int, reason: String)

  /// The line that it is about; nil where it is about the file.
  public var line: Int? {
    switch self {
    case .tooLarge, .noText: nil
    case .openTag(let line), .tooDeep(let line), .notSupported(let line, _), .unknownName(let line, _),
      .misplacedName(let line, _, _), .severalValues(let line, _, _, _), .withinItself(let line, _),
      .notForThis(let line, _, _), .unknownTransform(let line, _), .malformed(let line, _):
      line
    }
  }

  /// What is wrong, without the line.
  public var description: String {
    switch self {
    case .tooLarge: "a template has at most \(TemplateSource.largest >> 10) KiB"
    case .noText: "it is not UTF-8 text"
    case .openTag: "a tag is never closed"
    case .tooDeep: "sections stand more than \(TemplateSource.deepest) deep in each other"
    case .notSupported(_, let sign):
      switch sign {
      case "%": "pragmas are not supported: the ending of the file's name tells how values are escaped"
      case "$": "blocks are not supported"
      default: "partials are not supported: a template is one file"
      }
    case .unknownName(_, let name):
      "no value has the name \(printable(name))\(Self.near(name, TemplateShape.root.names))"
    case .misplacedName(_, let name, let places):
      "\(printable(name)) is not known here, but within \(Self.listed(places, "or"))"
    case .severalValues(_, let name, let members, let isList): Self.several(name, members, isList)
    case .withinItself(_, let name):
      "\(printable(name)) goes through a list that a section around it goes through already"
    case .notForThis(_, let name, let needsList):
      needsList ? "\(name)(…) is for lists" : "\(name)(…) is for single values, not for lists and objects"
    case .unknownTransform(_, let name):
      "there is no \(printable(name))(…)\(Self.near(name, TemplateNames.transforms))"
    case .malformed(_, let reason): reason
    }
  }

  private static func several(_ name: String, _ members: [String], _ isList: Bool) -> String {
    let name = printable(name)
    let label =
      name.split(separator: ".").last == "labels" ? "; {{label.owner}} is the value of the label owner" : ""
    return sentence(name, members, isList) + label
  }

  private static func sentence(_ name: String, _ members: [String], _ isList: Bool) -> String {
    let member = ["target", "version", "sentence", "finding"].first(where: members.contains) ?? members.first
    let start = "\(name == "." ? "the element" : name) is \(isList ? "a list" : "not a single value")"
    guard let member else { return "\(start): write {{#\(name)}}{{.}}{{/\(name)}}" }
    // What a transform makes is a section of its own, and has no members by their path.
    let tags =
      isList || name.hasSuffix(")")
      ? "{{#\(name)}}{{\(member)}}{{/\(name)}}" : name == "." ? "{{\(member)}}" : "{{\(name).\(member)}}"
    let others = members.filter { $0 != member }
    return others.isEmpty
      ? "\(start): write \(tags)" : "\(start): write \(tags), or instead of \(member) \(listed(others, "or"))"
  }

  /// The first of some names, as a sentence has them.
  private static func listed(_ names: [String], _ word: String) -> String {
    let most = 6
    let named = names.count > most ? Array(names.prefix(most - 1)) + ["another"] : names
    guard named.count > 1, let last = named.last else { return named.joined() }
    return "\(named.dropLast().joined(separator: ", ")) \(word) \(last)"
  }

  private static func near(_ name: String, _ names: Set<String>) -> String {
    nearestName(to: name, among: names.sorted()).map { "; did you mean \($0)?" } ?? ""
  }
}
