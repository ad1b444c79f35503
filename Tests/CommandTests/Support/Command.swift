import Fixtures
import Foundation

/// The built `apiexpose`, run as its user runs it.
enum Command {
  /// The products lie together: the test bundle and the command.
  static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("apiexpose").path

  private static let program = Program(at: path)

  /// Runs to the end.
  static func run(_ arguments: String..., input: String = "") async throws -> Program.Outcome {
    try await program.run(arguments, input: input)
  }

  /// Runs to the end.
  static func run(_ arguments: [String], input: String = "") async throws -> Program.Outcome {
    try await program.run(arguments, input: input)
  }

  /// Runs with a hand on it while it runs, and waits for the end.
  static func running(
    _ arguments: [String], _ body: @Sendable (RunningProgram) async throws -> Void
  ) async throws -> Program.Outcome {
    try await program.running(arguments, body)
  }
}
