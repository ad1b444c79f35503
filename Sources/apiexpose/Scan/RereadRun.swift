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

  /// The signal that ends the run.
  let flag = SignalFlag()

  /// Writes the reports. `next` gives the observations, nil at their end. Throws a `CommandFailure`.
  func run(next: () throws -> Observation?) async throws -> ExitCode {
    try await run { take in
      while let observation = try next() { try take(observation) }
    }
  }

  /// Writes the reports. `each` gives every observation, in order, to its argument, and throws what that throws. Throws a
  /// `CommandFailure`; no file is left behind then, but for the rows that a full disk stopped.
  func run(each: (_ take: (Observation) throws -> Void) throws -> Void) async throws -> ExitCode {
    let signals = Signals(received: flag.receive)
    defer { withExtendedLifetime(signals) {} }
    var plan = plan
    plan.documents.failOn = failOn
    do {
      let summary = try await Pipeline.reread(plan, check: flag.check, each: each)
      if plan.standardOutput?.isTable != true { summary.notices.forEach(messages.notice) }
      return messages.status(of: summary, failingOn: failOn)
    } catch {
      // Whatever a stopped reader led to.
      if let signal = flag.received {
        messages.notice("interrupted: nothing is written")
        return .signal(signal)
      }
      throw CommandFailure(error, Self.cannotBeMade)
    }
  }

  /// A signal that ends the run at the next endpoint.
  final class SignalFlag: Sendable {
    struct Raised: Error {
      let signal: Int32
    }

    private let signal = Mutex<Int32?>(nil)

    func receive(_ number: Int32) {
      signal.withLock { $0 = $0 ?? number }
    }

    /// The signal that came first; nil where none came.
    var received: Int32? { signal.withLock { $0 } }

    func check() throws(Raised) {
      if let received { throw Raised(signal: received) }
    }
  }
}
