import Exposure
import Targets
import GRDB
import PortableFoundation

/// A value in a row that this program does not know: no writer of this schema wrote it.
struct UnknownValue: Error, CustomStringConvertible {
  var text: String

  var description: String { "it holds \"\(text.prefix(60))\" where that cannot be" }
}

extension RawRepresentable<String> {
  init(stored text: String) throws {
    guard let value = Self(rawValue: text) else { throw UnknownValue(text: text) }
    self = value
  }
}

extension Date {
  /// Whole seconds since 1970, bounded to years that a calendar has.
  var unixSeconds: Int64 {
    let seconds = timeIntervalSince1970.rounded(.down)
    return Int64(min(max(seconds, -62_135_596_800), 253_402_300_799))
  }

  init(unixSeconds: Int64) {
    self.init(timeIntervalSince1970: Double(unixSeconds))
  }
}

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
    let address: String = row["address"]
    let name: String = row["server_name"]
    let findings: String = row["findings"]
    let parsed = IPAddress(address)
    let severities: String? = row["finding_severities"]
    guard parsed != nil || address.isEmpty else { throw UnknownValue(text: address) }
    self.init(
      position: row["position"],
      endpoint: EndpointIdentity(
        storedName: name, address: parsed, port: row["port"],
        transport: try Transport(stored: row["transport"])),
      target: row["target"],
      labels: row["labels"],
      scannedAt: Date(unixSeconds: row["scanned_at"]),
      verdict: try Verdict(stored: row["verdict"]),
      severity: try Severity(stored: row["severity"]),
      findings: findings.split(separator: " ").map(String.init),
      gitVersion: row["git_version"],
      distribution: row["distribution"],
      certificateFingerprint: row["certificate_fingerprint"],
      certificateNotAfter: (row["certificate_not_after"] as Int64?).map(Date.init(unixSeconds:)),
      serverStartedAt: (row["server_started_at"] as Int64?).map(Date.init(unixSeconds:)),
      error: row["error"],
      component: try (row["component"] as String?).map(Component.init(stored:)),
      findingSeverities: try severities?.split(separator: " ").map { try Severity(stored: String($0)) } ?? [],
      grounds: (row["grounds"] as String?).map(Grounds.init(text:)),
      clusterIdentifier: row["cluster_id"])
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
  init?(row: Row) {
    guard let total: Int64 = row["clusters"], let exposed: Int64 = row["exposed_clusters"],
      let restricted: Int64 = row["restricted_clusters"], let lockedDown: Int64 = row["locked_down_clusters"]
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
    let arguments: String = row["arguments"]
    var counts = ScanCounts()
    counts.endpoints = row["endpoints"]
    counts.exposed = row["exposed"]
    counts.restricted = row["restricted"]
    counts.lockedDown = row["locked_down"]
    counts.unreachable = row["unreachable"]
    self.init(
      number: row["id"],
      state: try ScanState(stored: row["state"]),
      description: ScanDescription(
        startedAt: Date(unixSeconds: row["started_at"]),
        scope: row["scope"],
        listFingerprint: row["list_fingerprint"],
        arguments: try JSONDecoder().decode([String].self, from: Data(arguments.utf8)),
        toolVersion: row["tool_version"],
        knowledgeDate: row["knowledge_date"]),
      endedAt: (row["ended_at"] as Int64?).map(Date.init(unixSeconds:)),
      counts: counts,
      clusters: StoredClusters(row: row))
  }
}
