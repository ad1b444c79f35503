import ArgumentParser
import CommandSupport
import Exposure
import History
import Pipeline
import Reporting
import Sessions
import PortableFoundation

/// The history that a scan is written into, and what is said of the changes.
struct ScanHistory: ScanArchive {
  let file: HistoryFile
  let description: ScanDescription
  let confirm: Int
  /// What changes are printed as; nil where the scan prints its results.
  let changes: ListingFormat?
  let isQuiet: Bool

  /// Begins to record, or goes on with the interrupted scan after so many endpoints.
  func begin(resumingAfter endpoints: UInt64?) throws -> sending any ArchivedScan {
    do throws(HistoryError) {
      let recorder =
        if let endpoints {
          try ScanRecorder.resume(description, after: Int64(clamping: endpoints), in: file)
        } else {
          try ScanRecorder.begin(description, in: file)
        }
      return ScanRecording(recorder, in: file, confirm: confirm)
    } catch {
      throw CommandFailure(error)
    }
  }

  func exposure() throws -> [ExposurePoint] {
    [ExposurePoint](try asking { try file.exposure(of: description.scope) })
  }

  func close() { file.close() }

  /// Prints what changed since the last finished scan of the same targets: nothing when nothing did.
  func printChanges(of number: Int64) throws {
    guard let format = changes else { return }
    let scan = try asking { try file.scan(.number(number)) }
    guard let before = try asking({ try file.finishedScan(before: scan) }) else {
      if !isQuiet {
        StandardError.notice(
          "scan \(number) is the first of these targets in \(printable(file.path)): "
            + "there is nothing to compare it with yet")
      }
      return
    }
    let comparison = try asking { try file.comparison(from: before, to: scan, confirm: confirm) }
    guard !comparison.changes.isEmpty else { return }
    let report = ChangeReport(comparison.changes, since: before.name)
    try StandardOutput.write(
      report.text(
        format, style: StandardOutput.style(refusesColour: false)))
  }
}

/// Runs what asks a history; what fails becomes the command's failure.
func asking<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as HistoryError {
    throw CommandFailure(error)
  }
}

extension CommandFailure {
  /// The failure of a history.
  init(_ error: HistoryError) {
    let (status, advice): (ExitCode, String) =
      switch error {
      case .unreadable, .empty, .noDatabase, .foreign, .newer, .damaged, .interrupted: (.noInput, "")
      case .noScan: (.noInput, "; `apiexpose history list` shows what it has")
      case .cannotResume: (.noInput, "; go on without --history, or start anew without --resume")
      case .locked(_, toRead: true): (.noInput, "")
      case .locked(_, toRead: false), .cannotCreate: (.cannotCreate, "")
      case .inUse: (.cannotCreate, ", or give --lock-timeout")
      case .writeFailed, .gone: (.writeFailed, "")
      }
    self.init(status, printable(error.description + advice))
  }
}
