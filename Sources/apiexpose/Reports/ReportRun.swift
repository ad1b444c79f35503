import ArgumentParser
import Exposure
import Reporting
import Synchronization

/// Reports of observations that are there already: read once in their order, judged, written.
struct ReportRun {
  /// Gives every observation, in order, to its argument, and throws what that throws.
  var observations: (_ take: (Observation) throws -> Void) throws -> Void
  var plan: ReportPlan
  var failOn: FailureCondition?
  var messages: Messages

  /// Reads and writes. Throws a `CommandFailure`; no file is left behind then, but for the rows that a full disk
  /// stopped.
  func run() throws -> ExitCode {
    let interruption = Interruption()
    let signals = Signals(received: interruption.receive)
    defer { withExtendedLifetime(signals) {} }
    do {
      let reports = try ReportSet(plan, scan: nil)
      do {
        try write(reports, until: interruption)
      } catch let error as OutputFileError {
        _ = reports.abandon()
        throw error
      } catch {
        reports.discard()
        throw error
      }
      if plan.standardOutput != .table { messages.notice(reports.summary.sentence) }
      return failOn?.isMet(by: reports.summary) == true ? .failedOn : .success
    } catch let failure as OutputFileError {
      throw CommandFailure(ExitCode(failure.exitStatus), failure.description)
    } catch let interrupted as Interruption.Happened {
      messages.notice("interrupted: nothing is written")
      return .signal(interrupted.signal)
    }
  }

  private func write(_ reports: ReportSet, until interruption: Interruption) throws {
    var rejudging = Rejudging(knowing: plan.documents.knowledge, write: reports.write)
    try observations { observation in
      try interruption.check()
      try rejudging.take(observation)
    }
    try rejudging.finish()
    try interruption.check()
    try reports.finish()
  }

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
