import ArgumentParser
import Exposure
import Pipeline
import Reporting
import Synchronization

/// Reports on observations that earlier scans made, judged anew.
struct RereadRun {
  var plan: ReportPlan
  var failOn: [FailureCondition] = []
  var messages: Messages

  /// Writes the reports. `next` gives the observations, nil at their end. Throws a `CommandFailure`.
  func run(next: () throws -> Observation?) async throws -> ExitCode {
    try await run { take in
      while let observation = try next() { try take(observation) }
    }
  }

  /// Writes the reports. `each` gives every observation, in order, to its argument, and throws what that throws. Throws a
  /// `CommandFailure`; no file is left behind then, but for the rows that a full disk stopped.
  func run(each: (_ take: (Observation) throws -> Void) throws -> Void) async throws -> ExitCode {
    let interruption = Interruption()
    let signals = Signals(received: interruption.receive)
    defer { withExtendedLifetime(signals) {} }
    do {
      let pipeline = Pipeline(try ReportSet(plan, scan: nil), knowing: plan.documents.knowledge)
      let summary: Summary
      do {
        try each { observation in
          try interruption.check()
          guard pipeline.queue.offer(OrderedObservation(observation, destination: 0)) else {
            throw QueueClosed()
          }
        }
        try interruption.check()
        summary = try await pipeline.finish()
      } catch let error as OutputFileError {
        _ = await pipeline.abandon()
        throw error
      } catch is QueueClosed {
        // What closed it is what `finish` throws.
        do {
          summary = try await pipeline.finish()
        } catch {
          _ = await pipeline.abandon()
          throw error
        }
      } catch {
        await pipeline.discard()
        throw error
      }
      if plan.standardOutput != .table { messages.notice(summary.sentence) }
      return messages.status(of: summary, failingOn: failOn)
    } catch let interrupted as Interruption.Happened {
      messages.notice("interrupted: nothing is written")
      return .signal(interrupted.signal)
    } catch {
      throw Self.failure(error)
    }
  }

  /// The sentence and the status for what went wrong.
  static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: return failure
    case let failure as OutputFileError: return CommandFailure(failure)
    case let failure as JSONLinesError: return CommandFailure(failure)
    case let failure as ShardMergeError: return CommandFailure(.badData, failure.description)
    default: return CommandFailure(.systemError, "the report cannot be made: \(error)")
    }
  }

  /// The pipeline takes nothing more.
  private struct QueueClosed: Error {}

  /// A signal that ends the run at the next endpoint.
  private final class Interruption: Sendable {
    struct Happened: Error {
      let signal: Int32
    }

    private let signal = Mutex<Int32?>(nil)

    func receive(_ number: Int32) {
      signal.withLock { $0 = $0 ?? number }
    }

    func check() throws(Happened) {
      if let number = signal.withLock({ $0 }) { throw Happened(signal: number) }
    }
  }
}

extension CommandFailure {
  /// The failure of results that are read back: a file that is missing, or a line that is no observation.
  init(_ error: JSONLinesError) {
    switch error {
    case .unreadable: self.init(.noInput, error.description)
    case .badLine: self.init(.badData, error.description)
    }
  }
}
