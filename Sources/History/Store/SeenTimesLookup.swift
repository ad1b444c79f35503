import Exposure
import GRDB
import PortableFoundation
import Targets

/// What a history knows of an endpoint before a scan. Each result holds the times that were known with it, so that one row
/// answers the question, and older ones may be pruned.
enum SeenTimesLookup {
  /// How many scans without an answer in a row an endpoint is missing for before it has vanished.
  static let confirm = 2
  /// How many results are looked back to find a deciding one.
  private static let mostBack = 1000
  /// How many results are looked back for certificates that servers behind the address take turns with.
  private static let certificatesBack = 10

  private static let newest = """
    SELECT results.id AS result_id, first_seen, last_changed, verdict, findings, finding_severities
    FROM endpoints JOIN results ON results.endpoint_id = endpoints.id
    WHERE address = ? AND port = ? AND server_name = ? AND transport = ? AND scan_id < ?
    ORDER BY scan_id DESC LIMIT 1
    """

  private static let before = """
    SELECT \(EndpointResult.columns)
    FROM endpoints JOIN results ON results.endpoint_id = endpoints.id
    WHERE address = ? AND port = ? AND server_name = ? AND transport = ? AND scan_id < ?
    ORDER BY scan_id DESC LIMIT \(mostBack)
    """

  /// What is known with a result of a scan that is being written.
  static func times(
    with result: EndpointResult, in scan: Int64, _ database: Database
  ) throws -> SeenTimes? {
    let key: StatementArguments = [
      result.endpoint.address?.description ?? "", result.endpoint.port, result.endpoint.storedName,
      result.endpoint.transport.rawValue, scan,
    ]
    let statement = try database.cachedStatement(sql: newest)
    guard let row = try Row.fetchOne(statement, arguments: key) else {
      return SeenTimes.after(result, previous: nil, state: .unknown)
    }
    let stored = StoredRow(row, of: "results", by: "result_id")
    let previous = try SeenTimes(stored)
    guard let previous, result.verdict.decides else {
      return SeenTimes.after(result, previous: previous, state: .unknown)
    }
    // Most endpoints say the same in every scan.
    let (verdict, findings): (String, String) = try (stored.value("verdict"), stored.value("findings"))
    let severities: String? = try stored.optional("finding_severities")
    if verdict == result.verdict.rawValue, severities == result.severityText,
      findings == result.findings.joined(separator: " ")
    {
      return previous
    }
    return try changed(result, previous, key, database)
  }

  private static func changed(
    _ result: EndpointResult, _ previous: SeenTimes, _ key: StatementArguments, _ database: Database
  ) throws -> SeenTimes? {
    let rows = try Row.fetchCursor(database.cachedStatement(sql: before), arguments: key)
    var results: [EndpointResult] = []
    var certificates: Set<String> = []
    var isDecided = false
    var read = 0
    while !isDecided || read < certificatesBack, let row = try rows.next() {
      let earlier = try EndpointResult(row: row)
      read += 1
      if !isDecided { results.append(earlier) }
      isDecided = isDecided || earlier.verdict.decides
      if let fingerprint = earlier.certificateFingerprint { certificates.insert(fingerprint) }
    }
    var tracker = StateTracker(confirm: confirm)
    for (index, earlier) in results.reversed().enumerated() {
      tracker.take(earlier, at: index) { _ in false }
    }
    return SeenTimes.after(
      result, previous: previous, state: tracker.state, certificates: certificates)
  }

  /// Fills the times of all results of an older history, endpoint by endpoint. It belongs to one migration, so that it reads
  /// only the columns that there are by then.
  static func fill(_ database: Database) throws {
    let update = try database.cachedStatement(
      sql: "UPDATE results SET first_seen = ?, last_changed = ? WHERE id = ?")
    let rows = try Row.fetchCursor(
      database,
      sql:
        "SELECT endpoint_id, id AS result_id, verdict, scanned_at FROM results ORDER BY endpoint_id, scan_id")
    var endpoint: Int64?
    var tracker = StateTracker(confirm: confirm)
    var scans = 0
    var times: SeenTimes?
    while let row = try rows.next() {
      let row = StoredRow(row, of: "results", by: "result_id")
      let next: Int64 = try row.value("endpoint_id")
      if endpoint != next {
        (endpoint, tracker, scans, times) = (next, StateTracker(confirm: confirm), 0, nil)
      }
      let result = EndpointResult(
        verdict: try row.name("verdict"), scannedAt: try row.time("scanned_at"))
      times = SeenTimes.after(result, previous: times, state: tracker.state)
      tracker.take(result, at: scans) { _ in false }
      scans += 1
      guard let times else { continue }
      try update.execute(arguments: [
        times.firstSeen.unixSeconds, times.lastChanged.unixSeconds, try row.value("result_id") as Int64,
      ])
    }
  }
}

extension EndpointResult {
  /// A result of which only the verdict and its time count.
  fileprivate init(verdict: Verdict, scannedAt: Date) {
    self.init(
      position: 0,
      endpoint: EndpointIdentity(serverName: nil, address: nil, port: 0, transport: .tls), target: "",
      labels: "",
      scannedAt: scannedAt, verdict: verdict, severity: .none, findings: [], gitVersion: nil,
      distribution: nil,
      certificateFingerprint: nil, certificateNotAfter: nil, serverStartedAt: nil, error: "")
  }
}

extension SeenTimes {
  /// nil where there are none.
  init?(_ row: StoredRow) throws {
    guard let first = try row.optionalTime("first_seen"), let last = try row.optionalTime("last_changed")
    else { return nil }
    self.init(firstSeen: first, lastChanged: last)
  }
}
