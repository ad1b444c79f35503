import ArgumentParser
import Reporting
import Scanning
import Sessions

/// What a scan may take of time and load.
package struct LoadOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long one connection attempt may stay unanswered.", valueName: "duration"))
  var connectTimeout = DurationArgument(.seconds(3))

  @Option(help: ArgumentHelp("How long one endpoint may take in total.", valueName: "duration"))
  var deadline = DurationArgument(.seconds(10))

  @Option(
    help: ArgumentHelp(
      "How often a connection attempt that timed out or broke is repeated.", valueName: "number"))
  var retries = 1

  @Option(help: ArgumentHelp("How many endpoints are worked on at the same time.", valueName: "number"))
  var concurrency = 512

  @Option(
    help: ArgumentHelp(
      "Threads for TLS, at most \(ScanSettings.mostEventLoops). (default: one for each core)",
      valueName: "number"))
  var threads: Int?

  @Option(help: ArgumentHelp("New connections a second. (default: no limit)", valueName: "number"))
  var rate: Double?

  @Option(help: ArgumentHelp("The User-Agent that owners find in their audit log.", valueName: "text"))
  var userAgent = ToolRelease.userAgent

  @Flag(name: [.customShort("4"), .customLong("ipv4")], help: "Scan only the IPv4 addresses of names.")
  package var v4Only = false

  @Flag(name: [.customShort("6"), .customLong("ipv6")], help: "Scan only the IPv6 addresses of names.")
  package var v6Only = false

  package init() {}

  package func validate() throws {
    guard (0...10).contains(retries) else { throw ValidationError("--retries takes a number from 0 to 10.") }
    guard (1...100_000).contains(concurrency) else {
      throw ValidationError("--concurrency takes a number from 1 to 100000.")
    }
    guard threads.map({ (1...ScanSettings.mostEventLoops).contains($0) }) ?? true else {
      throw ValidationError("--threads takes a number from 1 to \(ScanSettings.mostEventLoops).")
    }
    if let rate {
      guard rate >= 0.001, rate <= 1_000_000 else {
        throw ValidationError("--rate takes a number from 0.001 to 1000000.")
      }
    }
    guard !(v4Only && v6Only) else { throw ValidationError("-4 and -6 exclude each other: use one of them.") }
    // A line break would let an option's value write header fields of its own.
    guard !userAgent.isEmpty, userAgent.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw ValidationError("--user-agent takes printable ASCII text.")
    }
  }

  /// The settings of a scan, with as much concurrency as the limits on open files and memory allow.
  /// - Parameter files: How many files the command will hold open for reports and the history.
  /// - Throws: A `CommandFailure` where a limit allows no scan at all.
  package func settings(holding files: Int, _ messages: Messages) throws(CommandFailure) -> ScanSettings {
    var settings = ScanSettings(
      connectTimeout: connectTimeout.duration,
      deadline: deadline.duration,
      retries: retries,
      concurrency: concurrency,
      rate: rate,
      userAgent: userAgent,
      addressFamilies: v4Only ? .v4Only : v6Only ? .v6Only : .any,
      eventLoops: threads
    )
    do {
      try settings.lower(holding: files) { messages.notice($0.sentence) }
    } catch {
      throw CommandFailure(.systemError, "\(error)")
    }
    return settings
  }
}

extension ResourceReduction {
  /// What is lowered, in the words of this command's options, and why.
  fileprivate var sentence: String {
    switch self {
    case .openFiles(let limit, let from, let to):
      "\(OptionName.concurrency) lowered from \(from) to \(to): the limit on open files is \(limit) (see ulimit -Hn)"
    case .memory(let limit, let from, let to):
      "\(OptionName.concurrency) lowered from \(from) to \(to): \(limit.description)"
    case .threads(let room, let from, let to):
      "--threads lowered from \(from.eventLoops) to \(to.eventLoops), and the names resolved at the same "
        + "time from \(from.resolverThreads) to \(to.resolverThreads): the limit on processes leaves room for "
        + "\(room) threads (see ulimit -u)"
    }
  }
}
