import ArgumentParser
import CommandSupport
import Exposure
import Targets
import Reporting
import Scanning
import SimulatedFleet

/// `apiexpose demo`: a scan that needs no cluster.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Start a fleet of simulated API servers and components on loopback and scan it.",
    discussion: """
      The servers speak real TLS on free ports of 127.0.0.1 and run as long as the command. The scan is that of \
      `apiexpose scan --components`. Nothing leaves this machine.

      EXAMPLES
        apiexpose demo
        apiexpose demo --serve > fleet.txt
        apiexpose demo --serve --restarting
      """
  )

  @Flag(help: "Do not scan: print the servers as a target list and keep them running until Ctrl-C.")
  var serve = false

  @Flag(
    help: "With --serve: add a locked-down server that is killed every ten seconds, for `apiexpose watch`.")
  var restarting = false

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  func validate() throws {
    guard serve || !restarting else { throw ValidationError("--restarting goes with --serve.") }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let fleet = try await start()
      let outcome: Result<ExitCode, any Error>
      do {
        outcome = .success(try await serve ? servePatiently(fleet) : scan(fleet))
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

  private func scan(_ fleet: SimulatedFleet) async throws -> ExitCode {
    try StandardOutput.write(Self.introduction(fleet.servers) + "\n")
    let messages = Messages(isQuiet: false, progress: .auto, rowsGoToTerminal: false)
    let status = try await ScanRun(
      list: ScanList(source: .whole(try list(fleet))),
      settings: ScanSettings(userAgent: ToolRelease.userAgent, components: ChosenComponents.all.set),
      plan: ReportPlan(
        table: TableSettings(style: StandardOutput.style(refusesColour: noColor), extent: .all)),
      messages: messages
    ).run()
    if status == .success { try StandardOutput.write("\n" + Self.conclusion) }
    return status
  }

  private func list(_ fleet: SimulatedFleet) throws -> TargetList {
    let text = fleet.servers.map(Self.targetLine).joined(separator: "\n")
    return try TargetList(
      sources: [TargetSource(name: "the fleet", text: Array(text.utf8))], ports: PortList("6443"),
      exclusions: [], maximum: UInt64(fleet.servers.count))
  }

  private func servePatiently(_ fleet: SimulatedFleet) async throws -> ExitCode {
    let (stream, end) = AsyncStream.makeStream(of: Int32.self)
    let signals = Signals { end.yield($0) }
    defer { withExtendedLifetime(signals) {} }
    try StandardOutput.write(
      fleet.servers.map { "\(Self.targetLine($0))  # \($0.behaviour.summary)\n" }.joined())
    let loop = try restarting ? startLoop() : nil
    let count = fleet.servers.count + (restarting ? 1 : 0)
    StandardError.line("apiexpose: \(count) servers are running; Ctrl-C ends them")
    for await _ in stream { break }
    loop?.cancel()
    return .success
  }

  /// Starts the server that does not live long: a kubelet would give it some minutes, a demonstration has not the time.
  private func startLoop() throws -> Task<Void, any Error> {
    let server: RestartingServer
    do {
      server = try RestartingServer(.anonymousDisabled)
    } catch {
      throw CommandFailure(.systemError, "the server cannot start: \(error)")
    }
    try StandardOutput.write(
      "\(server.target) server=restarting  # killed every ten seconds, in a restart loop\n")
    return Task { try await server.loop(up: .seconds(7), down: .seconds(3)) }
  }

  /// A server as a line of a target list, with its behaviour for a label.
  static func targetLine(_ server: SimulatedServer) -> String {
    "\(server.target) server=\(server.behaviour.rawValue)"
  }

  private static func introduction(_ servers: [SimulatedServer]) -> String {
    let width = servers.map(\.target.count).max() ?? 0
    let lines = servers.map { server in
      "  \(server.target)\(String(repeating: " ", count: width - server.target.count))  \(server.behaviour.summary)\n"
    }
    return "\(servers.count) simulated servers on loopback, with TLS certificates made just now:\n\n"
      + lines.joined()
  }

  private static let conclusion = """
    The same for your own list, one target a line (see targets.example):

      apiexpose scan targets.txt
      apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl

    """
}
