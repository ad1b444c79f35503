import Targets
import Testing

@testable import CommandSupport

/// A command with an option of each kind.
enum ConfigurationSamples {
  static let scan = CommandOptions(
    "scan",
    [
      option("targets", .positional) { $0.takesFiles = true },
      option("port", .option), option("deadline", .option) { $0.defaultText = "10s" },
      option("exclude", .option),
      option("exclude-file", .option) { $0.takesFiles = true },
      option("output", .option) {
        $0.takesFiles = true; $0.spellings.insert("-o", at: 0)
      },
      option("components", .option) { $0.mayLackValue = true },
      option("quiet", .flag) { $0.spellings.append("-q") },
      option("ipv4", .flag) { $0.spellings.append("-4") },
      option("config", .option), option("no-config", .flag),
      option("show-config", .option) { $0.mayLackValue = true },
      option("help", .flag) { $0.spellings.append("-h") },
    ])
  static let watch = CommandOptions(
    "watch",
    [
      option("targets", .positional) { $0.takesFiles = true }, option("every", .option),
      option("deadline", .option),
    ]
  )
  static let tables: [String?: CommandOptions] = [nil: scan, "watch": watch]

  private static let repeating: Set = ["targets", "exclude", "exclude-file", "output"]

  private static func option(
    _ name: String, _ kind: CommandOption.Kind, _ change: (inout CommandOption) -> Void = { _ in }
  ) -> CommandOption {
    var option = CommandOption(name, kind)
    if kind != .positional { option.spellings = ["--\(name)"] }
    option.isRepeating = repeating.contains(name)
    change(&option)
    return option
  }

  /// What a file says, by the option, as `deadline=5s@3`; its problems otherwise.
  static func read(
    _ yaml: String, section: String? = nil, in directory: String = "", isFound: Bool = false,
    existing: Set<String> = []
  ) throws -> [String] {
    let reader = try #require(ChosenDocuments.values)
    var place = ConfigurationDocument.Place("c.yaml")
    (place.directory, place.isFound) = (directory, isFound)
    let document = ConfigurationDocument(
      try? reader.read(Array(yaml.utf8)), at: place, section: section,
      sections: ConfigurationSections(["watch"]) { tables[$0] },
      exists: { existing.contains($0) })
    guard document.mistakes.isEmpty else { return document.mistakes.map(\.text) }
    return document.values.map { "\($0)=\(text($1.setting))@\(line($1.origin))" }.sorted()
  }

  static func text(_ setting: ConfiguredValue.Setting?) -> String {
    switch setting {
    case .isGiven(let isGiven): "\(isGiven)"
    case .texts(let texts): texts.joined(separator: " ")
    case nil: "-"
    }
  }

  private static func line(_ origin: OptionOrigin) -> String {
    if case .file(_, let line) = origin { "\(line)" } else { "?" }
  }
}
