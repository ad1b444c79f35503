import Reporting
import Targets

/// What a configuration file says of a command's options. Those of `scan` stand at the top, those of another command below
/// its name.
package struct ConfigurationDocument: Sendable {
  /// Where the file is, and how far it is trusted.
  package struct Place: Sendable, Hashable {
    /// The path, as it was given.
    package var path: String
    /// What stands before the paths in it, ending in a slash; empty where they begin in the working directory.
    package var directory = ""
    /// Whether nobody named it: it was in the working directory.
    package var isFound = false

    /// Makes a place.
    package init(_ path: String) {
      self.path = path
    }
  }

  /// What is said, by the names of the options.
  package private(set) var values: [String: ConfiguredValue] = [:]

  private let place: Place
  private let exists: @Sendable (String) -> Bool
  /// What is wrong with it, in the order of the keys.
  package private(set) var mistakes: [ConfigurationMistake] = []

  /// Reads a document; nil is an empty one. All of it is checked, and what the command needs and is no mistake is kept.
  /// - Parameters:
  ///   - section: The key of the command; nil where its options stand at the top.
  ///   - sections: The commands that a file can speak of.
  ///   - exists: Whether a path leads to something.
  package init(
    _ document: DocumentNode?, at place: Place, section: String?,
    sections: ConfigurationSections, exists: @escaping @Sendable (String) -> Bool
  ) {
    self.place = place
    self.exists = exists
    if let document, document.value != .nothing {
      if case .mapping(let members) = document.value {
        read(members, below: nil, keeping: section, sections)
      } else {
        add("a configuration is keys and values, as in `deadline: 5s`", document.place)
      }
    }
  }

  private mutating func read(
    _ members: [DocumentMember], below section: String?, keeping kept: String?,
    _ sections: ConfigurationSections
  ) {
    guard let options = sections.options(below: section) else { return }
    for member in members {
      if section == nil, sections.keys.contains(member.key) {
        switch member.value.value {
        case .mapping(let members): read(members, below: member.key, keeping: kept, sections)
        case .nothing: break
        case .text, .list:
          add("\(shown(member.key)) holds options of apiexpose \(shown(member.key))", member.place)
        }
      } else if let option = options.configurable.first(where: { $0.name == member.key }) {
        guard !place.isFound || FoundConfiguration.allows(option) else {
          add(FoundConfiguration.refusal(option, of: place.path), member.place)
          continue
        }
        guard let value = read(member, as: option), section == kept else { continue }
        values[option.name] = value
      } else {
        add(unknown(member.key, options, isTop: section == nil, sections), member.place)
      }
    }
  }

  private mutating func read(_ member: DocumentMember, as option: CommandOption) -> ConfiguredValue? {
    do {
      var (texts, isList) = try Self.texts(member.value)
      if option.takesFiles { texts = texts.map { resolved($0, isTarget: option.kind == .positional) } }
      return ConfiguredValue(
        try ConfiguredValue.Setting(texts, isList: isList, of: option),
        .file(place.path, line: member.place.line))
    } catch {
      add("\(option.name) \(error.text)", member.place)
      return nil
    }
  }

  private static func texts(_ node: DocumentNode) throws(ValueProblem) -> (texts: [String], isList: Bool) {
    switch node.value {
    case .text(let text): return ([text], false)
    case .list(let nodes):
      let texts = nodes.compactMap(\.text)
      guard texts.count == nodes.count else { throw ValueProblem("takes a list of single values") }
      return (texts, true)
    case .nothing: throw ValueProblem("has no value")
    case .mapping: throw ValueProblem("takes a value or a list of values, and no keys")
    }
  }

  /// A path as it is from the working directory. A target is one if such a file is there, or if it can be nothing else.
  private func resolved(_ text: String, isTarget: Bool) -> String {
    guard !place.directory.isEmpty, !text.isEmpty, text != "-" else { return text }
    let colon = text.firstIndex(of: ":").map { text.index(after: $0) }
    let isNamed = colon.map { OutputFormat(rawValue: String(text[..<$0].dropLast())) != nil } == true
    let start = isNamed ? colon ?? text.startIndex : text.startIndex
    let path = String(text[start...])
    guard !path.hasPrefix("/"), !path.hasPrefix("~") else { return text }
    let full = place.directory + path
    guard !isTarget || exists(full) || TargetSource.looksLikeFile(text) else { return text }
    return text[..<start] + full
  }

  private func unknown(
    _ key: String, _ options: CommandOptions, isTop: Bool, _ sections: ConfigurationSections
  ) -> String {
    let bare = String(key.drop { $0 == "-" })
    if let option = options.named(bare), !options.configurable.contains(option) {
      return "\(shown(key)) is for the command line only"
    }
    if isTop, key == options.command {
      return "the options of apiexpose \(key) stand at the top, not below \(key)"
    }
    // Nobody reads advice that is not told, and a file can have a million wrong keys.
    let isTold = mistakes.count < ConfigurationMistake.mostTold
    let names = isTold ? options.configurable.map(\.name) + (isTop ? sections.keys : []) : []
    let near = nearestName(to: bare, among: names)
    return "apiexpose \(options.command) has no option \(shown(key))"
      + (near.map { "; did you mean \($0)?" } ?? "")
  }

  private func shown(_ key: String) -> String {
    let safe = TextSanitiser.terminal(key, limit: 64)
    return safe.isEmpty || safe.contains(" ") ? "\"\(safe)\"" : safe
  }

  private mutating func add(_ problem: String, _ place: DocumentPlace) {
    mistakes.append(
      ConfigurationMistake(line: place.line, text: "\(printable(self.place.path)):\(place.line): \(problem)"))
  }
}
