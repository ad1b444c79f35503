/// What is known of one thing, field by field: the one list that text and JSON both come from.
struct KnowledgeEntry {
  /// One field.
  struct Field {
    /// Its name for a person.
    let title: String
    /// Its name in JSON.
    let name: String
    /// Its lines for a person.
    let lines: [String]
    /// Its value in JSON; nil where only a person is told.
    let value: JSONValue?
  }

  /// What the entry is called.
  let heading: String
  private(set) var fields: [Field] = []

  /// Begins an entry.
  /// - Parameters:
  ///   - heading: What a person reads above it.
  ///   - kind: What JSON calls the kind of thing.
  init(_ heading: String, kind: String) {
    self.heading = heading
    self.kind = kind
  }

  private let kind: String

  /// How much of a line is shown, in Unicode scalars: evidence with what stands before it.
  private static let longestLine = 2048

  /// Appends a field; nothing where there is no value.
  mutating func add(_ title: String, _ name: String, _ text: String?, _ value: JSONValue? = nil) {
    guard let text else { return }
    fields.append(Field(title: title, name: name, lines: [text], value: value ?? .string(text)))
  }

  /// Appends a field of several lines; nothing where there is none.
  mutating func add(_ title: String, _ name: String, _ lines: [String], _ values: [JSONValue]? = nil) {
    guard !lines.isEmpty else { return }
    fields.append(
      Field(title: title, name: name, lines: lines, value: .array(values ?? lines.map { .string($0) })))
  }

  /// Appends a field that only JSON has, because the heading tells a person.
  mutating func hide(_ name: String, _ value: JSONValue) {
    fields.append(Field(title: "", name: name, lines: [], value: value))
  }

  /// Appends a field that only a person is told: that something is not known, which JSON tells by leaving it out.
  mutating func tell(_ title: String, _ text: String) {
    fields.append(Field(title: title, name: "", lines: [text], value: nil))
  }

  /// For a person.
  func text(_ layout: Paragraphs) -> String {
    let rows = fields.flatMap { field in
      field.lines.enumerated().map { index, line in
        (name: index == 0 ? field.title : "", text: TextSanitiser.terminal(line, limit: Self.longestLine))
      }
    }
    return "\(printable(heading))\n\n" + layout.table(rows)
  }

  /// One JSON object in one line.
  var jsonLine: String {
    let value = JSONValue.object(
      [(name: "kind", value: .string(kind))]
        + fields.compactMap { field in field.value.map { (name: field.name, value: $0) } })
    return String(decoding: value.bytes, as: UTF8.self) + "\n"
  }
}
