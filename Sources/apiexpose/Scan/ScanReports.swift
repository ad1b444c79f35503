import Exposure
import Reporting
import Synchronization

/// Takes observations from the scanner's thread, judges them, and writes them down; a second thread brings what is
/// written to the disk now and then.
final class ScanReports: Sendable {
  private struct State {
    let reports: ReportSet
    /// The position of the destination whose endpoints are being delivered.
    var destination: UInt64
    var failure: (any Error)?
  }

  private let state: Mutex<State>

  init(_ reports: sending ReportSet, skipped: UInt64) {
    state = Mutex(State(reports: reports, destination: skipped))
  }

  /// The tally so far.
  var summary: Summary { state.withLock { $0.reports.summary } }

  /// Judges and writes one endpoint. Throws what writing throws.
  func take(_ observation: Observation, destination: UInt64) throws {
    let assessment = assess(observation)
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      if destination > state.destination {
        state.destination = destination
        state.reports.mark(destinationsDone: destination)
      }
      try state.reports.write(observation, assessment)
    }
  }

  /// Brings to the disk what is written so far. A failure ends the scan with its next endpoint.
  /// - Returns: Whether it went well.
  @discardableResult func save() -> Bool {
    state.withLock { state in
      do {
        if state.failure == nil { try state.reports.checkpoint() }
      } catch {
        state.failure = error
      }
      return state.failure == nil
    }
  }

  /// Completes all reports, with what the list left out. Throws what writing throws.
  func finish(duplicatesDropped: Int, excluded: Int) throws -> Summary {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.reports.summary.duplicatesDropped = duplicatesDropped
      state.reports.summary.excluded = excluded
      try state.reports.finish()
      return state.reports.summary
    }
  }

  /// Keeps what can be kept of a scan that was interrupted or failed.
  func abandon() -> ReportSet.Remains {
    state.withLock { $0.reports.abandon() }
  }
}
