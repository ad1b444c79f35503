import ArgumentParser
import Reporting

/// The command that a command line names, read before the argument parser does: it would take a misspelt name for an
/// argument too many, and `-h` for `--help`.
package struct NamedCommand {
  /// The command and those above it, the program first.
  private var path: [any ParsableCommand.Type]
  /// What stands behind its name.
  private var rest: ArraySlice<String>

  /// Finds the command.
  package init(_ arguments: [String], of program: any ParsableCommand.Type) {
    path = [program]
    rest = arguments[...]
    while let word = rest.first, let command = Self.subcommand(word, of: path[path.count - 1]) {
      path.append(command)
      rest.removeFirst()
    }
  }

  /// The command.
  package var type: any ParsableCommand.Type { path[path.count - 1] }

  /// Its name and those of the commands above it, without the program.
  package var names: [String] { path.dropFirst().map { $0._commandName } }

  /// The words behind its name.
  package var words: [String] { Array(rest) }

  /// How it is typed: `apiexpose history list`.
  package var name: String { path.map { $0._commandName }.joined(separator: " ") }

  /// The short help, where that is asked for: by `-h`, or by nothing at all.
  package var brief: String? {
    guard let type = type as? any BrieflyHelped.Type else { return nil }
    let words = rest.prefix { $0 != "--" }
    return words.contains("-h") && !words.contains("--help") || path.count == 1 && words.isEmpty
      ? type.brief : nil
  }

  /// What is wrong where a word stands in the place of a subcommand and is none.
  package var problem: String? {
    let names = type.configuration.subcommands.map { $0._commandName }
    // Where there is a command for every other word, a word that is none is its argument.
    guard type.configuration.defaultSubcommand == nil, !names.isEmpty, let word = rest.first, word != "help"
    else { return nil }
    if word.hasPrefix("-") { return misplacedOption(word, names) }
    let owner = path.count == 1 ? "there is" : "\(name) has"
    let beginning = "\(owner) no command \(printable(word))"
    if path.count == 1, word.lowercased() == "version" { return "\(beginning); did you mean --version?" }
    if let near = nearestName(to: word, among: names) { return "\(beginning); did you mean \(near)?" }
    if path.count == 1, word.contains(where: { ".:/".contains($0) }) || FileText.exists(word) {
      return "\(beginning); to scan it, write: \(name) scan \(printable(word))"
    }
    return "\(beginning); the commands are \(names.joined(separator: ", "))"
  }

  /// What is wrong where an option of a command stands before its name.
  private func misplacedOption(_ word: String, _ names: [String]) -> String? {
    let own = ["-h", "--help", "--help-hidden", "--version"]
    guard !own.contains(word), let command = rest.first(where: names.contains), !word.hasPrefix("---") else {
      return nil
    }
    return
      "\(printable(word)) stands before the command; options come behind it: \(name) \(command) \(printable(word))"
  }

  private static func subcommand(
    _ word: String, of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first {
      $0._commandName == word || $0.configuration.aliases.contains(word)
    }
  }
}
