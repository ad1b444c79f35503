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
          var scans = HistoryListCommand.listing
          scans.append(HistoryListCommand.cells(scan, file.isBeingWritten))
          try options.print(scans)
          try StandardOutput.write("\n")
          try options.print(try Self.results(file, scan.number))
        case .csv, .markdown: try options.print(try Self.results(file, scan.number))
        }
      }
      return .success
    }
  }

  private static func results(_ file: HistoryFile, _ scan: Int64) throws -> Listing {
    var listing = Listing([
      .init("target", narrowest: 16, isName: true), .init("address", leaves: 6), .init("verdict"),
      .init("severity"),
      .init("git_version"), .init("distribution", leaves: 4), .init("findings", narrowest: 12, leaves: 5),
      .init("error", narrowest: 12, leaves: 3), .init("labels", narrowest: 12, leaves: 2),
      .init("component", leaves: 1),
    ])
    for result in try file.results(of: scan) {
      listing.append([
        .text(result.target), .text(result.place), .text(result.verdict.rawValue),
        .text(result.severity.rawValue), .text(result.gitVersion ?? ""), .text(result.distribution ?? ""),
        .words(result.findings), .text(result.error), .text(result.labels),
        result.component.map { .text($0.rawValue) } ?? .unknown,
      ])
    }
    return listing
  }
}

/// `apiexpose history endpoint`.
struct HistoryEndpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endpoint",
    abstract: "Show the timeline of an endpoint: verdicts, versions, certificates, restarts.")

  @Argument(
    help: ArgumentHelp("ADDRESS, ADDRESS:PORT or a name in place of the address.", valueName: "address"))
  var endpoint: EndpointArgument

  @OptionGroup var options: HistoryQuestionOptions

  func run() async throws {
    try await CommandFailure.reported {
      let life = try options.ask { try $0.life(of: endpoint.host, port: endpoint.port) }
      guard !life.isEmpty else {
        throw CommandFailure(
          .noInput, "the history \(printable(options.history)) has no result of \(printable(endpoint.text))"
        )
      }
      try options.print(Self.listing(life))
      return .success
    }
  }

  private static func listing(_ life: [Sighting]) -> Listing {
    // Where the targets differ, they may be all that tells two rows apart.
    let areTargetsOne = Set(life.lazy.map(\.result.target)).count <= 1
    var listing = Listing([
      .init("scan"), .init("scanned_at"), .init("address"), .init("verdict"), .init("git_version", leaves: 7),
      .init("distribution", leaves: 5), .init("certificate", narrowest: 16, leaves: 4),
      .init("server_started_at", leaves: 6), .init("error", narrowest: 12, leaves: 3),
      .init("target", narrowest: 12, leaves: areTargetsOne ? 2 : nil, isName: true),
      .init("component", leaves: 1),
    ])
    for sighting in life {
      let result = sighting.result
      listing.append([
        .number(sighting.scan), .time(result.scannedAt), .text(result.place),
        .text(result.verdict.rawValue), result.gitVersion.map { .text($0) } ?? .unknown,
        result.distribution.map { .text($0) } ?? .unknown, .text(result.certificateText),
        result.serverStartedAt.map { .time($0) } ?? .unknown, .text(result.error), .text(result.target),
        result.component.map { .text($0.rawValue) } ?? .unknown,
      ])
    }
    return listing
  }
}

/// `192.0.2.7`, `192.0.2.7:6443`, `[2001:db8::1]:6443`, `api.example.com:443`.
struct EndpointArgument: ExpressibleByArgument, Sendable, Hashable {
  let text: String
  let host: SoughtHost
  let port: UInt16?

  init?(argument: String) {
    text = argument
    if let address = IPAddress(argument) {
      host = .address(address)
      port = nil
      return
    }
    var name = argument[...]
    if !argument.hasSuffix("]"), let colon = argument.lastIndex(of: ":") {
      guard let number = UInt16(argument[argument.index(after: colon)...]), number > 0 else { return nil }
      port = number
      name = argument[..<colon]
    } else {
      port = nil
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    guard !name.isEmpty else { return nil }
    host = IPAddress(String(name)).map { .address($0) } ?? .name(name.lowercased())
  }
}
