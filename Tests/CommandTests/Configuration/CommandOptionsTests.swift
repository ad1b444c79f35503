import ArgumentParser
import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import CommandSupport
@testable import apiexpose

@Suite("The options that a configuration can hold")
struct CommandOptionsTests {
  static let commands: [any ConfigurableCommand.Type] = [
    ScanCommand.self, WatchCommand.self, ReportCommand.self,
  ]
  private static let scan = CommandOptions(of: ScanCommand.self)

  @Test("are all options of a command, each under a name", arguments: commands.indices)
  func complete(_ index: Int) throws {
    let options = CommandOptions(of: Self.commands[index])
    #expect(options.command == Self.commands[index]._commandName)
    let dump = try DocumentNode(json: Array(Self.commands[index]._dumpHelp().utf8))
    #expect(
      options.list.count == dump.member("command")?.elements("arguments").count, "an option has no long name")
    #expect(Set(options.list.map(\.name)).count == options.list.count)
    #expect(options.list.count - options.configurable.count == 4)
  }

  @Test("are described as they are declared")
  func declared() throws {
    let options = try ["targets", "output", "fail-on", "components", "quiet", "deadline", "port", "rate"].map
    {
      try #require(Self.scan.named($0))
    }
    #expect(
      options.map(\.kind) == [.positional, .option, .option, .option, .flag, .option, .option, .option])
    #expect(options.map(\.isRepeating) == [true, true, true, false, false, false, false, false])
    #expect(options.map(\.takesFiles) == [true, true, false, false, false, false, false, false])
    #expect(options.map(\.defaultText) == [nil, nil, nil, nil, nil, "10s", "6443", "no limit"])
    #expect(options.map(\.mayLackValue) == [false, false, false, true, false, false, false, false])
    #expect(options[1].spellings == ["-o", "--output"])
    #expect(options[2].choices.contains("exposed"))
    #expect(Self.scan.list.filter(\.mayLackValue).map(\.name).contains("randomize"))
  }

  @Test("have variables and sections of their own")
  func apart() {
    let names = Self.commands.flatMap { command in
      ConfigurationVariables.names(of: CommandOptions(of: command), section: command.configurationSection)
    }
    let shared: Set = ["APIEXPOSE_CONFIG", "APIEXPOSE_NO_CONFIG", "APIEXPOSE_KNOWLEDGE"]
    let own = names.filter { !shared.contains($0) }
    #expect(Set(own).count == own.count)
    #expect(Self.commands.compactMap { $0.configurationSection }.filter { Self.scan.named($0) != nil } == [])
    #expect(Self.commands.filter { $0.configurationSection == nil }.count == 1)
  }

  @Test("include those that a found file may say")
  func found() {
    let names = Self.commands.flatMap { CommandOptions(of: $0).configurable.map(\.name) }
    #expect(FoundConfiguration.options.subtracting(names) == [])
  }

  @Test("make docs/configuration.schema.json")
  func schema() async throws {
    let url = DocumentationPage.root.appending(path: "docs/configuration.schema.json")
    let outcome = try await Command.run("scan", "--show-config", "schema", "--no-config")
    #expect(outcome.status == 0)
    #expect(
      try String(contentsOf: url, encoding: .utf8) == outcome.output,
      "make it anew: apiexpose scan --show-config schema > docs/configuration.schema.json")
    #expect((try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))) != nil)
  }

  @Test("are all in docs/configuration.md if a found file may say them")
  func documented() throws {
    let spans = Set(try DocumentationPage(path: "docs/configuration.md").codeSpans())
    #expect(FoundConfiguration.options.filter { !spans.contains($0) } == [])
  }
}
