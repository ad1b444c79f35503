import Dispatch
import Exposure
import NIOConcurrencyHelpers

/// How a scan ended.
public enum ScanEnd: Sendable, Hashable {
  /// Every endpoint has been delivered.
  case complete
  /// `stop()` was called; the endpoints that had begun by then have been delivered.
  case stopped
}

/// How far a scan has come.
public struct ScanProgress: Sendable, Hashable {
  /// Endpoints that have been delivered.
  public var delivered: UInt64 = 0
  /// Endpoints that are being worked on.
  public var underWay = 0
}

/// Observes every endpoint of a list of destinations, as many at a time as its settings allow, and delivers the
/// observations in the order of the list.
public final class Scanner: Sendable {
  private let settings: ScanSettings
  private let control = ScanControl()

  /// Makes a scanner; nothing is opened before `scan`.
  public init(settings: ScanSettings) {
    self.settings = settings
  }

  /// How far the scan has come; may be read from any thread.
  public var progress: ScanProgress { control.progress }

  /// Begins no more endpoints; those that have begun are let finish. May be called from any thread.
  public func stop() {
    control.stop()
  }

  /// Scans; to be called once for each scanner.
  ///
  /// - Parameters:
  ///   - destinations: The list. It is iterated on a thread of its own, so it may block.
  ///   - skipped: How many destinations at its beginning are left out: a scan that is resumed.
  ///   - excluding: Tells the addresses and ports that no name may lead to; asked on the scanner's threads.
  ///   - deliver: Is given each observation in list order, with the position of its destination, on the
  ///     scanner's thread: while it writes, the scan waits. What it throws ends the scan at once.
  /// - Throws: What `deliver` throws, and what the system or libssl says where the scan cannot be begun.
  public func scan(
    _ destinations: some Sequence<Destination> & Sendable,
    skipping skipped: UInt64 = 0,
    excluding: @escaping @Sendable (IPAddress, UInt16) -> Bool,
    deliver: @escaping @Sendable (_ observation: Observation, _ destination: UInt64) throws -> Void
  ) async throws -> ScanEnd {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "apiexpose.scanner").async {
        continuation.resume(
          with: Result {
            try self.run(destinations, skipping: skipped, excluding: excluding, deliver: deliver)
          })
      }
    }
  }

  private func run(
    _ destinations: some Sequence<Destination> & Sendable,
    skipping skipped: UInt64,
    excluding: @escaping @Sendable (IPAddress, UInt16) -> Bool,
    deliver: (Observation, UInt64) throws -> Void
  ) throws -> ScanEnd {
    let dialer = try Dialer()
    let waker = dialer.waker
    control.setWaker(waker)
    let conversations = try ConversationGroup(eventLoops: settings.eventLoops)
    let resolver = Resolver(families: settings.addressFamilies) { waker.wake() }
    let feed = EndpointFeed(resolver: resolver) { waker.wake() }
    feed.start(destinations, skipping: skipped)
    defer {
      feed.stop()
      resolver.shutDown()
      control.setUnderWay(0)
    }
    let intake = EndpointIntake(
      feed, skipped: skipped, resolveTimeout: settings.resolveTimeout, excluding: excluding)
    var conductor = Conductor(
      settings: settings, dialer: dialer, intake: intake, conversations: conversations, control: control)
    let result = Result { try conductor.run(deliver: deliver) }
    try conversations.shutDown()
    return try result.get()
  }
}

/// What other threads may know of a running scan, and the one thing that they may ask of it.
final class ScanControl: Sendable {
  private struct State {
    var progress = ScanProgress()
    var isStopped = false
    var waker: Waker?
  }

  private let state = NIOLockedValueBox(State())

  var progress: ScanProgress { state.withLockedValue { $0.progress } }

  var isStopped: Bool { state.withLockedValue { $0.isStopped } }

  func setWaker(_ waker: Waker) {
    state.withLockedValue { $0.waker = waker }
  }

  func stop() {
    let waker = state.withLockedValue { state in
      state.isStopped = true
      return state.waker
    }
    waker?.wake()
  }

  func countDelivered() {
    state.withLockedValue { $0.progress.delivered += 1 }
  }

  func setUnderWay(_ count: Int) {
    state.withLockedValue { $0.progress.underWay = count }
  }
}
