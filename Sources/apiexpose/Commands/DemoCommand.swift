import ArgumentParser
import CommandSupport
import Exposure
import Sessions
import Targets
import Reporting
import Scanning
import SimulatedFleet

/// `apiexpose demo`: a scan that needs no cluster.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Scan a fleet of simulated API servers on this machine.",
    usage: "apiexpose demo [<options>]",
    discussion: """
      The servers speak real TLS on free ports of 127.0.0.1 and run as long as the command. The scan is that of \
      `apiexpose scan --components`, and its reports stay in a folder. Nothing leaves this machine.

      EXAMPLES
        apiexpose demo
        apiexpose demo --output-directory results
        apiexpose demo --serve
        apiexpose demo --serve --restarting
      """
  )

  @Flag(help: "Do not scan: keep the servers running until Ctrl-C, and print their list.")
  var serve = false

  @Flag(
    help: "With --serve: add a locked-down server that is killed every ten seconds, for `apiexpose watch`.")
  var restarting = false

  @Option(
    help: ArgumentHelp(
      "Where the reports, or the list of the servers, are left. (default: a new temporary folder)",
      valueName: "directory"),
    completion: .directory)
  var outputDirectory: String?

  @OptionGroup var colour: ColourOption

  func validate() throws {
    guard serve || !restarting else { throw ValidationError("--restarting goes with --serve.") }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let fleet = try await start()
      let outcome: Result<ExitCode, any Error>
      do {
        let folder = try DemoFolder(outputDirectory)
        outcome = .success(try await serve ? servePatiently(fleet, folder) : scan(fleet, folder))
      } catch {
        outcome = .failure(error)
      }
      try? await fleet.stop()
      return try outcome.get()
    }
  }

  private func start() async throws(CommandFailure) -> SimulatedFleet {
    do {
      // The servers have one more, and another where one restarts.
      try ThreadLimit.check(eventLoops: ScanSettings(userAgent: ToolRelease.userAgent).eventLoops + 2)
    } catch {
      throw CommandFailure(.systemError, "\(error)")
    }
    do {
      return try await SimulatedFleet.start(
        ServerBehaviour.demonstration + ServerBehaviour.demonstrationOfComponents)
    } catch {
      throw CommandFailure(.systemError, "the fleet cannot start: \(error)")
    }
  }

  /// The report that others can be made of.
  private static let results = "exposure.jsonl"

  /// The reports that are left, and what each is for.
  private static var files: [(name: String, use: String)] {
    let page: [(String, String)] = [("exposure.html", "the page for everybody: open it in a browser")]
    return [("exposure.csv", "for a spreadsheet, one row an endpoint")]
      + (OutputFormat.available.contains(.html) ? page : [])
      + [(results, "the facts: `apiexpose report` makes other reports of them")]
  }

  private func scan(_ fleet: SimulatedFleet, _ folder: DemoFolder) async throws -> ExitCode {
    try StandardOutput.show(DemoText.introduction(fleet.servers))
    let messages = Messages(isQuiet: false, progress: .auto, rowsGoToTerminal: false)
    let status = try await ScanRun(
      list: ScanList(source: .whole(try list(fleet))),
      settings: ScanSettings(userAgent: ToolRelease.userAgent, components: ChosenComponents.all.set),
      plan: ReportPlan(
        destinations: Self.files.map { try OutputDestination(folder.file($0.name)) },
        table: TableSettings(style: colour.style, extent: .all),
        documents: DocumentContext(toolVersion: ToolRelease.version, pages: ChosenPages.renderer)),
      messages: messages, advice: .options
    ).status(messages)
    if status == .success {
      try StandardOutput.show(
        DemoText.conclusion(
          folder: printable(folder.path), results: folder.shown(Self.results), files: Self.files))
    }
    return status
  }

  private func list(_ fleet: SimulatedFleet) throws -> TargetList {
    let text = fleet.servers.map(DemoText.targetLine).joined(separator: "\n")
    return try TargetList(
      sources: [TargetSource(name: "the fleet", text: Array(text.utf8))], ports: PortList("6443"),
      exclusions: [], maximum: UInt64(fleet.servers.count))
  }

  private func servePatiently(_ fleet: SimulatedFleet, _ folder: DemoFolder) async throws -> ExitCode {
    let (stream, end) = AsyncStream.makeStream(of: Int32.self)
    let signals = Signals { end.yield($0) }
    defer { withExtendedLifetime(signals) {} }
    let loop = try restarting ? startRestarting() : nil
    let habit = "killed every ten seconds, in a restart loop"
    let list =
      fleet.servers.map(DemoText.listLine).joined()
      + (loop.map { "\($0.target) server=restarting  # \(habit)\n" } ?? "")
    try folder.write(list, to: Self.list)
    defer { folder.remove(Self.list) }
    let rows =
      fleet.servers.map { DemoText.row($0.target, $0.behaviour.summary) }.joined()
      + (loop.map { DemoText.row($0.target, habit) } ?? "")
    try StandardOutput.write(StandardOutput.width == nil ? list : rows)
    // A kubelet would give it some minutes, a demonstration has not the time.
    let restarts = loop.map { server in Task { try await server.loop(up: .seconds(7), down: .seconds(3)) } }
    StandardError.write(
      DemoText.serving(fleet.servers, restarting: restarting, list: folder.shown(Self.list)))
    for await _ in stream { break }
    restarts?.cancel()
    return .success
  }

  /// The name of the list of the servers.
  private static let list = "fleet.txt"

  private func startRestarting() throws(CommandFailure) -> RestartingServer {
    do {
      return try RestartingServer(.anonymousDisabled)
    } catch {
      throw CommandFailure(.systemError, "the server cannot start: \(error)")
    }
  }
}
