import ArgumentParser
import Reporting
import Sessions
import Targets

/// A command line with what the environment and a file add to it.
struct ConfiguredCommandLine {
  /// The command line to be parsed, without the program's name.
  let arguments: [String]
  /// Where what was added comes from.
  let names: ConfiguredNames
  /// What `--show-config` is to print; nil where it is not asked for.
  let shown: String?
  /// What is wrong with configurations, as far as that is seen without the argument parser.
  let mistakes: [ConfigurationMistake]
  /// The command line without some of the options that configurations gave.
  private let without: @Sendable (Set<String>) -> [String]

  /// Throws what is wrong with it, where that is more than that no target is named.
  func check(_ parse: ([String]) throws -> Void) throws {
    do {
      try parse(arguments + ["localhost"])
    } catch {
      do { try parse(arguments) } catch _ { throw error }
    }
  }

  /// A command line that nothing adds to.
  init(_ arguments: [String]) {
    self.arguments = arguments
    names = ConfiguredNames()
    shown = nil
    mistakes = []
    without = { _ in arguments }
  }

  /// Reads the environment and the file for a command. Throws a `CommandFailure`.
  /// - Parameters:
  ///   - path: The names of the command and those above it, without the program.
  ///   - words: What stands behind them.
  ///   - all: All commands whose options can stand in a configuration.
  init(
    _ command: any ConfigurableCommand.Type, _ path: [String], _ words: [String],
    among all: [any ConfigurableCommand.Type], environment: [String: String]
  ) throws(CommandFailure) {
    guard Self.mayBeConfigured(words, environment) else {
      (arguments, names, shown, mistakes) = (path + words, ConfiguredNames(), nil, [])
      without = { _ in path + words }
      return
    }
    let section = command.configurationSection
    let sections = ConfigurationSections(of: all)
    let options = CommandOptions(of: command)
    let given = GivenOptions(words, of: options) { command.takes($1, for: $0) }
    guard !given.asksForHelp else {
      (arguments, names, shown, mistakes) = (path + words, ConfiguredNames(), nil, [])
      without = { _ in path + words }
      return
    }
    let variables = ConfigurationVariables(environment, of: options, section: section)
    let file: (document: DocumentNode?, place: ConfigurationDocument.Place)?
    do {
      file = try Self.file(given, variables)
    } catch  where error.status == .wrongUsage && !variables.mistakes.isEmpty {
      throw CommandFailure(
        .wrongUsage, "\(ConfigurationMistake.told(variables.mistakes))\n\(error.message)")
    }
    let document = file.map {
      ConfigurationDocument(
        $0.document, at: $0.place, section: section, sections: sections, exists: FileText.exists)
    }
    let sources = [variables.values, document?.values ?? [:]]
    let untaken = Self.mistakes(sources, of: options) { command.takes($1, for: $0) }
    mistakes = variables.mistakes + (document?.mistakes ?? []) + untaken.map(\.mistake)
    let taken = sources.map { $0.filter { name, _ in !untaken.contains { $0.option == name } } }
    without = { left in
      path
        + EffectiveOptions(words, given, of: options, taken.map { $0.filter { !left.contains($0.key) } })
        .arguments
    }
    let effective = EffectiveOptions(words, given, of: options, taken)
    arguments = path + effective.arguments
    names = ConfiguredNames(effective, file: file?.place.path)
    shown = try Self.format(given).map { format in
      switch format {
      case .text: ConfigurationListing.listing(effective).text(.text, style: Self.style)
      case .json: ConfigurationListing.json(effective)
      case .schema: ConfigurationSchema.text(of: sections)
      }
    }
    // Also with --quiet: a file that came with others' files must not shorten deadlines unseen.
    if let place = file?.place, place.isFound, mistakes.isEmpty {
      StandardError.notice(FoundConfiguration.notice(place.path))
    }
    guard !effective.isSet("quiet"), !effective.isSet("changes-only") else { return }
    Self.unknown(environment, options, section, sections).forEach(StandardError.notice)
  }

