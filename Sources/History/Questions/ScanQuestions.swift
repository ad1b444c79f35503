import Exposure
import GRDB
import PortableFoundation

/// Which scan is meant.
public enum ScanChoice: Sendable, Hashable {
  /// The newest of all, however far it came.
  case newest
  /// The newest that ran to its end.
  case newestFinished
  /// The one with this number.
  case number(Int64)
  /// The newest finished one that had begun by then.
  case by(Date)
}

extension HistoryFile {
  /// All scans, the oldest first.
  public func scans() throws(HistoryError) -> [StoredScan] {
    try read { try Self.scans($0, "ORDER BY id", []) }
  }

  /// One scan.
  public func scan(_ choice: ScanChoice) throws(HistoryError) -> StoredScan {
    let (condition, arguments, wanted): (String, StatementArguments, String) =
      switch choice {
      case .newest: ("ORDER BY id DESC LIMIT 1", [], "scan")
      case .newestFinished: ("WHERE state = 'finished' ORDER BY id DESC LIMIT 1", [], "finished scan")
      case .number(let number): ("WHERE id = ?", [number], "scan \(number)")
      case .by(let date):
        (
          "WHERE state = 'finished' AND started_at <= ? ORDER BY id DESC LIMIT 1", [date.unixSeconds],
          "finished scan that had begun by then"
        )
      }
    guard let scan = try read({ try Self.scans($0, condition, arguments).first }) else {
      throw .noScan(path: path, wanted: wanted)
    }
    return scan
  }

  /// The finished scan of the same scope before this one; nil if there is none.
  public func finishedScan(before scan: StoredScan) throws(HistoryError) -> StoredScan? {
    try read {
      try Self.scans(
        $0, "WHERE scope = ? AND state = 'finished' AND id < ? ORDER BY id DESC LIMIT 1",
        [scan.description.scope, scan.number]
      ).first
    }
  }

  /// The newest finished scan of the same scope before this one that had begun by a time, else the oldest before this one;
  /// nil if there is none before it.
  public func finishedScan(before scan: StoredScan, by date: Date) throws(HistoryError) -> StoredScan? {
    try read { database in
      let condition = "WHERE scope = ? AND state = 'finished' AND id < ?"
      let arguments: StatementArguments = [scan.description.scope, scan.number]
      let newest = try Self.scans(
        database, condition + " AND started_at <= ? ORDER BY id DESC LIMIT 1", arguments + [date.unixSeconds])
      return try newest.first ?? Self.scans(database, condition + " ORDER BY id LIMIT 1", arguments).first
    }
  }

  /// The results of a scan in their order, without their lines.
  public func results(of scan: Int64) throws(HistoryError) -> [EndpointResult] {
    try read { try Self.results($0, of: scan) }
  }

  /// Calls `body` with the line of each result of a scan, in their order, and stops where it throws. Throws that as it
  /// is, and a `HistoryError` of the history's own.
  public func forEachLine(of scan: Int64, _ body: ([UInt8]) throws -> Void) throws {
    try forEachResult(of: scan) { line, _ in try body(line) }
  }

  /// The same, with what was known of each endpoint at that time.
  public func forEachResult(of scan: Int64, _ body: ([UInt8], SeenTimes?) throws -> Void) throws {
    let end: Result<Void, any Error> = try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT results.id AS result_id, line, first_seen, last_changed FROM results JOIN lines ON lines.result_id = results.id
          WHERE scan_id = ? ORDER BY position
          """, arguments: [scan])
      while let row = try rows.next() {
        let row = StoredRow(row, of: "results", by: "result_id")
        let line: Data = try row.value("line")
        let seen = try SeenTimes(row)
        do { try body([UInt8](line), seen) } catch {
          return .failure(error)
        }
      }
      return .success(())
    }
    try end.get()
  }

  static func scans(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [StoredScan] {
    try Row.fetchAll(database, sql: "SELECT * FROM scans \(condition)", arguments: arguments)
      .map(StoredScan.init(row:))
  }

  static func results(_ database: Database, of scan: Int64) throws -> [EndpointResult] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(EndpointResult.columns) FROM results JOIN endpoints ON endpoints.id = results.endpoint_id
        WHERE scan_id = ? ORDER BY position
        """, arguments: [scan])
    var results: [EndpointResult] = []
    while let row = try rows.next() { results.append(try EndpointResult(row: row)) }
    return results
  }
}
