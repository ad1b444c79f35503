import ArgumentParser
import Exposure
import Reporting

/// Reports on observations that earlier scans made, judged anew.
struct RereadRun {
  var plan: ReportPlan
  var messages: Messages

  /// Writes the reports. `next` gives the observations, nil at their end. Throws a `CommandFailure`.
  func run(next: () throws -> Observation?) throws -> ExitCode {
    let reports: ReportSet
    do {
      reports = try ReportSet(plan, scan: nil)
    } catch {
      throw Self.failure(error)
    }
    do {
      while let observation = try next() { try reports.write(observation, assess(observation)) }
      try reports.finish()
    } catch {
      reports.discard()
      throw Self.failure(error)
    }
    if plan.standardOutput != .table { messages.notice(reports.summary.sentence) }
    return .success
  }

  /// The sentence and the status for what went wrong.
  static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: return failure
    case let failure as OutputFileError:
      return CommandFailure(ExitCode(failure.exitStatus), failure.description)
    case let failure as JSONLinesError:
      switch failure {
      case .unreadable: return CommandFailure(.noInput, failure.description)
      case .badLine: return CommandFailure(.badData, failure.description)
      }
    case let failure as ShardMergeError: return CommandFailure(.badData, failure.description)
    default: return CommandFailure(.systemError, "the report cannot be made: \(error)")
    }
  }
}
