import Exposure
import Reporting
import Synchronization

/// Takes observations from the scanner's thread, judges them, compares those of one name, and writes them down; a second
/// thread brings what is written to the disk now and then.
final class ScanReports: Sendable {
  private struct State {
    let reports: ReportSet
    let archived: (any ArchivedScan)?
    /// The position of the destination whose endpoints are being delivered.
    var destination: UInt64
    /// Its endpoints that are not written yet, where it is a name.
    var held = HeldEndpoints()
    var failure: (any Error)?
  }

  private let state: Mutex<State>
  private let knowledge: Knowledge
  private let patience: Duration

  /// Reports that begin behind the first `skipped` destinations. Endpoints of a name wait for each other as long as one
  /// may take, and no longer than `patience`.
  init(
    _ reports: sending ReportSet, archived: sending (any ArchivedScan)? = nil, skipped: UInt64,
    knowing knowledge: Knowledge, patience: Duration
  ) {
    state = Mutex(State(reports: reports, archived: archived, destination: skipped))
    self.knowledge = knowledge
    self.patience = patience
  }

  /// The number of the scan in its archive; nil where it has none.
  var scanNumber: Int64? { state.withLock { $0.archived?.number } }

  /// The tally so far.
  var summary: Summary { state.withLock { $0.reports.summary } }

  /// Judges and writes one endpoint. Throws what writing throws.
  func take(_ observation: Observation, destination: UInt64) throws {
    let assessment = assess(observation, knowing: knowledge)
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      if destination > state.destination {
        try Self.writeHeld(&state)
        state.destination = destination
        state.reports.mark(destinationsDone: destination)
      }
      guard observation.endpoint.target.serverName != nil else {
        return try Self.write(observation, assessment, &state)
      }
      state.held.append(observation, assessment)
      if state.held.isFull { try Self.writeHeld(&state) }
    }
  }

  private static func write(
    _ observation: Observation, _ assessment: Assessment, _ state: inout State
  ) throws {
    // First, so that the archive never has less than a checkpoint of the reports vouches for.
    try state.archived?.add(observation, assessment)
    try state.reports.write(observation, assessment)
  }

  private static func writeHeld(_ state: inout State) throws {
    for (observation, assessment) in state.held.release() {
      try write(observation, assessment, &state)
    }
  }

  /// Brings to the disk what is written so far. A failure ends the scan with its next endpoint.
  /// - Returns: Whether it went well.
  @discardableResult func save() -> Bool {
    state.withLock { state in
      do {
        if state.failure == nil {
          if state.held.isOverdue(after: patience) { try Self.writeHeld(&state) }
          try state.archived?.flush()
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
      try Self.writeHeld(&state)
      state.reports.summary.duplicatesDropped = duplicatesDropped
      state.reports.summary.excluded = excluded
      try state.archived?.flush()
      try state.reports.finish()
      try state.archived?.finish()
      return state.reports.summary
    }
  }

  /// Keeps what can be kept of a scan that was interrupted or failed.
  func abandon() -> ReportSet.Remains {
    state.withLock { state in
      if state.failure == nil { try? Self.writeHeld(&state) }
      state.archived?.abandon()
      return state.reports.abandon()
    }
  }
}
