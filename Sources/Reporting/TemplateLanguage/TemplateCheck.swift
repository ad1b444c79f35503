/// Checks the tags of a template in their order: what a tag asks for is there, where the tag stands.
///
/// Names are looked for as Mustache does: in the innermost section that has the first of them, and then within it.
struct TemplateCheck {
  private struct Section {
    var shape: TemplateShape
    /// Where it is, from the top; a list keeps it for its elements.
    var path: String
    var isList = false
    /// The tag that begins it; nil of the template as a whole.
    var tag: TemplateTag?
  }

  private var sections = [Section(shape: .root, path: "")]

  /// Takes the next tag.
  mutating func take(_ tag: TemplateTag) throws(TemplateError) {
    switch tag.kind {
    case .value:
      let section = try section(of: tag)
      guard section.shape.hasText else { throw Self.noText(section.shape, tag.text, tag) }
    case .section(let isInverted):
      guard sections.count <= TemplateSource.deepest else { throw .tooDeep(line: tag.line) }
      var section = try section(of: tag)
      if isInverted {
        // What it is about is not there.
        section = Section(shape: .value, path: "")
      } else if section.shape.isList {
        let path = Self.list(section.path)
        guard !sections.contains(where: { $0.isList && Self.list($0.path) == path }) else {
          throw .withinItself(line: tag.line, name: tag.text)
        }
        section.isList = true
      }
      section.shape = section.shape.element
      section.tag = tag
      sections.append(section)
    case .end:
      guard let open = sections.last?.tag else {
        throw .malformed(line: tag.line, reason: "{{/\(printable(tag.text))}} ends no section")
      }
      guard open.text == tag.text else {
        throw .malformed(
          line: tag.line,
          reason:
            "{{/\(printable(tag.text))}} stands where {{/\(printable(open.text))}} has to: line \(open.line) begins it"
        )
      }
      sections.removeLast()
    case .comment: break
    case .other(let sign): throw .notSupported(line: tag.line, sign: sign)
    }
  }

  /// Checks, behind the last tag, that all sections have ended.
  func finish() throws(TemplateError) {
    guard let open = sections.last?.tag else { return }
    let sign = open.kind == .section(isInverted: true) ? "^" : "#"
    throw .malformed(line: open.line, reason: "{{\(sign)\(printable(open.text))}} is never closed")
  }

  private func section(of tag: TemplateTag) throws(TemplateError) -> Section {
    guard !tag.text.contains(where: \.isWhitespace) else {
      throw .malformed(
        line: tag.line,
        reason:
          "\"\(printable(tag.text))\" is no tag of Mustache: it holds one name, as {{#endpoints}}{{target}}{{/endpoints}} does"
      )
    }
    let parts = tag.text.split(separator: "(", omittingEmptySubsequences: false)
    for transform in parts.dropLast() where !TemplateNames.transforms.contains(String(transform)) {
      throw .unknownTransform(line: tag.line, name: String(transform))
    }
    let path = (parts.last ?? "").prefix { $0 != ")" }
    // A function without a name asks for the place in the list.
    guard !path.isEmpty || parts.count == 1 else { return Section(shape: .value, path: "") }
    var section = try found(path, tag)
    for transform in parts.dropLast().reversed() {
      section.shape = try Self.result(of: String(transform), section.shape, tag)
    }
    return section
  }

  private func found(_ path: Substring, _ tag: TemplateTag) throws(TemplateError) -> Section {
    var names = path.split(separator: ".").map(String.init)[...]
    let last = sections[sections.count - 1]
    guard let first = names.first else { return last }
    // Behind a full stop, the innermost section alone is asked.
    let asked = path.hasPrefix(".") ? [last] : sections.reversed()
    guard var section = asked.first(where: { $0.shape == .labels || $0.shape.members[first] != nil }) else {
      throw Self.unknown(first, tag)
    }
    var written: [String] = []
    while let name = names.popFirst() {
      // Its keys are the user's own.
      if section.shape == .labels { return Section(shape: .value, path: "") }
      guard !section.shape.isList else {
        throw Self.noText(section.shape, written.joined(separator: "."), tag, wanted: name)
      }
      guard let member = section.shape.members[name] else { throw Self.unknown(name, tag) }
      written.append(name)
      section = Section(shape: member, path: section.path.isEmpty ? name : "\(section.path).\(name)")
    }
    return section
  }

  /// The worst endpoints are endpoints: neither list goes through the other.
  private static func list(_ path: String) -> String { path == "worst" ? "endpoints" : path }

  private static func noText(
    _ shape: TemplateShape, _ name: String, _ tag: TemplateTag, wanted: String? = nil
  ) -> TemplateError {
    let wanted = wanted.flatMap { shape.members[$0] == nil ? nil : [$0] }
    return .severalValues(
      line: tag.line, name: name, members: wanted ?? shape.members.keys.sorted(), isList: shape.isList)
  }

  private static func unknown(_ name: String, _ tag: TemplateTag) -> TemplateError {
    let places = TemplateShape.places(of: name)
    return places.isEmpty
      ? .unknownName(line: tag.line, name: name)
      : .misplacedName(line: tag.line, name: name, places: places)
  }

  private static func result(
    of transform: String, _ shape: TemplateShape, _ tag: TemplateTag
  ) throws(TemplateError) -> TemplateShape {
    switch transform {
    case "first", "last":
      guard shape.isList else { throw .notForThis(line: tag.line, name: transform, needsList: true) }
      return shape.element
    case "count":
      guard shape.isList else { throw .notForThis(line: tag.line, name: transform, needsList: true) }
      return .value
    case "empty": return .value
    default:
      guard shape == .value else { throw .notForThis(line: tag.line, name: transform, needsList: false) }
      return .value
    }
  }
}
