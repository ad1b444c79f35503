import ArgumentParser
import Reporting
import Sessions

/// The run of one command line: to its exit status, with whatever is wrong with it told on standard error.
package enum CommandLineRun<Program: AsyncParsableCommand> {
  /// Runs a command line, without the program's name. Where `answer` has a text for it, that is printed, and no command
  /// runs.
  /// - Returns: The exit status.
  package static func status(
    of arguments: [String], unless answer: ([String]) -> String? = { _ in nil }
  ) async -> ExitCode {
    do {
      if let text = answer(arguments) {
        try await printed(text)
        return .success
      }
      guard let line = try await configured(arguments) else { return .success }
      return await ConfiguredNames.$current.withValue(line.names) {
        do {
          try await run(line)
          return .success
        } catch {
          return await end(error)
        }
      }
    } catch {
      return await end(error)
    }
  }

  /// The command line with what configurations add to it; nil where the short help was asked for, and is printed.
  private static func configured(_ arguments: [String]) async throws -> ConfiguredCommandLine? {
    let asksForHelp = arguments.first == "help"
    let named = NamedCommand(asksForHelp ? Array(arguments.dropFirst()) : arguments, of: Program.self)
    if let problem = named.problem ?? AttachedValue.problem(in: named.words) {
      throw Refusal(problem, of: named.name)
    }
    if !asksForHelp, let brief = named.brief {
      try await printed(brief)
      return nil
    }
    guard !asksForHelp, let command = named.type as? any ConfigurableCommand.Type else {
      return ConfiguredCommandLine(arguments)
    }
    return try ConfiguredCommandLine(
      command, named.names, named.words,
      among: Program.configuration.subcommands.compactMap { $0 as? any ConfigurableCommand.Type },
      environment: Environment.all)
  }

  private static func run(_ line: ConfiguredCommandLine) async throws {
    if !line.mistakes.isEmpty, let problem = problem(line) { throw problem }
    if let shown = line.shown {
      try await printed(shown)
      do {
        return try line.check { _ = try Program.parseAsRoot($0) }
      } catch {
        throw problem(line) ?? error
      }
    }
    let command: any ParsableCommand
    do {
      command = try await Program.asyncParseAsRoot(line.arguments)
    } catch  where Program.exitCode(for: error) == .wrongUsage {
      throw problem(line) ?? error
    }
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  /// All that is wrong with configurations; nil where the parser's own sentence tells it.
  private static func problem(_ line: ConfiguredCommandLine) -> CommandFailure? {
    line.problem { arguments in
      do {
        try ConfiguredCommandLine(arguments).check { _ = try Program.parseAsRoot($0) }
        return nil
      } catch {
        guard Program.exitCode(for: error) == .wrongUsage else { return nil }
        return UsageSentence(Program.message(for: error)).text
      }
    }
  }

  private static func end(_ error: any Error) async -> ExitCode {
    if let refusal = error as? Refusal { return refusal.told() }
    if let failure = error as? CommandFailure { return failure.told() }
    let status = Program.exitCode(for: error)
    if error is ExitCode { return status }
    if status == .success {
      do {
        try await printed(Program.fullMessage(for: error))
        return .success
      } catch {
        return Program.exitCode(for: error)
      }
    }
    guard status == .wrongUsage else {
      StandardError.notice(printable("\(error)"))
      return .systemError
    }
    // The parser names the command that refused in the last line of its own message: See 'apiexpose scan --help' ...
    let command = Program.fullMessage(for: error).matches(of: /See '(.*) --help'/).last
    let name = command.map { String($0.1) } ?? Program._commandName
    return Refusal(
      ConfiguredNames.current.text(UsageSentence(Program.message(for: error)).text), of: name
    ).told()
  }

  /// Prints help; a reader that has gone, or an output that is closed, ends the command as it does elsewhere.
  private static func printed(_ text: String) async throws {
    try await CommandFailure.reported {
      try StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
      return .success
    }
  }
}

/// A command line that cannot be taken.
private struct Refusal: Error {
  private let problem: String
  private let command: String

  init(_ problem: String, of command: String) {
    self.problem = problem
    self.command = command
  }

  /// Says so, and where help is.
  /// - Returns: The exit status.
  func told() -> ExitCode {
    for line in problem.split(separator: "\n") { StandardError.notice(String(line)) }
    StandardError.line("See `\(command) -h`.")
    return .wrongUsage
  }
}
