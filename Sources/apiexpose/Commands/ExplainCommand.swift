import ArgumentParser
import CommandSupport
import Exposure
import Targets
import Pipeline
import Reporting
import Scanning
import Synchronization

/// `apiexpose explain`: what a verdict or finding means, and what to do.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a verdict or finding, or scan a target and explain what it shows.",
    discussion: """
      Explains what it means, how it is used, how to check it by hand, and how to fix it. Without an argument it lists \
      all identifiers. An argument that is no identifier is a target: it is scanned, and the result is explained for its \
      release and distribution.

      EXAMPLES
        apiexpose explain
        apiexpose explain version_leak
        apiexpose explain recent-restart
        apiexpose explain api.example.com
      """
  )

  @Argument(
    help: ArgumentHelp("An identifier, or a target as for `apiexpose scan`.", valueName: "id|target"))
  var subject: String?

  @Option(help: ArgumentHelp("Ports of a target that does not name one.", valueName: "ports"))
  var port = "6443"

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions

  func validate() throws {
    do {
      _ = try PortList(port)
    } catch {
      throw ValidationError("--port: \(error).")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      guard let subject else {
        try StandardOutput.write(ExplanationText.index)
        return .success
      }
      let text = ExplanationText(layout: StandardOutput.paragraphs)
      if let explanation = Self.explanation(named: subject) {
        try StandardOutput.write(text.whole(explanation))
        return .success
      }
      let messages = Messages(isQuiet: false, progress: .none, rowsGoToTerminal: false)
      let known = try knowledge.load(messages.notice)
      let endpoints = try await scan(subject, knowing: known, messages)
      try StandardOutput.show(text.endpoints(endpoints, knowing: known))
      return .success
    }
  }

  /// Takes an identifier with the other kind of hyphen too: nobody remembers which of them has which.
  static func explanation(named name: String) -> Explanation? {
    Explanation.of(id: name) ?? Explanation.of(id: name.replacing("-", with: "_"))
      ?? Explanation.of(id: name.replacing("_", with: "-"))
  }

  /// The most endpoints of one target: more than a name with a few ports has, and no block that nobody reads about.
  static let most: UInt64 = 64

  private func scan(
    _ target: String, knowing known: Knowledge, _ messages: Messages
  ) async throws -> [ObservationJudge.Judged] {
    let list: TargetList
    do {
      list = try TargetList(
        sources: [TargetSource(argument: target)], ports: try PortList(port), exclusions: [],
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
    let settings = try load.settings(holding: 0, messages)
    let observations = Mutex<[Observation]>([])
    do {
      let queue = ObservationQueue()
      async let consumed: Void = queue.forEach { observation in
        observations.withLock { $0.append(observation) }
      }
      defer { queue.end() }
      _ = try await Scanner(settings: settings).scan(
        list, excluding: list.exclusions.excludes(address:port:), into: queue)
      queue.end()
      try await consumed
    } catch {
      throw CommandFailure(.systemError, "the scan cannot go on: \(error)")
    }
    return ObservationJudge.judged(observations.withLock(\.self), knowing: known)
  }
}
