import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Scanning
import Sessions

/// `apiexpose watch`: whether API servers keep restarting, seen from outside.
struct WatchCommand: AsyncParsableCommand, ConfigurableCommand {
  var positionalWords: [String] { targets.targets }

  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Scan again and again, and report whether API servers restart.",
    usage: "apiexpose watch [<options>] <target> ...",
    discussion: """
      Scans every endpoint at regular intervals. A TLS handshake shows when an API server started, even if it refuses \
      every request: when that time changes, the server has restarted. Three or more restarts at regular intervals are \
      a restart loop. A liveness probe without credentials causes one under --anonymous-auth=false.

      On a terminal each endpoint has a line that is updated; elsewhere events are printed as they happen. Ctrl-C ends \
      the watch with its judgement.

      EXAMPLES
        apiexpose watch api.example.com
        apiexpose watch targets.txt --every 30s --for 20m -o life.jsonl
        apiexpose watch 10.0.0.10-12 --for 10m --fail-on restart-loop

      EXIT STATUS
        0    the watch ran to its end      71   too little memory, files or threads
        1    --fail-on was met             73   the file cannot be created
        64   wrong usage                   74   the file cannot be written
        65   a bad target                  130  ended by Ctrl-C (143 by SIGTERM)
        66   an input cannot be read       141  the reader of the output has gone
        69   the proxy cannot be used
      """
  )

  /// Endpoints that are watched at the same time: more make no picture.
  static let mostEndpoints: UInt64 = 1024
  /// Endpoints that are looked at together, at most: hundreds of silent ones must not hold up a round for minutes, in
  /// which a restart would go unseen.
  static let concurrency = 256

  @OptionGroup(title: "Targets") var targets: TargetOptions

  @Option(help: ArgumentHelp("The time from one scan to the next.", valueName: "duration"))
  var every = DurationArgument(.seconds(10))

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long to watch. (default: until Ctrl-C)", valueName: "duration"))
  var limit: DurationArgument?

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write the events to a file of JSON Lines.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "End with status 1 if a server restarted, or is in a restart loop.", valueName: "condition"))
  var failOn: WatchFailure?

  @OptionGroup var colour: ColourOption

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  func validate() throws {
    try network.validate(with: load)
    guard every.duration >= .milliseconds(100) else {
      throw ValidationError("--every takes at least 100ms.")
    }
    guard !targets.targets.contains("-") else {
      throw ValidationError("Standard input can be read only once: name a file of targets to watch.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: false, progress: .none, rowsGoToTerminal: true)
      try OverwriteGuard.check(
        [output].compactMap(\.self),
        against: [
          "the list of targets": targets.targets.filter(FileText.exists),
          "the exclusions": targets.excludeFile,
          "the knowledge": [knowledge.path].compactMap(\.self),
          "the credentials": [network.proxyCredentials].compactMap(\.self),
        ])
      let known = try knowledge.load(messages.notice)
      let list = try GivenTargets(targets, notice: messages.notice).list()
      guard list.endpointCount <= Self.mostEndpoints else {
        throw CommandFailure(
          .badTargets,
          "\(list.endpointCount) endpoints are too many to watch, \(Self.mostEndpoints) are the most: name fewer"
        )
      }
      let settings = try await network.applied(to: self.settings(messages))
      do {
        let journal = WatchJournal(
          file: try output.map { try OutputFile(creating: $0) },
          style: colour.style,
          total: list.endpointCount, knowledge: known)
        let watch = WatchRun(
          list: list, settings: settings, interval: every.duration, limit: limit?.duration)
        switch try await watch.run(journal) {
        case .interrupted(let signal): return .signal(signal)
        case .finished(let judgements): return failOn?.isMet(by: judgements) == true ? .failedOn : .success
        }
      } catch {
        throw CommandFailure(error, "the watch cannot go on")
      }
    }
  }

  private func settings(_ messages: Messages) throws(CommandFailure) -> ScanSettings {
    var settings = try load.settings(holding: output == nil ? 0 : 1, messages)
    settings.concurrency = min(settings.concurrency, Self.concurrency)
    settings.eventLoops = 1
    return settings
  }
}

extension WatchFailure: ExpressibleByArgument {}
