import ArgumentParser
import CommandSupport
import Exposure
import Targets
import Pipeline
import Reporting
import Scanning
import PortableFoundation

/// A watch, from its first scan to its conclusion: one scan after the other, so that no endpoint ever has two at once.
struct WatchRun {
  var list: TargetList
  var settings: ScanSettings
  var interval: Duration
  /// How long it is watched; nil for until a signal comes.
  var limit: Duration?
  var failOn: WatchFailure?

  /// Watches. Throws what scanning and writing throw.
  func run(_ journal: WatchJournal) async throws -> ExitCode {
    let stopper = WatchStopper()
    let signals = Signals(received: stopper.receive)
    defer { withExtendedLifetime(signals) {} }
    let clock = ContinuousClock()
    let end = limit.map { clock.now + $0 }
    var next = clock.now
    var settings = settings
    while stopper.signal == nil {
      try await scan(journal, stopper, settings)
      // From now on an endpoint that the proxy does not reach is a gap in its timeline.
      settings.endsWithProxy = false
      // A scan that took longer than the interval is followed by the next one at once, and not by several.
      next = max(next + interval, clock.now)
      if let end, next > end { break }
      await stopper.wait(until: next)
    }
    let judgements = try journal.conclude(at: .now)
    if let signal = stopper.signal { return ExitCode.signal(signal) }
    return failOn?.isMet(by: judgements) == true ? ExitCode.failedOn : .success
  }

  private func scan(
    _ journal: WatchJournal, _ stopper: WatchStopper, _ settings: ScanSettings
  ) async throws {
    let scanner = Scanner(settings: settings)
    stopper.begin(scanner)
    // A reader of standard output that pauses must not delay the scan.
    let queue = ObservationQueue()
    async let consumed: Void = queue.forEach(journal.take)
    defer { queue.end() }
    let end = try await scanner.scan(
      list, excluding: list.exclusions.excludes(address:port:),
      excludingAddresses: { list.exclusions.hasAddresses }, into: queue)
    queue.end()
    try await consumed
    if case .proxyFailed(let fault) = end, let proxy = settings.proxy {
      throw CommandFailure(fault, of: proxy.url)
    }
    try journal.endScan()
  }
}

/// What makes a watch that ran to its end a failure (`--fail-on`).
enum WatchFailure: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// A server is in a restart loop.
  case restartLoop = "restart-loop"
  /// A server restarted at all.
  case restart

  /// Whether a watch with these judgements fails.
  func isMet(by judgements: [TimelineJudgement]) -> Bool {
    judgements.contains { judgement in
      switch (self, judgement) {
      case (_, .restartLoop): true
      case (.restart, .restartedOnce), (.restart, .restarted): true
      case (.restartLoop, .restartedOnce), (.restartLoop, .restarted), (_, .steady), (_, .severalServers),
        (_, .startUnknown), (_, .neverUp):
        false
      }
    }
  }
}
