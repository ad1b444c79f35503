/// Which options a command line gives, found as the argument parser finds them (swift-argument-parser 1.8,
/// `ArgumentSet.swift`). What is wrong with them is left to the parser.
package struct GivenOptions: Sendable, Hashable {
  /// The values of each option that is given, by its name; none where it stands without one.
  package private(set) var values: [String: [String]] = [:]
  /// The words that belong to no option.
  package private(set) var positional: [String] = []
  /// Where `--` stands, behind which every word is positional.
  package private(set) var terminator: Int?

  /// Reads a command line behind the name of the command.
  /// - Parameter takes: Whether an option that may lack a value takes this word as one.
  package init(
    _ words: [String], of options: CommandOptions, takes: (CommandOption, String) -> Bool = { _, _ in true }
  ) {
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        terminator = index - 1
        positional += words[index...]
        return
      }
      guard Self.isOption(word) else {
        positional.append(word)
        continue
      }
      // The program's, and no command's.
      if word == "--version" { values["version"] = [] }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      for option in Self.options(parts[0], options) {
        values[option.name, default: []] += parts.dropFirst()
        guard option.kind == .option, parts.count == 1, index < words.count, !Self.isOption(words[index])
        else { continue }
        guard words[index] != "--", !option.mayLackValue || takes(option, words[index]) else { continue }
        values[option.name, default: []].append(words[index])
        index += 1
      }
    }
  }

  /// Whether help or something else that needs no configuration is asked for.
  package var asksForHelp: Bool { values["help"] != nil || values["version"] != nil }

  /// Whether an option is given.
  package func has(_ name: String) -> Bool { values[name] != nil }

  private static func isOption(_ word: String) -> Bool { word.hasPrefix("-") && word != "-" }

  /// The option of this spelling, or those that stand together, as in `-q4`.
  private static func options(_ spelling: String, _ options: CommandOptions) -> [CommandOption] {
    if let option = options.spelt(spelling) { return [option] }
    guard !spelling.hasPrefix("--") else { return [] }
    return spelling.dropFirst().compactMap { options.spelt("-\($0)") }
  }
}
