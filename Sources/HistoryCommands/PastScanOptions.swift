import ArgumentParser
import CommandSupport
import History
import Pipeline
import Reporting

/// Which scan of a history is reported again.
package struct PastScanOptions: ArchivedScanOptions {
  @Option(
    help: ArgumentHelp("Read a scan of a history instead of files.", valueName: "file"), completion: .file()
  )
  var history: String?

  /// The files of the history, those of SQLite and the lock among them.
  package var files: [String] { HistoryFile.paths(of: history) }

  @Option(
    help: ArgumentHelp(
      "Which scan of the history: a number, a date (UTC) or last. (default: the last finished one)",
      valueName: "scan"))
  var scan: ScanArgument?

  @Option(
    help: ArgumentHelp(
      "Report what changed since a scan of the history: a number, a date (UTC) or an age (7d).",
      valueName: "since"))
  var since: SinceArgument?

  package init() {}

  package func validate() throws {
    guard since == nil || history != nil else {
      throw ValidationError("--since needs --history FILE, which holds the earlier scans.")
    }
    guard scan == nil || history != nil else {
      throw ValidationError("--scan needs --history FILE, which holds the scans.")
    }
  }
}

extension PastScanOptions {
  /// What the manual of `report` says of them.
  package static let option: String? = "--history"
  package static let orHistory = ", or a scan of a history"
  package static let overTime = " With a history, the page also shows exposure over time."
  package static let example = """

      apiexpose report --history exposure.sqlite -o exposure.csv
      apiexpose report --history exposure.sqlite --since 7d -o new.html
    """
  package static let nothingNamed = "Name files of JSON Lines, or a history with --history."

  /// Whether a history is named.
  package var isNamed: Bool { history != nil }

  /// Opens the scan; nil where no history is named. Throws a `CommandFailure`.
  package func open() throws -> (any PastScan)? {
    guard let history else { return nil }
    let file = try asking { try HistoryFile.reading(history, rejudging: .byLines) }
    do {
      return try HistoryObservations(file, scan?.choice ?? .newestFinished, since: since)
    } catch {
      file.close()
      throw error
    }
  }
}
