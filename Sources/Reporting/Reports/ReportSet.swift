import Exposure
import Targets
import PortableLibc

/// All reports of one scan, written together: what the pipeline's writer drives.
///
/// Rows come in target order through `write(_:_:)`; `mark(destinationsDone:)` follows the last row of each entry
/// of the list; in the end stands `finish()` or `abandon()`. Not thread-safe: one writer at a time. The process
/// must ignore SIGPIPE.
public final class ReportSet {
  /// The tally so far, that of the interrupted scan included. The writer adds what was dropped and excluded.
  public var summary: Summary
  /// What changed since the scan before, for documents that show it.
  public var changes: ChangesSince?
  /// Where the checkpoint lies; nil where there is no file that could be resumed.
  public let checkpointPath: String?

  private let plan: ReportPlan
  private let scan: ScanIdentity?
  private let files: [OpenReport]
  private let standardOutput: OutputFile
  private let standardDocument: DocumentFile?
  private let standardDirect: DirectDocument?
  private let standardWriter: (any RowWriter)?
  private var table: TableWriter?
  /// What is counted by control, where controls are asked for.
  private var controls: ControlTally?
  private let endpointsBefore: Int
  private var marked:
    (destinationsDone: UInt64, lengths: [UInt64], summary: Summary, clusterLogLength: UInt64)
  private var clusters: ClusterTally
  /// What is kept of the clusters beside the checkpoint; nil where the scan cannot be resumed.
  private let clusterLog: ClusterLog?
  /// The bytes of the complete reports, once all of them wait for their names.
  private var completeLengths: [UInt64]?
  private var row: [UInt8] = []

  /// Opens all reports; nothing is created when one of them cannot be.
  /// - Parameters:
  ///   - plan: The reports.
  ///   - scan: What the checkpoint says of the scan; nil where it cannot be resumed (a list from a stream).
  ///   - checkpoint: Where to go on; nil for a new scan.
  ///   - isDirect: Whether documents are made as endpoints come, because an interruption would leave nothing that is of
  ///     use: of results that are read back.
  ///   - descriptor: Standard output, which stays open.
  /// - Throws: `OutputFileError`, `CheckpointError`.
  public init(
    _ plan: ReportPlan, scan: ScanIdentity?, resuming checkpoint: Checkpoint? = nil,
    directly isDirect: Bool = false,
    standardOutput descriptor: Int32 = STDOUT_FILENO
  ) throws {
    if let checkpoint, let scan { try checkpoint.verify(scan) }
    let places = try plan.destinations.map { destination throws in
      (destination: destination, location: try OutputLocation(destination.path))
    }
    let resumable = places.filter { !$0.location.isStraight }
    if checkpoint != nil, resumable.isEmpty { throw CheckpointError.noFile }
    try checkpoint?.verify(
      Dictionary(resumable.map { ($0.location.path, $0.destination.format) }) { first, _ in first })
    try checkpoint?.verifyRows()
    self.plan = plan
    self.scan = checkpoint.map(\.scan) ?? scan
    changes = plan.documents.changes
    summary = checkpoint?.summary ?? Summary()
    endpointsBefore = summary.endpoints
    checkpointPath = scan == nil ? nil : resumable.first.map { Checkpoint.path(for: $0.location.path) }
    standardOutput = OutputFile(standardOutput: descriptor)
    let settings = DocumentSettings(filter: plan.filter, context: plan.documents)
    let documentWriter = try plan.standardOutput?.documentWriter(settings)
    standardDirect = isDirect ? documentWriter.map(DirectDocument.init) : nil
    standardDocument =
      try isDirect
      ? nil
      : documentWriter.map { [standardOutput] writer in
        try DocumentFile(standardOutput: standardOutput, writer: writer)
      }
    standardWriter = plan.standardOutput?.rowWriter(plan)
    files = try OpenReport.open(places, plan, settings, directly: isDirect, resuming: checkpoint)
    if plan.standardOutput?.isTable == true {
      controls = plan.filter.controls.isEmpty ? nil : ControlTally(of: plan.filter.controls)
      table = TableWriter(plan.table)
    }
    if checkpoint == nil {
      for place in resumable { Checkpoint.remove(Checkpoint.path(for: place.location.path)) }
    }
    var clusters = ClusterTally()
    let log: ClusterLog? =
      if let checkpointPath {
        try ClusterLog(ofCheckpoint: checkpointPath, resuming: checkpoint, into: &clusters)
      } else {
        nil
      }
    clusterLog = log
    self.clusters = clusters
    marked = (
      checkpoint?.destinationsDone ?? 0, files.map(\.file.length), summary, log?.length ?? 0
    )
    if let standardWriter { try standardOutput.append(standardWriter.header) }
  }

