import ArgumentParser
import CommandSupport
import Exposure
import Sessions
import Targets
import Reporting
import Scanning

/// `apiexpose explain`: what a verdict or finding means, and what to do.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a verdict or finding, or what a target shows.",
    usage: "apiexpose explain [<options>] [<id> | <target>]",
    discussion: """
      Explains what it means, how it is used, how to check it by hand, and how to fix it. Without an argument it lists \
      all identifiers. An argument that is no identifier is a target: it is scanned, and what it shows is explained in \
      short, or with --full as a whole, for its release and distribution. A single word is a target only where \
      /etc/hosts names it; any other host without a dot or a digit needs its port.

      EXAMPLES
        apiexpose explain
        apiexpose explain version_leak
        apiexpose explain recent-restart
        apiexpose explain api.example.com
        apiexpose explain api.example.com --full
        apiexpose explain 10.0.0.7:10250 --components
        apiexpose explain api.example.com --proxy socks5h://127.0.0.1:1080
      """
  )

  @Argument(
    help: ArgumentHelp("An identifier, or a target as for `apiexpose scan`.", valueName: "id|target"),
    completion: .list(Explanation.all.map(\.id)))
  var subject: String?

  @Flag(help: "Say all of it about a target: how it is used, how to check it, every way to close it.")
  var full = false

  @Option(
    help: ArgumentHelp(
      "Ports of a target that does not name one. (default: \(Self.usualPort))", valueName: "ports"))
  var port: String?

  @OptionGroup var components: ComponentOptions
  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions
  @OptionGroup(title: "Network") var network: NetworkOptions

  func validate() throws {
    try network.validate(with: load)
    do {
      _ = try port.map(PortList.init)
    } catch {
      throw ValidationError("--port: \(error).")
    }
    try components.validate([subject].compactMap(\.self))
  }

  func run() async throws {
    try await CommandFailure.reported {
      guard let subject else {
        try StandardOutput.write(ExplanationText.index)
        return .success
      }
      let text = ExplanationText(layout: StandardOutput.paragraphs)
      let messages = Messages(isQuiet: false, progress: .none, rowsGoToTerminal: false)
      let known = try knowledge.load(messages.notice)
      switch ExplainSubject(
        subject, knowing: known, isFile: FileText.isFile, isLocalName: { Self.localNames.contains($0) })
      {
      case .explanation(let explanation): try StandardOutput.show(text.whole(explanation))
      case .other(let advice): throw CommandFailure(.wrongUsage, advice)
      case .target(let target):
        let endpoints = try await scan(target, knowing: known, messages)
        var explained = EndpointExplanation(layout: StandardOutput.paragraphs, knowing: known)
        try StandardOutput.show(
          full
            ? explained.full(endpoints, asking: askingCommand(target))
            : explained.short(endpoints, more: wholeCommand(target), asking: askingCommand(target)))
      }
      return .success
    }
  }

  /// What `/etc/hosts` names; nothing where it cannot be read.
  private static var localNames: LocalNames {
    LocalNames(hosts: (try? FileText.read("/etc/hosts", atMost: 1 << 20)) ?? [])
  }

  /// The command that says all of it, asked on the same way.
  private func wholeCommand(_ target: String) -> String {
    let further = components.components.map { "--components \($0)" }
    return command(target, [further, "--full"].compactMap(\.self))
  }

  /// The command that asks components what else they tell.
  private func askingCommand(_ target: String) -> String {
    command(target, ["--components"] + (full ? ["--full"] : []))
  }

  private func command(_ target: String, _ rest: [String]) -> String {
    let given = [
      ("--port", port), ("--proxy", network.proxy),
      ("--proxy-credentials", network.proxyCredentials), ("--source-address", network.sourceAddress),
      ("--interface", network.interface),
    ]
    let words = given.compactMap { name, value in value.map { "\(name) \($0)" } }
    return printable((["apiexpose explain", target] + words + rest).joined(separator: " "))
  }

  private static let usualPort = "6443"

  /// The most endpoints of one target: more than a name with a few ports has, and no block that nobody reads about.
  static let most: UInt64 = 64

  private func scan(
    _ target: String, knowing known: Knowledge, _ messages: Messages
  ) async throws -> [ObservationJudge.Judged] {
    let list: TargetList
    do {
      let ports = try PortList(port ?? Self.usualPort)
      list = try TargetList(
        sources: [TargetSource(argument: target)],
        ports: components.components?.ports(beside: ports, areWritten: port != nil) ?? ports, exclusions: [],
        maximum: Self.most)
    } catch TargetListError.tooMany {
      throw CommandFailure(
        .badTargets,
        "\(printable(target)) is more than the \(Self.most) endpoints that are explained at a time: scan it, and have "
          + "one of them explained")
    } catch let error as TargetListError {
      throw CommandFailure(
        .badTargets,
        "this is no identifier of `apiexpose explain`, and no target: \(error.description)")
    }
    var settings = try load.settings(holding: 0, messages)
    settings.components = components.components?.set ?? []
    settings = try await network.applied(to: settings)
    do {
      let observations = try await Scanner.observations(of: list, with: settings)
      return ObservationJudge.judged(observations, knowing: known)
    } catch {
      throw CommandFailure(error, "the scan cannot go on")
    }
  }
}
