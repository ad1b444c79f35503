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
          let isBeingWritten = file.isBeingWritten
          var listing = Self.listing
          for scan in try file.scans() { listing.append(Self.cells(scan, isBeingWritten)) }
          return listing
        })
      return .success
    }
  }

  static let listing = Listing([
    .init("scan"), .init("state"), .init("started_at"), .init("seconds", leaves: 4), .init("endpoints"),
    .init("exposed"), .init("locked_down"), .init("unreachable", leaves: 3), .init("scope", narrowest: 8),
    .init("tool_version", leaves: 1), .init("knowledge_date", leaves: 2), .init("restricted", leaves: 5),
    .init("clusters", leaves: 9), .init("exposed_clusters", leaves: 8),
    .init("restricted_clusters", leaves: 6), .init("locked_down_clusters", leaves: 7),
  ])

  static func cells(_ scan: StoredScan, _ isBeingWritten: Bool) -> [Listing.Cell] {
    let begun = scan.description.startedAt
    // Who holds no lock does not run any more.
    let state = scan.state == .running && !isBeingWritten ? ScanState.unfinished : scan.state
    return [
      .number(scan.number), .text(state.rawValue), .time(begun),
      scan.seconds.map { .number($0) } ?? .unknown,
      .number(scan.counts.endpoints), .number(scan.counts.exposed), .number(scan.counts.lockedDown),
      .number(scan.counts.unreachable), .text(scan.description.scope), .text(scan.description.toolVersion),
      scan.description.knowledgeDate.map { .text($0) } ?? .unknown, .number(scan.counts.restricted),
      scan.clusters.map { .number($0.total) } ?? .unknown,
      scan.clusters.map { .number($0.exposed) } ?? .unknown,
      scan.clusters.map { .number($0.restricted) } ?? .unknown,
      scan.clusters.map { .number($0.lockedDown) } ?? .unknown,
    ]
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
