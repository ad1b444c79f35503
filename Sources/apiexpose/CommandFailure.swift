import ArgumentParser
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An error that ends the command: the sentence for the person who ran it, and the status.
struct CommandFailure: Error, Hashable {
  let status: ExitCode
  let message: String

  init(_ status: ExitCode, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The failure of a report, or of standard output.
  ///
  /// A reader of standard output that has had enough (`| head -1`) ends the command as SIGPIPE would, without a word.
  init(_ error: OutputFileError) {
    if error == .readerGone(path: OutputFile.standardOutputName) {
      self.init(.signal(SIGPIPE), "")
    } else {
      self.init(ExitCode(error.exitStatus), error.description)
    }
  }

  /// Runs a command's body; what fails is said on standard error, every line of it under the command's name.
  static func reported(_ body: () async throws -> ExitCode) async throws {
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
