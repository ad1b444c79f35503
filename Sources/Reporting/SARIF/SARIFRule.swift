import Exposure

/// A finding as a rule of SARIF (§3.49, reportingDescriptor).
struct SARIFRule {
  private let id: FindingID
  private let help: FindingHelp

  init(_ id: FindingID) {
    self.id = id
    help = FindingHelp(id)
  }

  /// The place of a rule in the list of rules.
  static func index(of id: FindingID) -> Int? { order.firstIndex(of: id) }

  private static let order = FindingID.allCases

  var value: JSONValue {
    let controls = ControlCatalogue.builtIn.controls(of: id)
    // Tags hold for every result of the rule; what holds on one cloud alone is said of the result.
    let everywhere = controls.filter { $0.distribution == nil }.map { JSONValue.string($0.id) }
    var properties: [(name: String, value: JSONValue)] = [
      ("tags", .array(["security", "kubernetes"] + everywhere)), ("precision", "high"),
    ]
    if let score = id.usualSeverity.securitySeverity {
      properties.append(("security-severity", .string(score)))
    }
    return [
      "id": .string(id.rawValue),
      "name": .string(Self.pascalCase(id.rawValue)),
      "shortDescription": ["text": .string(help.title)],
      "fullDescription": ["text": .string(help.meaning.plain)],
      "help": [
        "text": .string("\(help.meaning.plain)\n\nWhat to do:\n\n\(help.remedy.plain)"),
        "markdown": .string("\(help.meaning.markdown)\n\n**What to do**\n\n\(help.remedy.markdown)"),
      ],
      "defaultConfiguration": ["level": .string(id.usualSeverity.level)],
      "relationships": SARIFTaxonomies.relationships(controls),
      "properties": .object(properties),
    ]
  }

  private static func pascalCase(_ id: String) -> String {
    id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

extension Severity {
  /// The level of a result (SARIF §3.27.10).
  var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info, .none: "note"
    }
  }

  /// The score that code-scanning boards sort by: GitHub takes above 9.0 for critical, 7.0 for high, 4.0 for medium.
  /// Nil where it is no weakness.
  var securitySeverity: String? {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    case .info, .none: nil
    }
  }
}
