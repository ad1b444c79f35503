import Exposure
import GRDB
import PortableFoundation
import Targets

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

  /// How many endpoints are compared for a report: each takes about a kilobyte, in each of the scans.
  static let mostReported = 50_000

  /// How many changes are counted restarts of: each takes a question of its own.
  private static let countedRestarts = 1000

  /// Compares a scan with the finished one of the same scope before it, for a report; nil where there is none, or where one
  /// of them is too large.
  /// - Parameters:
  ///   - endpoints: How many endpoints the scan has, that of the file being behind while it is written.
  ///   - confirm: As `comparison(from:to:confirm:)` takes it.
  public func comparisonForReport(
    of scan: StoredScan, endpoints: Int64, confirm: Int
  ) throws(HistoryError) -> Comparison? {
    guard endpoints <= Self.mostReported, let before = try finishedScan(before: scan),
      before.counts.endpoints <= Self.mostReported
    else { return nil }
    return try comparison(from: before, to: scan, confirm: confirm)
  }

  /// Compares two scans.
  /// - Parameter confirm: How many scans in a row an endpoint must not answer before it has vanished, from 1 to
  ///   `mostConfirmations`.
  public func comparison(
    from: StoredScan, to: StoredScan, confirm: Int
  ) throws(HistoryError) -> Comparison {
    try read { database in
      let scope = to.description.scope
      let finished = try Int64.fetchAll(
        database, sql: "SELECT id FROM scans WHERE scope = ? AND state = 'finished' ORDER BY id",
        arguments: [scope])
      let numbers = (
        before: Self.scans(finished, upTo: from.number), after: Self.scans(finished, upTo: to.number)
      )
      let compared = try ChangedResults(
        database, among: numbers.before.suffix(confirm) + numbers.after.suffix(confirm))
      // Scans of one scope ask the same ports; `--from` may name one of another scope.
      let asked =
        from.description.scope == scope
        ? nil : try (from: AskedPorts(database, of: from.number), to: AskedPorts(database, of: to.number))
      func ports(_ scan: Int64) -> AskedPorts? { scan == from.number ? asked?.from : asked?.to }
      var read: [Int64: [EndpointResult]] = [:]
      func window(_ numbers: [Int64]) throws -> ScanWindow {
        let scans = try numbers.suffix(confirm).map { number in
          if let results = read[number] { return results }
          let results = try compared.results(database, of: number)
          read[number] = results
          return results
        }
        return ScanWindow(
          scans, confirm: confirm, isWhole: numbers.count <= confirm,
          asked: asked.map { _ in numbers.suffix(confirm).compactMap(ports) })
      }
      let (before, after) = try (window(numbers.before), window(numbers.after))
      var names = before.unresolvedNames.union(after.unresolvedNames)
      // Where there is no scan between the two, what the last one could not resolve is as it was.
      if numbers.after.dropLast() == numbers.before[...] { names.subtract(after.unresolvedNamesOfLast) }
      let others = try names.flatMap { try Self.endpoints(database, of: $0) }
      var changes = try ChangeRules.changes(before: before, after: after, others: others) { endpoint, side in
        let numbers =
          switch side {
          case .before: numbers.before
          case .after: numbers.after
          }
        return try Self.lastKnownState(database, of: endpoint, in: numbers, confirm: confirm, asked: ports)
      }
      let restarted = changes.indices.filter { changes[$0].kind == .restarted }
      for index in restarted.prefix(Self.countedRestarts) {
        changes[index].restarts = try Self.restarts(database, changes[index], upTo: to.number)
      }
      return Comparison(from: from, to: to, changes: changes)
    }
  }

  /// The scan and the finished ones of its scope before it, the oldest first.
  private static func scans(_ finished: [Int64], upTo scan: Int64) -> [Int64] {
    finished.prefix { $0 < scan } + [scan]
  }

  /// How many scans of an endpoint are looked back to find a deciding answer.
  private static let mostScansBack = 1000

  /// The last known state of an endpoint after the last of these scans: from its newest deciding answer on.
  private static func lastKnownState(
    _ database: Database, of endpoint: EndpointIdentity, in scans: [Int64], confirm: Int,
    asked: (Int64) -> AskedPorts?
  ) throws -> LastKnownState {
    guard let first = scans.first, let last = scans.last else { return .unknown }
    let statement = try database.cachedStatement(
      sql: """
        SELECT scan_id, \(EndpointResult.columns)
        FROM endpoints JOIN results ON results.endpoint_id = endpoints.id
        WHERE address = ? AND port = ? AND server_name = ? AND transport = ? AND scan_id BETWEEN ? AND ?
        ORDER BY scan_id DESC LIMIT \(mostScansBack)
        """)
    let rows = try Row.fetchCursor(
      statement,
      arguments: [
        endpoint.address?.description ?? "", endpoint.port, endpoint.storedName,
        endpoint.transport.rawValue, first, last,
      ])
    let places = Dictionary(scans.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    var results: [(place: Int, result: EndpointResult)] = []
    while let row = try rows.next() {
      // A scan of another list may have the endpoint too.
      let scan: Int64 = try StoredRow(row, of: "results", by: "result_id").value("scan_id")
      guard let place = places[scan] else { continue }
      let result = try EndpointResult(row: row)
      results.append((place, result))
      if result.verdict.decides { break }
    }
    guard let oldest = results.last else { return .unknown }
    let untried =
      try scansWithoutAddress(database, of: endpoint, from: scans[oldest.place], to: last)
      + scans.filter { asked($0)?.leaveOut(endpoint) == true }
    let unresolved = Set(untried.compactMap { places[$0] })
    var tracker = StateTracker(confirm: confirm, missingFrom: oldest.place)
    for (place, result) in results.reversed() {
      tracker.take(result, at: place) { unresolved.contains($0) }
    }
    tracker.skip(to: scans.count) { unresolved.contains($0) }
    return tracker.state
  }

  /// The endpoints that a name had in any scan.
  private static func endpoints(
    _ database: Database, of name: EndpointIdentity
  ) throws -> [EndpointIdentity] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT address FROM endpoints
        WHERE server_name = ? AND port = ? AND transport = ? AND address <> '' LIMIT \(mostScansBack)
        """)
    return try String.fetchAll(
      statement, arguments: [name.storedName, name.port, name.transport.rawValue]
    ).map { address in
      EndpointIdentity(
        storedName: name.storedName, address: IPAddress(address), port: name.port, transport: name.transport)
    }
  }

  /// The scans in which the endpoint's name could not be resolved.
  private static func scansWithoutAddress(
    _ database: Database, of endpoint: EndpointIdentity, from first: Int64, to last: Int64
  ) throws -> [Int64] {
    guard endpoint.serverName != nil, endpoint.address != nil else { return [] }
    let statement = try database.cachedStatement(
      sql: """
        SELECT scan_id FROM endpoints JOIN results ON results.endpoint_id = endpoints.id
        WHERE address = '' AND port = ? AND server_name = ? AND transport = ? AND scan_id BETWEEN ? AND ?
          AND verdict = ?
        ORDER BY scan_id DESC LIMIT \(mostScansBack)
        """)
    return try Int64.fetchAll(
      statement,
      arguments: [
        endpoint.port, endpoint.storedName, endpoint.transport.rawValue, first, last, Verdict.failed.rawValue,
      ])
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
        endpoint.address?.description ?? "", endpoint.port, endpoint.storedName,
        endpoint.transport.rawValue, scan, before.scannedAt.unixSeconds,
      ])
    return max(1, count ?? 1)
  }
}
