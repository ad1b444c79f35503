import Exposure
import Targets
import GRDB
import PortableFoundation

extension [UInt8] {
  var databaseBlob: Data { Data(self) }
}

extension EndpointIdentity {
  /// The name with the path prefix and the proxy behind it, as the column `server_name` holds them: no name has a slash,
  /// and no prefix a space.
  var storedName: String { (serverName ?? "") + pathPrefix + (proxy.isEmpty ? "" : " " + proxy) }

  init(storedName: String, address: IPAddress?, port: UInt16, transport: Transport) {
    let way = storedName.prefix { $0 != " " }
    let name = way.prefix { $0 != "/" }
    self.init(
      serverName: name.isEmpty ? nil : String(name), address: address, port: port, transport: transport,
      pathPrefix: String(way[name.endIndex...]), proxy: String(storedName[way.endIndex...].dropFirst()))
  }
}

extension EndpointResult {
  /// The columns that `init(row:)` reads, of `results` joined with `endpoints`.
  static let columns = """
    results.id AS result_id, position, address, port, server_name, transport, target, labels, scanned_at, verdict,
    severity, findings, git_version, distribution, certificate_fingerprint, certificate_not_after,
    server_started_at, error, component, finding_severities, grounds, cluster_id
    """

  /// The severities of the findings, joined by a space.
  var severityText: String { findingSeverities.map(\.rawValue).joined(separator: " ") }

  init(row: Row) throws {
    let row = StoredRow(row, of: "results", by: "result_id")
    let address: String = try row.value("address")
    let findings: String = try row.value("findings")
    let severities: String? = try row.optional("finding_severities")
    let grounds: String? = try row.optional("grounds")
    let parsed = IPAddress(address)
    guard parsed != nil || address.isEmpty else { throw row.unknown("address") }
    let severityNames = severities?.split(separator: " ") ?? []
    let findingSeverities = severityNames.compactMap { Severity(rawValue: String($0)) }
    guard findingSeverities.count == severityNames.count else { throw row.unknown("finding_severities") }
    self.init(
      position: try row.number("position", in: 0...Int64.max),
      endpoint: EndpointIdentity(
        storedName: try row.value("server_name"), address: parsed,
        port: try row.number("port", in: 0...UInt16.max), transport: try row.name("transport")),
      target: try row.value("target"),
      labels: try row.value("labels"),
      scannedAt: try row.time("scanned_at"),
      verdict: try row.name("verdict"),
      severity: try row.name("severity"),
      findings: findings.split(separator: " ").map(String.init),
      gitVersion: try row.optional("git_version"),
      distribution: try row.optional("distribution"),
      certificateFingerprint: try row.optional("certificate_fingerprint"),
      certificateNotAfter: try row.optionalTime("certificate_not_after"),
      serverStartedAt: try row.optionalTime("server_started_at"),
      error: try row.value("error"),
      component: try row.optionalName("component"),
      findingSeverities: findingSeverities,
      grounds: grounds.map(Grounds.init(text:)),
      clusterIdentifier: try row.optional("cluster_id"))
  }
}

extension ScanDescription {
  func insert(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO scans
          (state, started_at, scope, list_fingerprint, arguments, tool_version, knowledge_date)
        VALUES ('running', ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        startedAt.unixSeconds, scope, listFingerprint,
        String(decoding: try JSONEncoder().encode(arguments), as: UTF8.self), toolVersion, knowledgeDate,
      ])
  }
}

extension StoredClusters {
  /// nil where they were not counted.
  init?(_ row: StoredRow) throws {
    guard let total = try row.optionalCount("clusters"),
      let exposed = try row.optionalCount("exposed_clusters"),
      let restricted = try row.optionalCount("restricted_clusters"),
      let lockedDown = try row.optionalCount("locked_down_clusters")
    else { return nil }
    self.init(total: total, exposed: exposed, restricted: restricted, lockedDown: lockedDown)
  }

  func update(_ database: Database, scan: Int64) throws {
    try database.execute(
      sql: """
        UPDATE scans SET clusters = ?, exposed_clusters = ?, restricted_clusters = ?, locked_down_clusters = ?
        WHERE id = ?
        """, arguments: [total, exposed, restricted, lockedDown, scan])
  }
}

extension StoredScan {
  init(row: Row) throws {
    let row = StoredRow(row, of: "scans", by: "id")
    let arguments: String = try row.value("arguments")
    guard let words = try? JSONDecoder().decode([String].self, from: Data(arguments.utf8)) else {
      throw row.unknown("arguments")
    }
    self.init(
      number: try row.value("id"),
      state: try row.name("state"),
      description: ScanDescription(
        startedAt: try row.time("started_at"),
        scope: try row.value("scope"),
        listFingerprint: try row.value("list_fingerprint"),
        arguments: words,
        toolVersion: try row.value("tool_version"),
        knowledgeDate: try row.optional("knowledge_date")),
      endedAt: try row.optionalTime("ended_at"),
      counts: ScanCounts(
        endpoints: try row.count("endpoints"), exposed: try row.count("exposed"),
        restricted: try row.count("restricted"), lockedDown: try row.count("locked_down"),
        unreachable: try row.count("unreachable")),
      clusters: try StoredClusters(row))
  }
}
