import Exposure
import Pipeline
import Reporting
import Synchronization

/// Reports on observations that earlier scans made, judged anew.
package struct RereadRun {
  /// The reports.
  package var plan: ReportPlan
  /// Whether the observations are those of a whole list; nil where they tell it.
  package var isWhole: Bool?
  private let messages: Messages

  /// The signal that ends the run.
  package let flag = SignalFlag()

  /// A run that writes these reports.
  package init(plan: ReportPlan, messages: Messages) {
    self.plan = plan
    self.messages = messages
  }

  /// Writes the reports. `each` gives every observation, in order, to its argument, and throws what that throws. Where this
  /// throws, no file is left behind but for the rows that a full disk stopped.
  package func run(
    each: (_ take: (Observation) throws -> Void) throws -> Void
  ) async throws -> SessionEnd {
    let signals = Signals(received: flag.receive)
    defer { withExtendedLifetime(signals) {} }
    do {
      let summary = try await Pipeline.reread(plan, check: flag.check, each: each)
      if plan.standardOutput?.isTable != true { summary.notices.forEach(messages.notice) }
      if isWhole ?? !summary.isOfParts { messages.unused(plan, in: summary) }
      return .finished(summary)
    } catch {
      // Whatever a stopped reader led to.
      if let signal = flag.received {
        messages.notice("interrupted: nothing is written")
        return .interrupted(signal: signal)
      }
      throw error
    }
  }

  /// A signal that ends the run at the next endpoint.
  package final class SignalFlag: Sendable {
    struct Raised: Error {
      let signal: Int32
    }

    private let signal = Mutex<Int32?>(nil)

    func receive(_ number: Int32) {
      signal.withLock { $0 = $0 ?? number }
    }

    /// The signal that came first; nil where none came.
    package var received: Int32? { signal.withLock { $0 } }

    func check() throws(Raised) {
      if let received { throw Raised(signal: received) }
    }
  }
}
