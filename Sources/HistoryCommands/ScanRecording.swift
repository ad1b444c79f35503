import CommandSupport
import Exposure
import History
import Pipeline
import Reporting
import Scanning
import PortableFoundation

/// Turns endpoints into what a history keeps of them. One caller at a time.
final class ScanRecording: ArchivedScan {
  /// The scan's number in the history.
  let number: Int64

  private let recorder: ScanRecorder
  private let file: HistoryFile
  private let confirm: Int
  private let writer = JSONLinesWriter()
  private let time = ScanTime()

  /// Records into a file.
  /// - Parameter confirm: How many scans in a row an endpoint must not answer before it has vanished.
  init(_ recorder: ScanRecorder, in file: HistoryFile, confirm: Int) {
    self.file = file
    self.confirm = confirm
    number = recorder.number
    self.recorder = recorder
  }

  func add(_ observation: Observation, _ assessment: Assessment) throws -> SeenTimes? {
    let result = EndpointResult(observation, assessment, position: recorder.endpoints)
    let seen = try asking { try recorder.seen(with: result) }
    var observation = observation
    observation.seen = seen
    var line: [UInt8] = []
    writer.append(observation, assessment, to: &line)
    if line.last == 0x0A { line.removeLast() }
    try asking { try recorder.add(result, seen: seen, line: line) }
    return seen
  }

  func flush() throws { try asking { try recorder.flush() } }

  func changes() throws -> ChangesSince? {
    try asking {
      try file.comparisonForReport(
        of: try file.scan(.number(number)), endpoints: recorder.endpoints, confirm: confirm)
    }.map { ChangesSince($0) }
  }

  func finish(_ summary: Summary) throws {
    // A report may have taken long since the scan ended. In whole seconds, as it is kept, so that they add up.
    let end = summary.period.map { period in
      Date(
        timeIntervalSince1970: period.start.timeIntervalSince1970.rounded(.down) + period.duration.rounded())
    }
    try asking {
      try recorder.finish(at: end ?? time.now, clusters: summary.clusterCounts.map(StoredClusters.init))
    }
  }

  func abandon() { recorder.abandon(at: time.now) }
}
