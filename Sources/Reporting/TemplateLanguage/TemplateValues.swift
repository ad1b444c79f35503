import Exposure

/// The values of one endpoint for a template, out of its line of JSON Lines.
enum TemplateValues {
  /// How much of a text is shown, in Unicode scalars: a whole body.
  static let longestText = 16_384
  /// A number that is greater, or less than its negative, is shown as this one: readers of JSON know integers exactly up to it
  /// (RFC 8259, §6), and swift-mustache's `plusone` ends the process at the greatest of Swift.
  private static let greatest = 1 << 53

  /// The keys of a line with their values; nothing where it is no JSON object.
  static func values(of line: [UInt8]) -> [String: Any] {
    let json = JSONDocument()
    guard (try? json.read(line[...])) != nil, var values = value(json, 0) as? [String: Any] else {
      return [:]
    }
    let labels = values["labels"] as? [Any] ?? []
    values["label"] = labels.reduce(into: [String: Any]()) { object, label in
      guard let label = label as? [String: Any], let key = label["key"] as? String else { return }
      object[key] = label["value"]
    }
    return values
  }

  private static func value(_ json: JSONDocument, _ index: Int) -> Any? {
    switch json.nodes[index].kind {
    case .object:
      var object: [String: Any] = [:]
      var key = index + 1
      while key < Int(json.nodes[index].next) {
        if let name = try? json.text(key) { object[name] = value(json, key + 1) }
        key = Int(json.nodes[key + 1].next)
      }
      return object
    case .array: return ((try? json.elements(index)) ?? []).compactMap { value(json, $0) }
    case .text: return (try? json.text(index)).map { TextSanitiser.terminal($0, limit: longestText) }
    case .number:
      return (try? json.number(index)).map { min(max(Int(clamping: $0), -greatest), greatest) } ?? 0
    case .yes: return true
    case .no: return false
    case .null: return nil
    }
  }
}
