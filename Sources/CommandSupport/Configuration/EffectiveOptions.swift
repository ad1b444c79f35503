/// What each option of a command is in the end, where that comes from, and the command line that says all of it.
///
/// The command line is preferred to the environment, and the environment to a file. A value replaces that of a lower place;
/// a list does so as a whole.
package struct EffectiveOptions: Sendable, Hashable {
  /// An option with what it is.
  package struct Value: Sendable, Hashable {
    /// The option.
    package var option: CommandOption
    /// What it is; nil where it is what it is by itself.
    package var setting: ConfiguredValue.Setting?
    /// Where that comes from.
    package var origin: OptionOrigin
  }

  /// The options in the order of the help.
  package private(set) var values: [Value] = []
  /// The command line behind the name of the command.
  package private(set) var arguments: [String]

  /// Puts the places together.
  /// - Parameters:
  ///   - words: The command line that was typed.
  ///   - sources: What configurations say, the preferred one first.
  package init(
    _ words: [String], _ given: GivenOptions, of options: CommandOptions,
    _ sources: [[String: ConfiguredValue]]
  ) {
    let end = given.terminator ?? words.count
    arguments = Array(words[..<end])
    var positional = Array(words[end...].dropFirst())
    for option in options.configurable {
      var value = Value(option: option, setting: nil, origin: .builtIn)
      if let typed = Self.typed(option, given) {
        (value.setting, value.origin) = (typed, .commandLine)
      } else if !Self.isOpposed(option, given),
        let configured = sources.lazy.compactMap({ $0[option.name] }).first
      {
        (value.setting, value.origin) = (configured.setting, configured.origin)
        arguments += Self.words(option, configured.setting)
        if option.kind == .positional, case .texts(let texts) = configured.setting { positional = texts }
      }
      values.append(value)
    }
    if given.terminator != nil || given.positional.isEmpty && !positional.isEmpty { arguments.append("--") }
    arguments += positional
  }

  /// Whether a flag is set, wherever.
  package func isSet(_ name: String) -> Bool {
    values.contains { value in
      guard value.option.name == name, let setting = value.setting else { return false }
      return setting != .isGiven(false)
    }
  }

  private static func typed(_ option: CommandOption, _ given: GivenOptions) -> ConfiguredValue.Setting? {
    if option.kind == .positional { return given.positional.isEmpty ? nil : .texts(given.positional) }
    guard let values = given.values[option.name] else { return nil }
    guard let last = values.last, option.kind == .option else { return .isGiven(true) }
    return .texts(option.isRepeating ? values : [last])
  }

  /// Whether the opposite of a flag is typed: `--no-x` of `--x`.
  private static func isOpposed(_ option: CommandOption, _ given: GivenOptions) -> Bool {
    let opposite = option.name.hasPrefix("no-") ? String(option.name.dropFirst(3)) : "no-\(option.name)"
    return option.kind == .flag && given.has(opposite)
  }

  /// How an option is typed with what a configuration says of it.
  private static func words(_ option: CommandOption, _ setting: ConfiguredValue.Setting) -> [String] {
    guard option.kind != .positional else { return [] }
    switch setting {
    case .isGiven(let isGiven): return isGiven ? [option.longSpelling] : []
    case .texts(let texts): return texts.map { "\(option.longSpelling)=\($0)" }
    }
  }
}
