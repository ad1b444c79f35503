import ArgumentParser
import Exposure
import Reporting
import Sessions
import Targets

extension ScanRun {
  /// Scans and reports. Throws a `CommandFailure`.
  package func status(
    failingOn conditions: [FailureCondition] = [], _ messages: Messages
  ) async throws(CommandFailure) -> ExitCode {
    do {
      return messages.status(of: try await run(), failingOn: conditions)
    } catch {
      throw CommandFailure(error, "the scan cannot go on")
    }
  }
}

extension RereadRun {
  /// What is said of an unexpected error.
  package static let cannotBeMade = "the report cannot be made"

  /// Reports. Throws a `CommandFailure`.
  /// - Parameter each: Gives every observation, in order, to its argument, and throws what that throws.
  package func status(
    failingOn conditions: [FailureCondition] = [], _ messages: Messages,
    each: (_ take: (Observation) throws -> Void) throws -> Void
  ) async throws(CommandFailure) -> ExitCode {
    do {
      return messages.status(of: try await run(each: each), failingOn: conditions)
    } catch {
      throw CommandFailure(error, Self.cannotBeMade)
    }
  }
}

extension Messages {
  /// The exit status of a scan or report that ended so; says which condition is met, even if it should be quiet, because
  /// the status is a failure then.
  fileprivate func status(of end: SessionEnd, failingOn conditions: [FailureCondition]) -> ExitCode {
    switch end {
    case .interrupted(let signal): return .signal(signal)
    case .inputNotUsed(let failure): return failure.status
    case .noTargets(let sentence):
      error(sentence)
      return .badTargets
    case .finished(let summary):
      guard let sentence = conditions.sentence(of: summary) else { return .success }
      error("--fail-on is met: \(sentence)")
      return .failedOn
    }
  }
}

extension StreamedTargets.Failure {
  /// The status of a command that could not use all of its input.
  package var status: ExitCode {
    switch self {
    case .unreadable: .noInput
    case .badTargets: .badTargets
    }
  }
}

extension ScanAdvice {
  /// The options of this command.
  package static let options = ScanAdvice(
    concurrency: OptionName.concurrency.rawValue, port: OptionName.port.rawValue,
    resuming: "the same command with \(OptionName.resume) goes on from there")
}
