import Exposure
import GRDB
import PortableFoundation

/// Judges anew what an earlier release recorded. This module does not read lines; who opens a history says how.
public struct Rejudgement: Sendable {
  /// What the results of these lines are, which belong together and come in their order; nil for a line that cannot be
  /// read. The same number of results as lines.
  private let judge: @Sendable (_ lines: [[UInt8]]) -> [EndpointResult?]
  /// Counts the clusters of one scan by its lines, which `each` gives one after the other; nil where they cannot be read.
  private let count: @Sendable (_ each: ((_ line: [UInt8]) -> Void) throws -> Void) throws -> StoredClusters?

  /// Lines that are judged at once, apart from those of one target, which are compared with each other.
  private static let batch = 500
  /// Lines of one target that are compared at most; a control plane has three to nine addresses.
  private static let mostOfTarget = 4096

  /// Judges lines and counts clusters by functions.
  public init(
    _ judge: @escaping @Sendable (_ lines: [[UInt8]]) -> [EndpointResult?],
    clusters count:
      @escaping @Sendable (
        _ each: ((_ line: [UInt8]) -> Void) throws -> Void
      ) throws -> StoredClusters? = { _ in nil }
  ) {
    self.judge = judge
    self.count = count
  }

  /// Leaves every result as it was recorded.
  public static let none = Rejudgement { lines in lines.map { _ in nil } }

  private struct Pending {
    var identifier: Int64
    var verdict: String
    var line: [UInt8]
  }

  /// Judges every result of every scan anew, with bounded memory.
  func run(_ database: Database) throws {
    for scan in try Int64.fetchAll(database, sql: "SELECT id FROM scans ORDER BY id") {
      var position: Int64 = -1
      while let last = try runBatch(database, scan: scan, after: position) { position = last }
    }
  }

  /// Counts the clusters of every finished scan.
  func countClusters(_ database: Database) throws {
    for scan in try Int64.fetchAll(database, sql: "SELECT id FROM scans WHERE state = 'finished' ORDER BY id")
    {
      let clusters = try count { take in
        let lines = try Data.fetchCursor(
          database,
          sql: """
            SELECT line FROM results JOIN lines ON lines.result_id = results.id
            WHERE scan_id = ? ORDER BY position
            """, arguments: [scan])
        while let line = try lines.next() { take([UInt8](line)) }
      }
      try clusters?.update(database, scan: scan)
    }
  }

  /// Judges the results behind a position, whole targets as far as that is possible.
  /// - Returns: The position of the last one; nil where there was none.
  private func runBatch(_ database: Database, scan: Int64, after position: Int64) throws -> Int64? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT results.id AS result_id, position, target, verdict, line
        FROM results LEFT JOIN lines ON lines.result_id = results.id
        WHERE scan_id = ? AND position > ? ORDER BY position LIMIT \(Self.mostOfTarget)
        """)
    let rows = try Row.fetchCursor(statement, arguments: [scan, position])
    var pending: [Pending] = []
    var target: String?
    var last: Int64?
    while let row = try rows.next() {
      let row = StoredRow(row, of: "results", by: "result_id")
      let next: String = try row.value("target")
      if pending.count >= Self.batch, next != target { break }
      target = next
      last = try row.value("position")
      pending.append(
        Pending(
          identifier: try row.value("result_id"), verdict: try row.value("verdict"),
          line: [UInt8](try row.optional("line") as Data? ?? Data())))
    }
    try write(pending, to: database)
    return last
  }

  private func write(_ pending: [Pending], to database: Database) throws {
    guard !pending.isEmpty else { return }
    let update = try database.cachedStatement(
      sql: """
        UPDATE results SET verdict = ?, posture = ?, severity = ?, findings = ?, git_version = ?, distribution = ?,
          server_started_at = ?, error = ?, component = ? WHERE id = ?
        """)
    let updatePosture = try database.cachedStatement(sql: "UPDATE results SET posture = ? WHERE id = ?")
    for (old, result) in zip(pending, judge(pending.map(\.line))) {
      guard let result else {
        try updatePosture.execute(
          arguments: [try Verdict(stored: old.verdict).posture.rawValue, old.identifier])
        continue
      }
      try update.execute(arguments: [
        result.verdict.rawValue, result.verdict.posture.rawValue, result.severity.rawValue,
        result.findings.joined(separator: " "), result.gitVersion, result.distribution,
        result.serverStartedAt?.unixSeconds, result.error, result.component?.rawValue, old.identifier,
      ])
    }
  }
}
