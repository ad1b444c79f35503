import Exposure
import History
import Reporting

/// The observations of one scan of a history, and how exposed its targets were before.
struct HistoryObservations {
  private let file: HistoryFile
  private let scan: StoredScan

  /// How many scans of the same targets the line over time shows.
  private static let pointLimit = 200

  /// One scan of a history. Throws a `CommandFailure`.
  init(_ file: HistoryFile, _ choice: ScanChoice) throws {
    self.file = file
    scan = try asking { try file.scan(choice) }
  }

  /// The finished scans of the same targets up to this one, the oldest first.
  func exposure() throws -> [ExposurePoint] {
    let scans = try asking { try file.scans() }
    return scans.filter { other in
      other.description.scope == scan.description.scope && other.number <= scan.number
        && other.state == .finished
    }.suffix(Self.pointLimit).map { other in
      ExposurePoint(
        date: other.description.startedAt, exposed: Int(clamping: other.counts.exposed),
        lockedDown: Int(clamping: other.counts.lockedDown))
    }
  }

  /// Gives every observation to `take`.
  func each(_ take: (Observation) throws -> Void) throws {
    var number = 0
    // What taking throws is no fault of the history, which would otherwise call it one.
    var failure: (any Error)?
    do {
      try file.forEachLine(of: scan.number) { line in
        number += 1
        do {
          try take(try JSONLinesReader.observation(in: line, of: scan.name, line: number))
        } catch {
          failure = error
          throw error
        }
      }
    } catch {
      throw failure ?? CommandFailure(error)
    }
  }
}
