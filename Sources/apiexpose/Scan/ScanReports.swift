import Exposure
import Reporting
import Synchronization

/// Takes observations from the scanner's thread, judges them, and writes them down; a second thread brings what is
/// written to the disk now and then.
final class ScanReports: Sendable {
  private struct State {
    let reports: ReportSet
    let recording: ScanRecording?
    /// The position of the destination whose endpoints are being delivered.
    var destination: UInt64
    var failure: (any Error)?
  }

  private let state: Mutex<State>

  init(_ reports: sending ReportSet, recording: sending ScanRecording? = nil, skipped: UInt64) {
    state = Mutex(State(reports: reports, recording: recording, destination: skipped))
  }

  /// The number of the scan in its history; nil where it has none.
  var scanNumber: Int64? { state.withLock { $0.recording?.number } }

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
      // First, so that the history never has less than a checkpoint of the reports vouches for.
      try state.recording?.add(observation, assessment)
      try state.reports.write(observation, assessment)
    }
  }

  /// Brings to the disk what is written so far. A failure ends the scan with its next endpoint.
  /// - Returns: Whether it went well.
  @discardableResult func save() -> Bool {
    state.withLock { state in
      do {
        if state.failure == nil {
          try state.recording?.flush()
          try state.reports.checkpoint()
        }
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
      try state.recording?.flush()
      try state.reports.finish()
      try state.recording?.finish()
      return state.reports.summary
    }
  }

  /// Keeps what can be kept of a scan that was interrupted or failed.
  func abandon() -> ReportSet.Remains {
    state.withLock { state in
      state.recording?.abandon()
      return state.reports.abandon()
    }
  }
}
