import GRDB
import Exposure
import Targets

/// An endpoint in one of the scans of its timeline.
public struct Sighting: Sendable, Hashable {
  /// The number of the scan.
  public var scan: Int64
  /// What it was then.
  public var result: EndpointResult
}

extension HistoryFile {
  /// How many scans of an endpoint's timeline are told, the newest ones.
  public static let longestTimeline = 10_000

  /// The timeline of the endpoints with this address, or of those that are asked by this name: by endpoint, the oldest
  /// scan first.
  /// - Parameter port: Only this port; nil for all.
  public func timeline(of host: SoughtEndpoint.Host, port: UInt16?) throws(HistoryError) -> [Sighting] {
    // A path prefix stands behind the name: all from the slash on, up to the character after it.
    let (condition, text) =
      switch host {
      case .address(let address): ("address = ?1", address.description)
      case .name(let name):
        ("(server_name = ?1 OR server_name >= ?1 || '/' AND server_name < ?1 || '0')", name)
      }
    return try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT scan_id, \(EndpointResult.columns)
          FROM endpoints JOIN results ON results.endpoint_id = endpoints.id
          WHERE \(condition) AND (?2 IS NULL OR port = ?2)
          ORDER BY scan_id DESC, endpoint_id DESC LIMIT \(Self.longestTimeline)
          """, arguments: [text, port])
      return try rows.reversed().map {
        Sighting(
          scan: try StoredRow($0, of: "results", by: "result_id").value("scan_id"),
          result: try EndpointResult(row: $0))
      }
    }
  }
}
