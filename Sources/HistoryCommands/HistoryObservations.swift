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
    [ExposurePoint](try asking { try file.exposure(of: scan.description.scope, upTo: scan.number) })
  }

  func changes() throws -> ChangesSince? {
    let confirm = ConfirmationOption.usual
    return try asking {
      try earlier.map { try file.comparison(from: $0, to: scan, confirm: confirm) }
        ?? file.comparisonForReport(of: scan, endpoints: scan.counts.endpoints, confirm: confirm)
    }.map { ChangesSince($0) }
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

extension [ExposurePoint] {
  /// The line over time that a history tells.
  init(_ exposure: [PastExposure]) {
    self = exposure.map { past in
      ExposurePoint(
        date: past.date, exposed: Int(clamping: past.clusters.exposed),
        restricted: Int(clamping: past.clusters.restricted),
        lockedDown: Int(clamping: past.clusters.lockedDown))
    }
  }
}

extension ChangesSince {
  /// What a comparison of two scans tells.
  init(_ comparison: Comparison) {
    self.init(comparison.changes, since: comparison.from.name)
  }
}
