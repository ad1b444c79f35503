import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What changed between two scans of a history.
public struct Comparison: Sendable {
  /// The earlier scan.
  public var from: StoredScan
  /// The later scan.
  public var to: StoredScan
  /// All changes, by kind and then in target order.
  public var changes: [Change]
}

extension HistoryFile {
  /// The largest `confirm`: every scan more is read as a whole.
  public static let mostConfirmations = 10

  /// How many changes are counted restarts of: each takes a question of its own.
  private static let countedRestarts = 1000

  /// Compares two scans.
  /// - Parameter confirm: How many scans in a row an endpoint must not answer before it has vanished, from 1 to
  ///   `mostConfirmations`.
  public func comparison(
    from: StoredScan, to: StoredScan, confirm: Int
  ) throws(HistoryError) -> Comparison {
    try read { database in
      var read: [Int64: [StoredResult]] = [:]
      func window(_ scan: StoredScan) throws -> [[StoredResult]] {
        try Self.window(database, endingAt: scan, count: confirm).map { number in
          if let results = read[number] { return results }
          let results = try Self.results(database, of: number)
          read[number] = results
          return results
        }
      }
      var changes = ChangeRules.changes(before: try window(from), after: try window(to))
      let restarted = changes.indices.filter { changes[$0].kind == .restarted }
      for index in restarted.prefix(Self.countedRestarts) {
        changes[index].restarts = try Self.restarts(database, changes[index], upTo: to.number)
      }
      return Comparison(from: from, to: to, changes: changes)
    }
  }

  /// The scan and the finished ones of its scope before it, the oldest first.
  private static func window(
    _ database: Database, endingAt scan: StoredScan, count: Int
  ) throws -> [Int64] {
    let earlier = try Int64.fetchAll(
      database,
      sql: "SELECT id FROM scans WHERE scope = ? AND state = 'finished' AND id < ? ORDER BY id DESC LIMIT ?",
      arguments: [scan.description.scope, scan.number, max(0, count - 1)])
    return earlier.reversed() + [scan.number]
  }

  /// How many processes were seen that started after the endpoint was seen before, at least one.
  private static func restarts(_ database: Database, _ change: Change, upTo scan: Int64) throws -> Int {
    guard let before = change.before else { return 1 }
    let endpoint = before.endpoint
    let count = try Int.fetchOne(
      database,
      sql: """
        SELECT COUNT(DISTINCT server_started_at) FROM endpoints JOIN results ON endpoint_id = endpoints.id
        WHERE address = ? AND port = ? AND server_name = ? AND transport = ? AND scan_id <= ?
          AND server_started_at > ?
        """,
      arguments: [
        endpoint.address?.description ?? "", endpoint.port, endpoint.serverName ?? "",
        endpoint.transport.rawValue, scan, before.scannedAt.unixSeconds,
      ])
    return max(1, count ?? 1)
  }
}
