import ArgumentParser

/// The statuses that the command ends with, beside 0 and 64 (wrong usage), which the argument parser gives.
extension ExitCode {
  /// `--fail-on` was met.
  package static let failedOn = ExitCode(1)
  /// The command line asks for what cannot be (EX_USAGE).
  package static let wrongUsage = ExitCode(64)
  /// A target line could not be understood (EX_DATAERR).
  package static let badTargets = ExitCode(65)
  /// A results file is invalid or incomplete (EX_DATAERR).
  package static let badData = ExitCode(65)
  /// A knowledge file is invalid (EX_DATAERR).
  package static let badKnowledge = ExitCode(65)
  /// An input file is missing or unreadable (EX_NOINPUT).
  package static let noInput = ExitCode(66)
  /// The proxy of a scan cannot be used (EX_UNAVAILABLE).
  package static let proxyFailed = ExitCode(69)
  /// libssl or the system refused what every scan needs (EX_OSERR).
  package static let systemError = ExitCode(71)
  /// An output file cannot be created (EX_CANTCREAT).
  package static let cannotCreate = ExitCode(73)
  /// Writing failed later (EX_IOERR).
  package static let writeFailed = ExitCode(74)
  /// Ended by a signal, as shells count.
  package static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}
