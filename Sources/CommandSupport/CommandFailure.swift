import ArgumentParser
import Sessions

/// An error that ends the command: the sentence for the person who ran it, and the status.
package struct CommandFailure: Error, Hashable {
  package let status: ExitCode
  package let message: String

  package init(_ status: ExitCode, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Runs a command's body; what fails is reported on standard error, every line of it under the command's name. Throws the
  /// status where it is not success, and errors of no known kind.
  package static func reported(_ body: () async throws -> ExitCode) async throws {
    let status: ExitCode
    do {
      status = try await body()
    } catch {
      guard let failure = CommandFailure(known: error) else { throw error }
      status = failure.told()
    }
    if status != .success { throw status }
  }

  /// Says what failed.
  /// - Returns: The exit status.
  func told() -> ExitCode {
    for line in message.split(separator: "\n") {
      StandardError.notice(ConfiguredNames.current.text(String(line)))
    }
    return status
  }
}
