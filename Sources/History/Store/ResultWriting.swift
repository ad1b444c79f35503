import Exposure
import GRDB
import Targets

/// A result on its way into a history.
struct RecordedResult {
  /// What scans are compared by.
  let result: EndpointResult
  /// What is known of the endpoint with it.
  let seen: SeenTimes?
  /// The whole of it.
  let line: [UInt8]
}

/// Results as rows.
enum ResultWriting {
  static func insert(
    _ results: [RecordedResult], scan: Int64, into database: Database
  ) throws {
    let insertResult = try database.cachedStatement(sql: insertion)
    let insertLine = try database.cachedStatement(sql: "INSERT INTO lines (result_id, line) VALUES (?, ?)")
    for recorded in results {
      let result = recorded.result
      let endpoint = try identifier(of: result.endpoint, in: database)
      try insertResult.execute(arguments: [
        scan, result.position, endpoint, result.target, result.labels, result.scannedAt.unixSeconds,
        result.verdict.rawValue, result.verdict.posture.rawValue, result.severity.rawValue,
        result.findings.joined(separator: " "), result.gitVersion, result.distribution,
        result.certificateFingerprint, result.certificateNotAfter?.unixSeconds,
        result.serverStartedAt?.unixSeconds, result.error,
        result.component?.rawValue, result.severityText, result.grounds?.text, result.clusterIdentifier,
        recorded.seen?.firstSeen.unixSeconds, recorded.seen?.lastChanged.unixSeconds,
      ])
      try insertLine.execute(arguments: [database.lastInsertedRowID, recorded.line.databaseBlob])
    }
  }

  private static let insertion = """
    INSERT INTO results (
      scan_id, position, endpoint_id, target, labels, scanned_at, verdict, posture, severity, findings,
      git_version, distribution, certificate_fingerprint, certificate_not_after, server_started_at, error, component,
      finding_severities, grounds, cluster_id, first_seen, last_changed
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static func identifier(of endpoint: EndpointIdentity, in database: Database) throws -> Int64 {
    let key: StatementArguments = [
      endpoint.address?.description ?? "", endpoint.port, endpoint.storedName,
      endpoint.transport.rawValue,
    ]
    let known = try database.cachedStatement(
      sql: "SELECT id FROM endpoints WHERE address = ? AND port = ? AND server_name = ? AND transport = ?")
    if let identifier = try Int64.fetchOne(known, arguments: key) { return identifier }
    try database.cachedStatement(
      sql: "INSERT INTO endpoints (address, port, server_name, transport) VALUES (?, ?, ?, ?)"
    ).execute(arguments: key)
    return database.lastInsertedRowID
  }
}