  /// The path of the checkpoint that a scan with these files would leave; nil where it would leave none.
  public static func checkpointPath(_ destinations: [OutputDestination]) throws(OutputFileError) -> String? {
    for destination in destinations {
      let location = try OutputLocation(destination.path)
      if !location.isStraight { return Checkpoint.path(for: location.path) }
    }
    return nil
  }

  /// What is accepted and expected; nil where there is no policy.
  public var policy: PolicyInForce? { plan.documents.policy }

  /// Whether a report shows what changed since the scan before.
  public var showsChanges: Bool { plan.showsChanges }

  /// Counts one endpoint and writes its rows, where the filter admits it.
  public func write(_ observation: Observation, _ assessment: Assessment) throws {
    summary.add(observation, assessment)
    if let entry = clusters.add(observation, assessment) { clusterLog?.append(entry) }
    let isAdmitted = plan.filter.admits(observation, assessment)
    if isAdmitted {
      summary.rows += 1
      controls?.add(observation, assessment)
    }
    // First, because it cannot fail: the table then shows what the tally counts.
    table?.add(
      observation, assessment, hasRow: isAdmitted, isWork: plan.filter.callsForWork(observation))
    for report in files where isAdmitted || report.countsAll {
      if let direct = report.direct {
        direct.add(observation, assessment)
      } else {
        try append(observation, assessment, report.writer, to: report.file)
      }
    }
    if let standardDirect {
      standardDirect.add(observation, assessment)
    } else if let standardDocument {
      try append(observation, assessment, JSONLinesWriter(), to: standardDocument.rows)
    } else if let standardWriter, isAdmitted {
      try append(observation, assessment, standardWriter, to: standardOutput)
    }
  }

  /// Says that all rows of the first `destinationsDone` entries of the list are written, and none of a later one.
  public func mark(destinationsDone: UInt64) {
    marked = (destinationsDone, files.map(\.file.length), summary, clusterLog?.length ?? 0)
  }

  /// Brings everything written so far to where it goes, and the checkpoint up to the last mark. Every second or
  /// so, so that a pipe sees rows while the scan goes on.
  public func checkpoint() throws(OutputFileError) {
    if table == nil { try standardOutput.flush() }
    for report in files { try report.file.flush() }
    try saveCheckpoint()
  }

  /// Completes all reports: files get their own names, the checkpoint goes, table and summary are written.
  ///
  /// Where a file cannot be written, none gets its own name, so that all of them can be resumed together; table and
  /// summary are written all the same. The first failure is thrown. The checkpoint of a scan whose end is marked says
  /// first how long the complete reports are: who goes on after a kill knows by that which have their names already.
  public func finish() throws(OutputFileError) {
    summary.clusterCounts = clusters.counts
    var failure: OutputFileError?
    let rows = summary.rows
    let isMarked = marked.summary.endpoints == summary.endpoints
    for report in files {
      do { try report.close(rows: rows, summary) } catch { failure = failure ?? error }
    }
    for document in files.compactMap(\.document) where failure == nil {
      do { try render(document) } catch {
        failure = error
      }
    }
    if failure == nil, isMarked {
      completeLengths = files.map(\.completeLength)
      // A disk that has no room for it has all reports: they are not held back.
      try? saveCheckpoint()
    }
    for report in files where failure == nil {
      do { try report.commit() } catch { failure = error }
    }
    for document in files.compactMap(\.document) where failure != nil { document.abandon() }
    if failure == nil, let checkpointPath { Checkpoint.remove(checkpointPath) }
    do {
      try standardDirect?.finish(summary, to: standardOutput)
      if let standardDocument { try render(standardDocument) }
      // Of a scan that was resumed, standard output has the rows since then alone.
      if let standardWriter, endpointsBefore == 0 {
        try standardOutput.append(standardWriter.footer(rows: rows))
      }
      try finishStandardOutput()
    } catch { failure = failure ?? error }
    if let failure { throw failure }
  }

