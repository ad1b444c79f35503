import ArgumentParser
import CommandSupport
import Exposure
import History
import Reporting
import Sessions
import Targets

/// `apiexpose history show`.
struct HistoryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what one scan found.",
    discussion: """
      With --format jsonl it writes complete results, as `apiexpose scan --format jsonl` does.
      """)

  @Argument(help: ArgumentHelp("The scan: a number, a date (UTC) or last.", valueName: "scan"))
  var scan: ScanArgument

  @OptionGroup var options: HistoryQuestionOptions

  func run() async throws {
    try await CommandFailure.reported {
      try options.ask { file in
        let scan = try file.scan(scan.choice)
        switch options.format {
        case .jsonl:
          let output = OutputFile()
          do {
            try file.forEachLine(of: scan.number) { try output.append($0 + [0x0A]) }
            try output.commit()
          } catch let error as OutputFileError {
            throw CommandFailure(error)
          }
        case .text:
          try options.print(Listing(scans: [scan], isBeingWritten: file.isBeingWritten))
          try StandardOutput.write("\n")
          try options.print(Listing(results: try file.results(of: scan.number)))
        case .csv, .markdown: try options.print(Listing(results: try file.results(of: scan.number)))
        }
      }
      return .success
    }
  }
}

/// `apiexpose history endpoint`.
struct HistoryEndpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endpoint",
    abstract: "Show the timeline of an endpoint: verdicts, versions, certificates, restarts.")

  @Argument(
    help: ArgumentHelp("ADDRESS, ADDRESS:PORT or a name in place of the address.", valueName: "address"))
  var endpoint: SoughtEndpoint

  @OptionGroup var options: HistoryQuestionOptions

  func run() async throws {
    try await CommandFailure.reported {
      let timeline = try options.ask { try $0.timeline(of: endpoint.host, port: endpoint.port) }
      guard !timeline.isEmpty else {
        throw CommandFailure(
          .noInput, "the history \(printable(options.history)) has no result of \(printable(endpoint.text))"
        )
      }
      try options.print(Listing(timeline: timeline.map { ($0.scan, $0.result) }))
      return .success
    }
  }
}

extension SoughtEndpoint: ExpressibleByArgument {
  /// Reads what is on the command line.
  public init?(argument: String) {
    self.init(argument)
  }
}
