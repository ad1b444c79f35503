import ArgumentParser
import CommandSupport
import Testing

@testable import apiexpose

@Suite("The short help")
struct BriefHelpTests {
  static let commands: [any BrieflyHelped.Type] = [
    Apiexpose.self, ScanCommand.self, WatchCommand.self, ReportCommand.self, MergeCommand.self,
    TargetsCommand.self, ExplainCommand.self,
  ]

  @Test("fits one screen", arguments: commands.indices)
  func size(_ index: Int) {
    let lines = Self.commands[index].brief.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((18...40).contains(lines.count))
    for line in lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test(
    "names only options of the command, with the defaults that they have",
    arguments: commands.indices.dropFirst())
  func options(_ index: Int) throws {
    let command = Self.commands[index]
    let help = Apiexpose.helpMessage(for: command, columns: 400)
    let brief = command.brief.matches(
      of: /(?m)^ +(?:-o, )?(--[a-z-]+)((?:(?!\n  ?-)(?!\n\n).|\n    )*)/.dotMatchesNewlines())
    #expect(brief.count >= 4)
    for option in brief {
      let name = try Regex("\\n  (?:-., )?\(option.1)[ \\n](?:.|\\n(?!  ?-))*")
      let line = help.firstMatch(of: name).map { help[$0.range] }
      #expect(line != nil, "\(option.1)")
      guard let given = option.2.firstMatch(of: /\(default: ([^)]*)\)/) else { continue }
      #expect(line?.contains("default: \(given.1))") == true, "\(option.1): \(given.1)")
    }
  }

  @Test(
    "is what -h prints, and --help the long one",
    arguments: [
      (["scan", "-h"], true), (["scan", "targets.txt", "-h"], true), (["scan", "--help"], false),
      (["scan", "-h", "--help"], false), (["scan", "--", "-h"], false), ([], true), (["--help"], false),
      (["demo", "-h"], false), (["history"], false),
    ])
  func asked(_ arguments: [String], _ isBrief: Bool) {
    #expect((NamedCommand(arguments, of: Apiexpose.self).brief != nil) == isBrief)
  }

  @Test("every longer command has one")
  func complete() {
    let brief = Self.commands.map { $0._commandName }
    for command in Apiexpose.configuration.subcommands where !brief.contains(command._commandName) {
      let help = Apiexpose.helpMessage(for: command, columns: 80)
      #expect(
        help.split(separator: "\n", omittingEmptySubsequences: false).count <= 40, "\(command._commandName)")
    }
  }
}
