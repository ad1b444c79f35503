import ArgumentParser

/// Where options are read from beside the command line.
package struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read options from a YAML file. By default from \(ConfigurationFile.usual), if it is in the working directory.",
      discussion: """
        Options are keys without their hyphens, as in `deadline: 5s`. A variable of the environment (APIEXPOSE_DEADLINE) \
        is preferred to the file, and the command line to both; docs/configuration.md has the details.
        """,
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @Flag(help: "Read no configuration file.")
  var noConfig = false

  @Option(
    defaultAsFlag: ConfigurationFormat.text, parsing: .next,
    help: ArgumentHelp(
      "Print what each option is and where that comes from, and do nothing else.",
      discussion: "json is for programs; schema is the JSON Schema of the configuration file.",
      valueName: "format"))
  var showConfig: ConfigurationFormat?

  package init() {}

  package func validate() throws {
    guard config == nil || !noConfig else {
      throw ValidationError("--config and --no-config exclude each other: use one of them.")
    }
  }

  /// The names of these options: no configuration holds them.
  static let names: Set = ["config", "no-config", "show-config"]
}

/// How a configuration is shown.
package enum ConfigurationFormat: String, Sendable, CaseIterable, ExpressibleByArgument,
  CustomStringConvertible
{
  /// A table for a person.
  case text
  /// An array of objects.
  case json
  /// What a configuration can hold, instead of what it holds.
  case schema

  package var description: String { rawValue }
}

/// A command whose options can stand in a configuration.
package protocol ConfigurableCommand: ParsableCommand {
  /// The key in a configuration file below which the options of this command stand; nil where they stand at the top.
  static var configurationSection: String? { get }
  /// The words that belong to no option: targets, files.
  var positionalWords: [String] { get }
}

extension ConfigurableCommand {
  /// The name of the command.
  package static var configurationSection: String? { _commandName }
}

/// The commands whose options can stand in a configuration, by their keys.
package struct ConfigurationSections: Sendable {
  /// The keys of a file below which the options of another command stand.
  package let keys: [String]
  private let read: @Sendable (String?) -> CommandOptions?

  /// Makes sections of the tables of their options.
  /// - Parameter read: The options below a key, or, for nil, of those at the top.
  package init(_ keys: [String], read: @escaping @Sendable (String?) -> CommandOptions?) {
    self.keys = keys
    self.read = read
  }

  /// Those of commands; a table is made only when it is asked for.
  package init(of commands: [any ConfigurableCommand.Type]) {
    self.init(commands.compactMap { $0.configurationSection }) { key in
      commands.first { $0.configurationSection == key }.map { CommandOptions(of: $0) }
    }
  }

  /// The options below a key, or, for nil, those at the top.
  package func options(below key: String?) -> CommandOptions? { read(key) }

  /// The variables of all commands.
  package var variables: [String] {
    ([nil] + keys).flatMap { key in
      read(key).map { ConfigurationVariables.names(of: $0, section: key) } ?? []
    }
  }
}
