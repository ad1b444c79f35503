import ArgumentParser
import CommandSupport
import Exposure
import History
import Reporting
import Sessions
import PortableFoundation

/// `apiexpose history`: what earlier scans found.
package struct HistoryCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show what earlier scans found, or prune a history.",
    discussion: """
      EXAMPLES
        apiexpose history list --history exposure.sqlite
        apiexpose history show last --history exposure.sqlite
        apiexpose history endpoint 192.0.2.7:6443 --history exposure.sqlite
        apiexpose history prune --keep 90d --history exposure.sqlite
      """,
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryEndpointCommand.self,
      HistoryPruneCommand.self,
    ]
  )

  package init() {}
}

/// Which history is asked, and how the answer is written.
struct HistoryQuestionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The history.", valueName: "file"), completion: .file())
  var history: String

  @Option(help: "What standard output gets.")
  var format = ListingFormat.text

  @OptionGroup var colour: ColourOption

  /// Opens the history, asks it and closes it.
  func ask<Value>(_ question: (HistoryFile) throws -> Value) throws -> Value {
    try asking {
      let file = try HistoryFile.reading(history, rejudging: .byLines)
      defer { file.close() }
      return try question(file)
    }
  }

  func print(_ listing: Listing) throws {
    try StandardOutput.write(listing.text(format, style: colour.style))
  }
}

/// `apiexpose history list`.
struct HistoryListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the scans, the oldest first.")

  @OptionGroup var options: HistoryQuestionOptions

  func run() async throws {
    try await CommandFailure.reported {
      try options.print(
        try options.ask { file in
          // Before the scans: one that ends meanwhile is no unfinished one.
          let isBeingWritten = file.isBeingWritten
          return Listing(scans: try file.scans(), isBeingWritten: isBeingWritten)
        })
      return .success
    }
  }
}

/// `apiexpose history prune`.
struct HistoryPruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete old scans and free their disk space.",
    discussion: """
      The last finished scan of each list of targets is kept whatever its age: the next one is compared with it.
      """)

  @Option(help: ArgumentHelp("The history.", valueName: "file"), completion: .file())
  var history: String

  @Option(help: ArgumentHelp("Keep scans that are no older, as in 90d, 8w or 12h.", valueName: "age"))
  var keep: AgeArgument

  @Option(
    help: ArgumentHelp(
      "How long to wait for a scan that writes the history. (default: not at all)",
      valueName: "duration"))
  var lockTimeout: DurationArgument?

  @OptionGroup var quiet: QuietOption

  func run() async throws {
    try await CommandFailure.reported {
      try asking {
        guard FileText.exists(history) else {
          throw HistoryError.unreadable(path: history, reason: "there is no such file")
        }
        let file = try HistoryFile.writing(
          history, lockTimeout: lockTimeout?.duration ?? .zero, rejudging: .byLines)
        defer { file.close() }
        let count = try file.prune(before: Date.now - keep.seconds)
        if !quiet.isQuiet { StandardError.notice("\(count) \(count == 1 ? "scan" : "scans") forgotten") }
        return .success
      }
    }
  }
}
