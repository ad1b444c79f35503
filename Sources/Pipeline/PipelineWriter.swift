import Exposure
import Reporting

/// What the writer's thread does with observations: judges them, compares those of one target, and gives them to the
/// archive and the reports. Not thread-safe: one caller at a time.
final class PipelineWriter {
  private let reports: ReportSet
  private let archived: (any ArchivedScan)?
  private let patience: Duration
  private var judging: ObservationJudge
  /// The position of the destination whose endpoints are coming.
  private var destination: UInt64
  private var hasTaken = false
  private var lastArrival = ContinuousClock.now

  /// A writer that begins behind the first `skipped` destinations. Endpoints of a name wait for each other no longer than
  /// `patience` beyond the last that came.
  init(
    _ reports: ReportSet, archived: (any ArchivedScan)?, skipped: UInt64, knowing knowledge: Knowledge,
    patience: Duration
  ) {
    self.reports = reports
    self.archived = archived
    self.patience = patience
    destination = skipped
    judging = ObservationJudge(knowing: knowledge) {
      [reports, archived, policy = reports.policy] observation, assessment in
      // First, so that the archive never has less than a checkpoint of the reports vouches for.
      var observation = observation
      if let archived { observation.seen = try archived.add(observation, assessment) }
      // Behind the archive, which keeps what was seen and not what was accepted.
      try reports.write(observation, policy?.applied(to: assessment, of: observation) ?? assessment)
    }
  }

  /// The tally so far.
  var summary: Summary { reports.summary }

  /// Judges and writes observations, in the order of the list. Throws what writing throws.
  func take(_ observations: ArraySlice<OrderedObservation>) throws {
    guard let last = observations.last else { return }
    lastArrival = .now
    hasTaken = true
    for ordered in observations {
      if ordered.destination > destination {
        try judging.finish()
        destination = ordered.destination
        // Marking costs a copy of the tally: once for each portion is enough.
        if destination == last.destination { reports.mark(destinationsDone: destination) }
      }
      try judging.take(ordered.observation, read: ordered.reading)
      // A list from a pipe may pause: what is complete does not wait for what comes next.
      if ordered.endsName { try judging.finish() }
    }
  }

  /// Brings to the disk what is written so far. Throws what writing throws.
  func save() throws {
    // An endpoint of a name that does not come to its end must not keep the others for hours.
    if lastArrival.duration(to: .now) > patience { try judging.finish() }
    try archived?.flush()
    try reports.checkpoint()
  }

  /// Completes all reports, with what is known when the scan is over. Throws what writing throws.
  func finish(_ ending: ScanEnding) throws -> Summary {
    try judging.finish()
    reports.summary.duplicatesDropped = ending.duplicatesDropped
    reports.summary.excluded = ending.excluded
    if let period = ending.period { reports.summary.period = period }
    reports.mark(destinationsDone: hasTaken ? destination + 1 : destination)
    try archived?.flush()
    if reports.showsChanges { reports.changes = try archived?.changes() }
    try reports.finish()
    try archived?.finish(reports.summary)
    return reports.summary
  }

  /// Keeps what can be kept of a scan that was interrupted or failed.
  /// - Parameter isSound: Whether writing has worked so far.
  func abandon(isSound: Bool) -> ReportSet.Remains {
    if isSound { try? judging.finish() }
    archived?.abandon()
    return reports.abandon()
  }

  /// Takes away the files of reports that nobody will want.
  func discard() {
    archived?.abandon()
    reports.discard()
  }
}
