import ArgumentParser
import Exposure
import Targets

/// The options of a command, as its declarations say: nothing is declared a second time for a configuration.
package struct CommandOptions: Sendable {
  /// The name of the command.
  package let command: String
  /// The options in the order of the help.
  package let list: [CommandOption]
  /// The options that a configuration can hold: not those that say where it is, and not the help.
  package let configurable: [CommandOption]

  /// Makes a table.
  package init(_ command: String, _ list: [CommandOption]) {
    self.command = command
    self.list = list
    let others = Self.help.union(ConfigurationOptions.names)
    configurable = list.filter { !others.contains($0.name) }
  }

  /// Reads the declarations of a command.
  package init(of command: any ParsableCommand.Type) {
    self.init(dump: command._dumpHelp(), help: command.helpMessage(columns: 1000))
  }

  /// Reads what the argument parser tells programs and people of a command.
  /// - Parameters:
  ///   - dump: What `--experimental-dump-help` prints (swift-argument-parser 1.8, `ToolInfo.swift`).
  ///   - help: The help with long lines. It alone tells which option can stand without a value: `--components [<list>]`.
  package init(dump: String, help: String) {
    let command = (try? DocumentNode(json: Array(dump.utf8)))?.member("command")
    self.init(
      command?.text("commandName") ?? "",
      command?.elements("arguments").compactMap { CommandOption($0, help: help) } ?? [])
  }

  /// The option of this name in a configuration.
  package func named(_ name: String) -> CommandOption? { list.first { $0.name == name } }

  /// The option that is typed so.
  package func spelt(_ spelling: String) -> CommandOption? { list.first { $0.spellings.contains(spelling) } }

  private static let help: Set = ["help", "version"]
}

extension CommandOption {
  /// Reads an argument of the dump; nil where it has no name to be configured by.
  fileprivate init?(_ argument: DocumentNode, help: String) {
    guard let kind = argument.text("kind").flatMap(Kind.init(rawValue:)) else { return nil }
    let names = argument.elements("names").map { (kind: $0.text("kind"), name: $0.text("name") ?? "") }
    let long = names.first { $0.kind == "long" }?.name
    let positional = kind == .positional ? argument.text("valueName").map { $0 + "s" } : nil
    guard let name = positional ?? long else { return nil }
    self.init(name, kind)
    spellings = names.map { ($0.kind == "long" ? "--" : "-") + $0.name }
    isRepeating = argument.text("isRepeating") == "true"
    mayLackValue = kind == .option && help.contains("\(longSpelling) [<")
    takesFiles = argument.member("completionKind")?.member("file") != nil
    choices = argument.elements("allValues").compactMap(\.text)
    summary = argument.text("abstract") ?? ""
    let told = summary.firstMatch(of: /\(default: ([^)]*)\)/).map { String($0.1) }
    defaultText = mayLackValue ? nil : argument.text("defaultValue") ?? told
  }
}

extension DocumentNode {
  /// The text that this is.
  var text: String? {
    if case .text(let text) = value { text } else { nil }
  }

  /// The members of the mapping that this is.
  var members: [DocumentMember] {
    if case .mapping(let members) = value { members } else { [] }
  }

  /// The value of a key.
  func member(_ key: String) -> DocumentNode? { members.first { $0.key == key }?.value }

  /// The text of a key.
  func text(_ key: String) -> String? { member(key)?.text }

  /// The list of a key.
  func elements(_ key: String) -> [DocumentNode] {
    if case .list(let elements) = member(key)?.value { elements } else { [] }
  }
}
