import Exposure
import Targets

/// What stands behind a name of a template: what can be written of it, and what it has within.
indirect enum TemplateShape: Sendable, Equatable {
  /// A text, a number, or whether something is so.
  case value
  /// A list of texts.
  case texts
  /// Members by their names.
  case object([String: TemplateShape])
  /// A list of objects.
  case objects([String: TemplateShape])
  /// An object whose names are the user's own: `label`.
  case labels

  /// The members of an object, or of the objects in a list.
  var members: [String: TemplateShape] {
    switch self {
    case .object(let members), .objects(let members): members
    case .value, .texts, .labels: [:]
    }
  }

  /// Whether a section goes through it.
  var isList: Bool {
    switch self {
    case .texts, .objects: true
    case .value, .object, .labels: false
    }
  }

  /// What a section of it, or its first element, sees.
  var element: TemplateShape {
    switch self {
    case .texts: .value
    case .objects(let members): .object(members)
    case .value, .object, .labels: self
    }
  }

  /// Whether it is written where it stands between braces.
  var hasText: Bool {
    switch self {
    case .value, .texts: true
    case .objects(let members): TemplateListText.parts(of: members.keys) != nil
    case .object, .labels: false
    }
  }
}

extension TemplateShape {
  /// All that a template can ask for.
  static let root = TemplateShape.object([
    "summary": .object(summary), "endpoints": .objects(endpoint), "worst": .objects(endpoint),
    "by_finding": .objects(finding), "endpoints_left_out": .value, "apiexpose_version": .value,
    "knowledge_date": .value, "stale_knowledge": .value,
  ])

  private static let summary: [String: TemplateShape] = {
    var members = Dictionary(uniqueKeysWithValues: TemplateNames.summary.map { ($0, TemplateShape.value) })
    members["notices"] = .texts
    members["verdicts"] = .objects(values("verdict", "posture", "count", "clusters"))
    return members
  }()

  private static let finding: [String: TemplateShape] = {
    var members = values("id", "title", "severity", "count", "meaning", "remedy", "instructions")
    members["examples"] = .objects(values("target", "endpoint", "severity", "evidence"))
    return members
  }()

  private static let endpoint: [String: TemplateShape] = {
    var members = byName(JSONShape.members(of: ObservationLine.fields))
    members["label"] = .labels
    return members
  }()

  private static func values(_ names: String...) -> [String: TemplateShape] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, .value) })
  }

  private init(_ shape: JSONShape) {
    self =
      switch shape {
      case .value: .value
      case .values: .texts
      case .object(let members): .object(Self.byName(members))
      case .objects(let members): .objects(Self.byName(members))
      }
  }

  private static func byName(_ members: [JSONShape.Member]) -> [String: TemplateShape] {
    Dictionary(members.map { ($0.name, TemplateShape($0.shape)) }) { first, _ in first }
  }

  /// All names within, at any depth.
  var names: Set<String> {
    members.reduce(into: []) { names, member in
      names.insert(member.key)
      names.formUnion(member.value.names)
    }
  }

  /// Where in the root a name can be asked for: `summary`, `endpoints.findings`. The worst endpoints are endpoints, and are
  /// not named beside them.
  static func places(of name: String) -> [String] {
    root.members.filter { $0.key != "worst" }.flatMap { $0.value.places(of: name, at: $0.key) }.sorted()
  }

  private func places(of name: String, at path: String) -> [String] {
    let within = members.flatMap { $0.value.places(of: name, at: "\(path).\($0.key)") }
    return members[name] == nil ? within : within + [path]
  }
}

/// A list between braces: its elements, with ", " between them.
package enum TemplateListText {
  /// The members that tell an element from others, and what stands between them; nil where no two say it in short.
  static func parts(of names: some Collection<String>) -> (members: [String], between: String)? {
    if names.contains("value") {
      if names.contains("key") { return (["key", "value"], "=") }
      if names.contains("name") { return (["name", "value"], ": ") }
    }
    return ["id", "path"].first(where: names.contains).map { ([$0], "") }
  }

  /// `cluster=prod, owner=a`.
  package static func text(_ elements: some Sequence) -> String {
    elements.map { element in
      guard let object = element as? [String: Any] else { return "\(element)" }
      guard let parts = parts(of: object.keys) else { return "" }
      return parts.members.map { "\(object[$0] ?? "")" }.joined(separator: parts.between)
    }.joined(separator: ", ")
  }
}
