import Reporting

/// The JSON Schema (2020-12) of a configuration file, made of the options of the commands.
package enum ConfigurationSchema {
  /// The schema of a file that speaks of these commands.
  package static func text(of commands: ConfigurationSections) -> String {
    let top = commands.options(below: nil) ?? CommandOptions("", [])
    let sections = commands.keys.sorted().compactMap { key in
      commands.options(below: key).map { (key: key, options: $0) }
    }
    let below = sections.map { section in
      "    \(quoted(section.key)): "
        + object(section.options, description: "Options of apiexpose \(section.key).", indent: 4)
    }
    let members = properties(top, indent: 4) + below
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A configuration of apiexpose",
        "description": "Options of apiexpose \(top.command) at the top; docs/configuration.md describes them.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
      \(members.joined(separator: ",\n"))
        },
        "$defs": {
          "value": {"type": ["string", "number", "boolean"]},
          "list": {"type": "array", "items": {"$ref": "#/$defs/value"}},
          "joined": {"anyOf": [{"$ref": "#/$defs/value"}, {"$ref": "#/$defs/list", "minItems": 1}]},
          "values": {"anyOf": [{"$ref": "#/$defs/value"}, {"$ref": "#/$defs/list"}]}
        }
      }

      """
  }

  private static func object(_ options: CommandOptions, description: String, indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    return """
      {
      \(space)  "description": \(quoted(description)),
      \(space)  "type": ["object", "null"],
      \(space)  "additionalProperties": false,
      \(space)  "properties": {
      \(properties(options, indent: indent + 4).joined(separator: ",\n"))
      \(space)  }
      \(space)}
      """
  }

  private static func properties(_ options: CommandOptions, indent: Int) -> [String] {
    options.configurable.map { option in
      let space = String(repeating: " ", count: indent)
      return "\(space)\(quoted(option.name)): {\"description\": \(quoted(option.summary)), \(kind(option))}"
    }
  }

  private static func kind(_ option: CommandOption) -> String {
    let choice = "\"enum\": [\(option.choices.map(quoted).joined(separator: ", "))]"
    switch option.kind {
    case .flag: return "\"type\": \"boolean\""
    case .option where !option.choices.isEmpty && option.isRepeating:
      return "\"anyOf\": [{\(choice)}, {\"type\": \"array\", \"items\": {\(choice)}}]"
    case .option where !option.choices.isEmpty: return choice
    case .option, .positional: return "\"$ref\": \"#/$defs/\(option.isRepeating ? "values" : "joined")\""
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(TemplateEscaping.json.escaped(text))\""
  }
}
