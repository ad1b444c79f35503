import ArgumentParser

/// An error that ends the command: the sentence for the person who ran it, and the status.
package struct CommandFailure: Error, Hashable {
  package let status: ExitCode
  package let message: String

  package init(_ status: ExitCode, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Runs a command's body; what fails is reported on standard error, every line of it under the command's name.
  package static func reported(_ body: () async throws -> ExitCode) async throws {
    let status: ExitCode
    do {
      status = try await body()
    } catch let failure as CommandFailure {
      for line in failure.message.split(separator: "\n") { StandardError.line("apiexpose: \(line)") }
      status = failure.status
    }
    if status != .success { throw status }
  }
}
