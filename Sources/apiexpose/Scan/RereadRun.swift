import ArgumentParser
import CommandSupport
import Exposure
import Pipeline
import Reporting
import Synchronization

/// Reports on observations that earlier scans made, judged anew.
struct RereadRun {
  /// What is said of an unexpected error.
  static let cannotBeMade = "the report cannot be made"

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
    let flag = SignalFlag()
    let signals = Signals(received: flag.receive)
    defer { withExtendedLifetime(signals) {} }
    do {
      let summary = try await Pipeline.reread(plan, check: flag.check, each: each)
      if plan.standardOutput?.isTable != true { summary.notices.forEach(messages.notice) }
      return messages.status(of: summary, failingOn: failOn)
    } catch let interrupted as SignalFlag.Raised {
      messages.notice("interrupted: nothing is written")
      return .signal(interrupted.signal)
    } catch {
      throw CommandFailure(error, Self.cannotBeMade)
    }
  }

  /// A signal that ends the run at the next endpoint.
  private final class SignalFlag: Sendable {
    struct Raised: Error {
      let signal: Int32
    }

    private let signal = Mutex<Int32?>(nil)

    func receive(_ number: Int32) {
      signal.withLock { $0 = $0 ?? number }
    }

    func check() throws(Raised) {
      if let number = signal.withLock({ $0 }) { throw Raised(signal: number) }
    }
  }
}
