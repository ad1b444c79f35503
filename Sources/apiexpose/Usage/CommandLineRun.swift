import ArgumentParser
import CommandSupport
import Reporting

/// The run of one command line: to its exit status, with whatever is wrong with it told on standard error.
enum CommandLineRun {
  /// Runs a command line, without the program's name.
  /// - Returns: The exit status.
  static func status(of arguments: [String]) async -> ExitCode {
    do {
      try await run(arguments)
      return .success
    } catch {
      return await end(error)
    }
  }

  private static func run(_ arguments: [String]) async throws {
    if VersionReport.isAsked(by: arguments) { return try await printed(VersionReport().text) }
    let asked = arguments.first == "help" ? Array(arguments.dropFirst()) : arguments
    let named = NamedCommand(asked, of: Apiexpose.self)
    if let problem = named.problem { throw Refusal(problem, of: named.name) }
    if arguments.first != "help", let brief = named.brief { return try await printed(brief) }
    let command = try await Apiexpose.asyncParseAsRoot(arguments)
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  private static func end(_ error: any Error) async -> ExitCode {
    if let refusal = error as? Refusal { return refusal.told() }
    let status = Apiexpose.exitCode(for: error)
    if error is ExitCode { return status }
    if status == .success {
      do {
        try await printed(Apiexpose.fullMessage(for: error))
        return .success
      } catch {
        return Apiexpose.exitCode(for: error)
      }
    }
    guard status == .wrongUsage else {
      StandardError.line("apiexpose: \(printable("\(error)"))")
      return .systemError
    }
    // The parser names the command that refused in the last line of its own message: See 'apiexpose scan --help' ...
    let command = Apiexpose.fullMessage(for: error).matches(of: /See '(.*) --help'/).last
    let name = command.map { String($0.1) } ?? Apiexpose._commandName
    return Refusal(UsageSentence(Apiexpose.message(for: error)).text, of: name).told()
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
    for line in problem.split(separator: "\n") { StandardError.line("apiexpose: \(line)") }
    StandardError.line("See `\(command) -h`.")
    return .wrongUsage
  }
}
