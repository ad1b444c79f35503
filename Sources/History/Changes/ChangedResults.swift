import Exposure
import GRDB

/// The results that a comparison has to look at: most endpoints say the same in every scan, and the results of a large
/// fleet do not fit into memory several times.
struct ChangedResults {
  /// The endpoints that are missing from one of the scans, differ between two, or gave no deciding answer in one: what these
  /// are, other scans tell.
  private var changed: Set<Int64> = []
  /// The names of these, with which other addresses may drift apart.
  private var names: Set<String> = []

  /// Reads what is compared of every result of these scans, and keeps some 30 bytes for each endpoint.
  init(_ database: Database, among scans: some Sequence<Int64>) throws {
    let scans = Set(scans).sorted()
    var seen: [Int64: (digest: Int, count: Int32)] = [:]
    let compared = try database.cachedStatement(
      sql: """
        SELECT endpoint_id, verdict, findings, finding_severities, git_version, certificate_fingerprint, server_started_at,
          id AS result_id
        FROM results WHERE scan_id = ?
        """)
    for scan in scans {
      let rows = try Row.fetchCursor(compared, arguments: [scan])
      while let row = try rows.next() {
        let stored = StoredRow(row, of: "results", by: "result_id")
        let endpoint: Int64 = try stored.value("endpoint_id")
        let verdict: Verdict = try stored.name("verdict")
        switch verdict.presence {
        case .undecided, .untried: changed.insert(endpoint)
        case .decided, .silent: break
        }
        let digest = Self.digest(row)
        guard let before = seen[endpoint] else {
          seen[endpoint] = (digest, 1)
          continue
        }
        if before.digest != digest { changed.insert(endpoint) }
        seen[endpoint] = (digest, before.count + 1)
      }
    }
    for (endpoint, value) in seen where value.count != scans.count { changed.insert(endpoint) }
    let name = try database.cachedStatement(sql: "SELECT server_name FROM endpoints WHERE id = ?")
    for endpoint in changed {
      if let name = try String.fetchOne(name, arguments: [endpoint]), !name.isEmpty { names.insert(name) }
    }
  }

  private static func digest(_ row: Row) -> Int {
    var hasher = Hasher()
    for index in 1...5 { hasher.combine(row[index] as String? ?? "") }
    hasher.combine(row[6] as Int64?)
    return hasher.finalize()
  }

  /// The results of one of the scans, in their order: of endpoints that changed, of other addresses of their names, and of
  /// names that could not be resolved.
  func results(_ database: Database, of scan: Int64) throws -> [EndpointResult] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT endpoint_id, server_name, address, \(EndpointResult.columns)
        FROM results JOIN endpoints ON endpoints.id = results.endpoint_id WHERE scan_id = ? ORDER BY position
        """)
    let rows = try Row.fetchCursor(statement, arguments: [scan])
    var results: [EndpointResult] = []
    while let row = try rows.next() {
      let stored = StoredRow(row, of: "results", by: "result_id")
      guard
        try changed.contains(stored.value("endpoint_id")) || names.contains(stored.value("server_name"))
          || (stored.value("address") as String).isEmpty
      else { continue }
      results.append(try EndpointResult(row: row))
    }
    return results
  }
}
