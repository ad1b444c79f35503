import Exposure
import GRDB
import Targets

/// The ports that a scan asked, as far as its results tell: every endpoint that is asked has a result, silent ones too.
///
/// A port of a component other than the API server on which a scan has no result at all was not asked, as without
/// `--components`: what was there has not vanished. Of other ports the list decides: what left it has.
struct AskedPorts: Sendable {
  private var ports: Set<UInt16> = []

  private static let ofComponents = Set(
    Component.allCases.filter { $0 != .kubeAPIServer }.flatMap(\.ports))

  /// The ports of results.
  init(_ results: [EndpointResult]) {
    for result in results { ports.insert(result.endpoint.port) }
  }

  /// The ports of a scan of a history.
  init(_ database: Database, of scan: Int64) throws {
    let numbers = try Int64.fetchAll(
      database,
      sql: """
        SELECT DISTINCT port FROM results JOIN endpoints ON endpoints.id = results.endpoint_id WHERE scan_id = ?
        """, arguments: [scan])
    ports = Set(numbers.compactMap { UInt16(exactly: $0) })
  }

  /// Whether the scan did not ask the port of an endpoint.
  func leaveOut(_ endpoint: EndpointIdentity) -> Bool {
    Self.ofComponents.contains(endpoint.port) && !ports.contains(endpoint.port)
  }
}
