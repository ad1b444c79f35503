import ArgumentParser
import CommandSupport
import Exposure
import History
import Pipeline
import Reporting
import PortableFoundation

/// What a scan remembers, and whether it speaks only of changes.
package struct HistoryOptions: ArchiveOptions {
  @Option(
    help: ArgumentHelp("Keep the results in a history, an SQLite file.", valueName: "file"),
    completion: .file())
  var history: String?

  /// The files of the history, those of SQLite and the lock among them.
  package var files: [String] { HistoryFile.paths(of: history) }

  @Flag(
    help: """
      Print only what changed since the last finished scan of the same targets.
      """)
  package var changesOnly = false

  @OptionGroup var confirmation: ConfirmationOption

  @Option(
    help: ArgumentHelp(
      "How long to wait for another scan that writes the history. (default: not at all)",
      valueName: "duration"))
  var lockTimeout: DurationArgument?

  package init() {}

  package func validate() throws {
    guard history != nil || !changesOnly && lockTimeout == nil else {
      throw ValidationError(
        "\(changesOnly ? "--changes-only" : "--lock-timeout") needs --history FILE, which holds the last scan."
      )
    }
  }
}

extension HistoryOptions {
  /// Whether results are kept.
  package var isKept: Bool { history != nil }

  /// What the manual of `scan` shows of them.
  package static let example = "\n  apiexpose scan targets.txt --history exposure.sqlite --changes-only"

  /// Opens the history; nil where none is named. Throws a `CommandFailure`.
  package func open(
    scope: String, listFingerprint: String, knowledgeDate: String, changesAs format: ListingFormat?,
    isQuiet: Bool
  ) throws -> (any ScanArchive)? {
    guard let history else { return nil }
    let description = ScanDescription(
      startedAt: .now, scope: scope, listFingerprint: listFingerprint,
      arguments: Array(CommandLine.arguments.dropFirst()), toolVersion: ToolRelease.version,
      knowledgeDate: knowledgeDate)
    let file = try asking {
      try HistoryFile.writing(history, lockTimeout: lockTimeout?.duration ?? .zero, rejudging: .byLines)
    }
    return ScanHistory(
      file: file, description: description, confirm: confirmation.confirm,
      changes: changesOnly ? format : nil, isQuiet: isQuiet)
  }
}

/// How often an endpoint must not answer before it has vanished.
struct ConfirmationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "After how many scans without an answer in a row an endpoint has vanished.", valueName: "number"))
  var confirm = Self.usual

  /// How often it is where nobody says it.
  static let usual = 2

  func validate() throws {
    guard (1...HistoryFile.mostConfirmations).contains(confirm) else {
      throw ValidationError("--confirm takes a number from 1 to \(HistoryFile.mostConfirmations).")
    }
  }
}
