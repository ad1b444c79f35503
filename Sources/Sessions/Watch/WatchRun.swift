import Exposure
import Pipeline
import PortableFoundation
import Scanning
import Targets

/// A watch, from its first scan to its conclusion: one scan after the other, so that no endpoint ever has two at once.
package struct WatchRun {
  /// How a watch ended.
  package enum End: Sendable {
    /// It ran to its end, and this is judged of each endpoint.
    case finished([TimelineJudgement])
    /// A signal ended it.
    case interrupted(signal: Int32)
  }

  private let list: TargetList
  private let settings: ScanSettings
  private let interval: Duration
  private let limit: Duration?

  /// A watch of a list.
  /// - Parameters:
  ///   - interval: The time from one scan to the next.
  ///   - limit: How long it is watched; nil for until a signal comes.
  package init(list: TargetList, settings: ScanSettings, interval: Duration, limit: Duration?) {
    self.list = list
    self.settings = settings
    self.interval = interval
    self.limit = limit
  }

  /// Watches, and prints the conclusion. Throws what scanning and writing throw.
  package func run(_ journal: WatchJournal) async throws -> End {
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
    if let signal = stopper.signal { return .interrupted(signal: signal) }
    return .finished(judgements)
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
    if case .proxyFailed(let fault, _) = end, let proxy = settings.proxy {
      throw ProxyUnusable(proxy.url, fault)
    }
    try journal.endScan()
  }
}
