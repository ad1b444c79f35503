import Exposure
import GRDB
import PortableFoundation

/// Writes one scan into a history as its results come, some at a time; whatever ends the process, what was written
/// stays. Not thread-safe: one caller at a time.
public final class ScanRecorder {
  /// The scan's number.
  public let number: Int64

  private let file: HistoryFile
  private var verdicts: [Verdict: Int]
  private var pending: [RecordedResult] = []
  private var pendingBytes = 0
  private var failure: HistoryError?

  /// One transaction for so many results costs little for each of them; more would only hold memory.
  private static let batchLimit = 1000
  /// The bytes that wait for their transaction at most, but for the last line.
  private static let batchBytes = 4 * 1024 * 1024

  private init(file: HistoryFile, number: Int64, verdicts: [Verdict: Int]) {
    self.file = file
    self.number = number
    self.verdicts = verdicts
  }

  /// Begins a scan.
  public static func begin(
    _ description: ScanDescription, in file: HistoryFile
  ) throws(HistoryError) -> sending ScanRecorder {
    let number = try file.write { database in
      try description.insert(database)
      return database.lastInsertedRowID
    }
    return ScanRecorder(file: file, number: number, verdicts: [:])
  }

  /// Goes on with the newest scan of this scope and list that was interrupted, after so many endpoints; what it had
  /// beyond them is forgotten.
  public static func resume(
    _ description: ScanDescription, after endpoints: Int64, in file: HistoryFile
  ) throws(HistoryError) -> sending ScanRecorder {
    let (number, verdicts) = try file.write { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT id, endpoints FROM scans
          WHERE scope = ? AND state = 'unfinished' AND list_fingerprint = ? ORDER BY id DESC LIMIT 1
          """, arguments: [description.scope, description.listFingerprint])
      guard let row = row.map({ StoredRow($0, of: "scans", by: "id") }),
        try row.count("endpoints") >= endpoints
      else { throw HistoryError.cannotResume(path: file.path) }
      let number: Int64 = try row.value("id")
      try database.execute(
        sql: "DELETE FROM results WHERE scan_id = ? AND position >= ?", arguments: [number, endpoints])
      let names = try String.fetchAll(
        database, sql: "SELECT verdict FROM results WHERE scan_id = ?", arguments: [number])
      let verdicts: [Verdict: Int] = try names.reduce(into: [:]) {
        $0[try .init(stored: $1), default: 0] += 1
      }
      try database.execute(
        sql: "UPDATE scans SET state = 'running', ended_at = NULL WHERE id = ?", arguments: [number])
      try ScanCounts(verdicts).update(database, scan: number)
      return (number, verdicts)
    }
    return ScanRecorder(file: file, number: number, verdicts: verdicts)
  }

  /// How many endpoints the scan has; the next result takes this position.
  public var endpoints: Int64 { Int64(verdicts.values.reduce(0, +)) }

  /// What is known of an endpoint with a result of this scan; nil where it has never given a deciding answer.
  public func seen(with result: EndpointResult) throws(HistoryError) -> SeenTimes? {
    // Without a transaction: one question for each endpoint, while nobody else writes.
    try file.ask { try SeenTimesLookup.times(with: result, in: number, $0) }
  }

  /// Takes a result with its line and what is known of the endpoint; it is written with those before and after it. A
  /// failure may belong to an earlier one, and every later call repeats it.
  public func add(_ result: EndpointResult, seen: SeenTimes?, line: [UInt8]) throws(HistoryError) {
    if let failure { throw failure }
    verdicts[result.verdict, default: 0] += 1
    pending.append(RecordedResult(result: result, seen: seen, line: line))
    pendingBytes += line.count
    if pending.count >= Self.batchLimit || pendingBytes >= Self.batchBytes { try flush() }
  }

  /// Writes what waits.
  public func flush() throws(HistoryError) {
    if let failure { throw failure }
    guard !pending.isEmpty else { return }
    do {
      try file.write { database in
        try ResultWriting.insert(pending, scan: number, into: database)
        try ScanCounts(verdicts).update(database, scan: number)
      }
    } catch {
      failure = error
      throw error
    }
    pending.removeAll(keepingCapacity: true)
    pendingBytes = 0
  }

  /// Ends a scan that ran to its end, with its clusters where they were counted. Fails where the file was taken away
  /// meanwhile.
  public func finish(at end: Date, clusters: StoredClusters? = nil) throws(HistoryError) {
    try flush()
    try conclude(.finished, at: end, clusters: clusters)
    try file.checkIsThere()
  }

  /// Ends a scan that was interrupted or failed; whatever can be kept of it is kept.
  public func abandon(at end: Date) {
    try? flush()
    try? conclude(.unfinished, at: end)
  }

  private func conclude(
    _ state: ScanState, at end: Date, clusters: StoredClusters? = nil
  ) throws(HistoryError) {
    try file.write { database in
      try clusters?.update(database, scan: number)
      try database.execute(
        // The wall clock may have been set back meanwhile; no scan ends before it began.
        sql: "UPDATE scans SET state = ?, ended_at = MAX(started_at, ?) WHERE id = ?",
        arguments: [state.rawValue, end.unixSeconds, number])
    }
  }
}

extension ScanCounts {
  fileprivate func update(_ database: Database, scan: Int64) throws {
    try database.cachedStatement(
      sql:
        "UPDATE scans SET endpoints = ?, exposed = ?, restricted = ?, locked_down = ?, unreachable = ? WHERE id = ?"
    ).execute(arguments: [endpoints, exposed, restricted, lockedDown, unreachable, scan])
  }
}