  /// All mistakes of configurations, where there are several, or the parser sees none of them; nil where the parser's own
  /// sentence tells all.
  ///
  /// The parser tells one mistake. It is asked again without the options that its sentence is about, until it finds no other;
  /// a sentence that is about an option which was left out may be its consequence, and is not told.
  /// - Parameters:
  ///   - sentence: What is wrong with a command line by the parser, in words; nil where it takes it.
  func problem(_ sentence: ([String]) -> String?) -> CommandFailure? {
    var found = mistakes
    var left: [CommandOption] = []
    while found.count <= Self.mostSought, let problem = sentence(without(Set(left.map(\.name)))) {
      let named = names.named(in: problem).filter { !left.contains($0.option) }
      if !left.contains(where: { $0.names(in: problem) }) {
        let line = named.lazy.compactMap(\.origin.line).first ?? 0
        // What was typed is told as well, and ends the search.
        found.append(ConfigurationMistake(line: line, text: names.text(problem)))
      }
      guard !named.isEmpty else { break }
      left += named.map(\.option)
    }
    guard found.count > 1 || !mistakes.isEmpty else { return nil }
    return CommandFailure(.wrongUsage, ConfigurationMistake.told(found))
  }

  /// How many mistakes are looked for: each takes the parser once more.
  private static let mostSought = 40

  /// Values of options that may lack one: the argument parser would pass over a value that it does not take.
  private static func mistakes(
    _ sources: [[String: ConfiguredValue]], of options: CommandOptions, takes: (CommandOption, String) -> Bool
  ) -> [(option: String, mistake: ConfigurationMistake)] {
    options.list.filter(\.mayLackValue).flatMap { option in
      sources.compactMap { $0[option.name] }.compactMap { value in
        guard case .texts(let texts) = value.setting, let text = texts.first, !takes(option, text) else {
          return nil
        }
        let advice = AttachedValue.advice(for: option.longSpelling).map { ": \($0)" } ?? ""
        return (
          option.name,
          ConfigurationMistake(
            line: value.origin.line ?? 0,
            text: "\(value.origin.naming(option)) does not take `\(printable(text))`\(advice)")
        )
      }
    }
  }

  /// Whether anything can be configured at all: the options of a command are not looked at for nothing.
  private static func mayBeConfigured(_ words: [String], _ environment: [String: String]) -> Bool {
    let prefixes = ["--config", "--show-config"]
    return words.contains { word in prefixes.contains(where: word.hasPrefix) }
      || environment.keys.contains { $0.hasPrefix(ConfigurationVariables.prefix) }
      || FileText.exists(ConfigurationFile.usual)
  }

  private static var style: TerminalStyle { StandardOutput.style(refusesColour: true) }

  /// The file that is named, by an option or a variable, or found.
  private static func file(
    _ given: GivenOptions, _ variables: ConfigurationVariables
  ) throws(CommandFailure) -> (document: DocumentNode?, place: ConfigurationDocument.Place)? {
    if let path = given.values["config"]?.last { return try ConfigurationFile.read(path, isFound: false) }
    guard !given.has("no-config") else { return nil }
    if case .texts(let texts)? = variables.values["config"]?.setting, let path = texts.first {
      return try ConfigurationFile.read(path, isFound: false)
    }
    guard variables.values["no-config"]?.setting != .isGiven(true), FileText.exists(ConfigurationFile.usual)
    else { return nil }
    return try ConfigurationFile.read(ConfigurationFile.usual, isFound: true)
  }

  /// The format that is asked for; nil where none is.
  private static func format(_ given: GivenOptions) throws(CommandFailure) -> ConfigurationFormat? {
    guard let values = given.values["show-config"] else { return nil }
    guard let word = values.last else { return .text }
    guard let format = ConfigurationFormat(rawValue: word) else {
      let formats = ConfigurationFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(.wrongUsage, "--show-config \(printable(word)): it takes one of \(formats)")
    }
    return format
  }

  /// Notices of variables that mean nothing. The other commands are looked at only where one means nothing to this one.
  private static func unknown(
    _ environment: [String: String], _ options: CommandOptions, _ section: String?,
    _ sections: ConfigurationSections
  ) -> [String] {
    let own = ConfigurationVariables.names(of: options, section: section)
    guard !ConfigurationVariables.unknown(environment, among: own).isEmpty else { return [] }
    return ConfigurationVariables.unknown(environment, among: sections.variables).map { name, meant in
      "the variable \(printable(name)) is not one of apiexpose's"
        + (meant.map { "; did you mean \($0)?" } ?? "")
    }
  }
}

extension ConfigurableCommand {
  /// Whether an option that may lack a value takes a word as one. The argument parser is asked, which says nothing of a word
  /// that it does not take: the word is a target then.
  static func takes(_ word: String, for option: CommandOption) -> Bool {
    let target = "localhost"
    let command = try? parse([option.longSpelling, word, target])
    return command?.positionalWords == [target]
  }
}