  /// What an interrupted scan leaves.
  public struct Remains: Sendable, Equatable {
    /// The files with the rows so far.
    public var partials: [String]
    /// The checkpoint from which `--resume` goes on, if there is one.
    public var checkpoint: String?

    /// Makes the remains of a scan; nothing by default.
    public init(partials: [String] = [], checkpoint: String? = nil) {
      self.partials = partials
      self.checkpoint = checkpoint
    }
  }

  /// Ends an interrupted or failed scan: the rows so far stay in the partial files, and the table so far is shown.
  /// Failures are not reported again: whatever could be kept is kept.
  public func abandon() -> Remains {
    summary.clusterCounts = clusters.counts
    var isComplete = true
    for report in files {
      do { try report.file.flush() } catch { isComplete = false }
    }
    if isComplete { try? saveCheckpoint() }
    for report in files {
      if report.direct == nil { report.file.close() } else { report.file.discard() }
    }
    try? finishStandardOutput()
    return Remains(
      partials: files.compactMap(\.file.partialPath).filter { access($0, F_OK) == 0 },
      checkpoint: checkpointPath.flatMap { access($0, F_OK) == 0 ? $0 : nil })
  }

  /// Closes everything and removes the partial files, because the scan did not begin; those of an interrupted scan
  /// stay, and so does its checkpoint.
  public func discard() {
    for report in files { report.file.discard() }
    let hasPartials = files.contains { report in
      report.file.partialPath.map { access($0, F_OK) == 0 } ?? false
    }
    if let checkpointPath, !hasPartials { Checkpoint.remove(checkpointPath) }
  }

  private func render(_ document: DocumentFile) throws(OutputFileError) {
    try document.render(
      judgingBy: plan.documents.knowledge, under: plan.documents.policy, changes, summary)
  }

  private func append(
    _ observation: Observation, _ assessment: Assessment, _ writer: any RowWriter, to file: OutputFile
  ) throws {
    row.removeAll(keepingCapacity: true)
    writer.append(observation, assessment, to: &row)
    try file.append(row)
  }

  private func saveCheckpoint() throws(OutputFileError) {
    // Once all have their names there is nothing to go on with.
    guard let checkpointPath, let scan, files.contains(where: { $0.file.partialPath != nil }) else { return }
    var reports: [String: Checkpoint.Report] = [:]
    for (index, report) in files.enumerated() where !report.isStraight {
      reports[report.file.path] = Checkpoint.Report(
        format: report.format, length: marked.lengths[index],
        completeLength: completeLengths?[index] ?? report.completedLength)
    }
    let checkpoint = Checkpoint(
      scan: scan, destinationsDone: marked.destinationsDone,
      endpointsDone: UInt64(marked.summary.endpoints), reports: reports, summary: marked.summary,
      clusterLogLength: marked.clusterLogLength)
    try clusterLog?.flush()
    try checkpoint.save(checkpointPath)
  }

  private func finishStandardOutput() throws(OutputFileError) {
    if let table {
      try standardOutput.append(Array(table.text(summary, before: endpointsBefore).utf8))
      if let controls {
        try standardOutput.append(Array(controls.text(plan.table.style).utf8))
      }
    }
    try standardOutput.commit()
  }
}
