import ArgumentParser

/// The statuses that the command ends with, beside 0 and 64 (wrong usage), which the argument parser gives.
extension ExitCode {
  /// `--fail-on` was met.
  static let failedOn = ExitCode(1)
  /// The command line asks for what cannot be (EX_USAGE).
  static let wrongUsage = ExitCode(64)
  /// A target line could not be understood (EX_DATAERR).
  static let badTargets = ExitCode(65)
  /// A results file is invalid or incomplete (EX_DATAERR).
  static let badData = ExitCode(65)
  /// A knowledge file is invalid (EX_DATAERR).
  static let badKnowledge = ExitCode(65)
  /// An input file is missing or unreadable (EX_NOINPUT).
  static let noInput = ExitCode(66)
  /// libssl or the system refused what every scan needs (EX_OSERR).
  static let systemError = ExitCode(71)
  /// An output file cannot be created (EX_CANTCREAT).
  static let cannotCreate = ExitCode(73)
  /// Writing failed later (EX_IOERR).
  static let writeFailed = ExitCode(74)
  /// Ended by a signal, as shells count.
  static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}
