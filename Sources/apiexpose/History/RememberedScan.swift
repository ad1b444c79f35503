import Exposure
import History
import Reporting

/// A scan in a history, for reports.
struct RememberedScan {
  private let file: HistoryFile
  private let scan: StoredScan

  /// Opens a history and finds the scan. Throws a `CommandFailure`.
  init(in path: String, _ choice: ScanChoice) throws {
    (file, scan) = try asking {
      let file = try HistoryFile.reading(path)
      return (file, try file.scan(choice))
    }
  }

  /// Gives every observation of the scan, in its order, to `take`.
  func each(_ take: (Observation) throws -> Void) throws {
    var number = 0
    var failure: (any Error)?
    try asking {
      try file.forEachLine(of: scan.number) { line in
        guard failure == nil else { return }
        number += 1
        do {
          try take(
            JSONLinesReader.observation(of: line, name: "\(file.path), \(scan.name)", number: number))
        } catch let error as JSONLinesError {
          failure = CommandFailure(.badData, error.description)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  /// How exposed the same targets were, in finished scans up to this one.
  func course() throws -> [ExposurePoint] {
    try asking { try file.course(of: scan.description.scope) }.filter {
      $0.date <= scan.description.startedAt
    }
  }
}

extension HistoryFile {
  /// How exposed the targets of a scope were in each finished scan, the oldest first.
  func course(of scope: String) throws(HistoryError) -> [ExposurePoint] {
    try scans().filter { $0.state == .finished && $0.description.scope == scope }.map {
      ExposurePoint(
        date: $0.description.startedAt, exposed: Int(clamping: $0.counts.exposed),
        lockedDown: Int(clamping: $0.counts.lockedDown))
    }
  }
}
