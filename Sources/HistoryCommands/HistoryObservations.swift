import CommandSupport
import Exposure
import History
import Pipeline
import Reporting
import PortableFoundation

/// The observations of one scan of a history, and how exposed its targets were before.
struct HistoryObservations: PastScan {
  private let file: HistoryFile
  private let scan: StoredScan
  /// The scan that it is compared with; nil for the one before it.
  private let earlier: StoredScan?
  let since: String?

  /// One scan of a history. Throws a `CommandFailure`.
  /// - Parameter since: Since when only what changed is to have rows; nil for everything.
  init(_ file: HistoryFile, _ choice: ScanChoice, since: SinceArgument? = nil, now: Date = .now) throws {
    self.file = file
    let scan = try asking { try file.scan(choice) }
    self.scan = scan
    self.since = since?.text
    earlier = try since.map { try $0.scan(before: scan, in: file, now: now) }
  }

  /// How exposed the same targets were, in the finished scans up to this one.
  func exposure() throws -> [ExposurePoint] {
    try asking { try file.exposure(of: scan.description.scope, upTo: scan.number) }
  }

  func changes() throws -> ChangesSince? {
    try asking {
      if let earlier {
        return ChangesSince(
          try file.comparison(from: earlier, to: scan, confirm: ConfirmationOption.usual).changes,
          since: earlier.name)
      }
      return try file.changes(of: scan, endpoints: scan.counts.endpoints, confirm: ConfirmationOption.usual)
    }
  }

  func close() { file.close() }

  /// Gives every observation to `take`.
  func each(_ take: (Observation) throws -> Void) throws {
    var number = 0
    try asking {
      try file.forEachResult(of: scan.number) { line, seen in
        number += 1
        var observation = try JSONLinesReader.observation(in: line, of: scan.name, line: number)
        observation.seen = seen
        try take(observation)
      }
    }
  }
}

extension HistoryFile {
  /// How many scans of the same targets the line over time shows.
  private static let exposurePoints = 200

  /// How exposed the targets of a scope were in its finished scans, the oldest first.
  func exposure(of scope: String, upTo number: Int64 = .max) throws(HistoryError) -> [ExposurePoint] {
    try scans().filter {
      $0.description.scope == scope && $0.number <= number && $0.state == .finished
    }.suffix(Self.exposurePoints).compactMap { scan in
      scan.clusters.map { clusters in
        ExposurePoint(
          date: scan.description.startedAt, exposed: Int(clamping: clusters.exposed),
          restricted: Int(clamping: clusters.restricted), lockedDown: Int(clamping: clusters.lockedDown))
      }
    }
  }

  /// How many endpoints are compared for a page: each takes about a kilobyte, in each of the scans.
  private static let mostCompared = 50_000

  /// What changed in a scan since the finished one before it; nil where there is none, or where one of them is too large.
  func changes(of scan: StoredScan, endpoints: Int64, confirm: Int) throws(HistoryError) -> ChangesSince? {
    guard endpoints <= Self.mostCompared, let before = try finishedScan(before: scan),
      before.counts.endpoints <= Self.mostCompared
    else { return nil }
    return ChangesSince(try comparison(from: before, to: scan, confirm: confirm).changes, since: before.name)
  }
}
