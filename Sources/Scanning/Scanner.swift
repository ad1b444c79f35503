import Dispatch
import Exposure
import Targets
import NIOConcurrencyHelpers

/// How a scan ended.
public enum ScanEnd: Sendable, Hashable {
  /// Every endpoint has been handed over.
  case complete
  /// `stop()` was called; the endpoints that had begun by then have been handed over.
  case stopped
  /// The sink closed: it takes nothing more, and knows why.
  case sinkClosed
  /// The proxy of the settings failed for one endpoint after the other, and may have worked before. What had not been
  /// handed over by then is not.
  case proxyFailed(ProxyFault, hasWorked: Bool)
}

/// How far a scan has come.
public struct ScanProgress: Sendable, Hashable {
  /// Endpoints that are finished, whether their rows can be written yet or not.
  public var completed: UInt64 = 0
  /// Endpoints that are being worked on.
  public var underWay = 0
  /// Those of them that have not been answered at all.
  public var silent = 0
  /// How long the last of those that are under way may still take.
  public var longestWait = Duration.zero
  /// By how much the endpoints of the names so far exceed those of the list, in which a name counts once for each port.
  public var surplus: Int64 = 0
}

/// What the user is to know of a scan beyond its rows.
public enum ScanNotice: Sendable, Hashable {
  /// A name has more addresses than are scanned.
  case addressesCut(AddressesCut)
  /// There are more such names than are told.
  case moreAddressesCut
  /// The machine had no descriptor, port or buffer left, for the reason that the system gives; endpoints wait for one, and
  /// those that get none are `failed`. Told once for each reason.
  case exhausted(reason: String)
}

/// Observes every endpoint of a list of destinations, as many at a time as its settings allow, and hands the
/// observations on in the order of the list.
public final class Scanner: Sendable {
  /// How many addresses of one name become endpoints at most.
  public static let mostAddressesOfName = Bounds.addressesForEachName

  private let settings: ScanSettings
  private let control = ScanControl()

  /// Makes a scanner; nothing is opened before `scan`.
  public init(settings: ScanSettings) {
    self.settings = settings
  }

  /// How far the scan has come; may be read from any thread.
  public var progress: ScanProgress { control.progress }

  /// What the user is to know and was not taken before; may be called from any thread.
  public func takeNotices() -> [ScanNotice] { control.takeNotices() }

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
  ///   - excludingAddresses: Tells whether any addresses are excluded, so that no name may be left to a proxy; asked on the
  ///     scanner's threads.
  ///   - sink: Is given the observations in list order, on the scanner's thread.
  /// - Throws: `ScanError`, and what libssl says where the scan cannot be begun.
  public func scan(
    _ destinations: some Sequence<Destination> & Sendable,
    skipping skipped: UInt64 = 0,
    excluding: @escaping @Sendable (IPAddress, UInt16) -> Bool,
    excludingAddresses: @escaping @Sendable () -> Bool = { false },
    into sink: some ObservationSink
  ) async throws -> ScanEnd {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "apiexpose.scanner").async {
        continuation.resume(
          with: Result {
            try self.run(
              destinations, skipping: skipped,
              exclusions: IntakeExclusions(excludes: excluding, hasAddresses: excludingAddresses), into: sink)
          })
      }
    }
  }

  private func run(
    _ destinations: some Sequence<Destination> & Sendable,
    skipping skipped: UInt64,
    exclusions: IntakeExclusions,
    into sink: some ObservationSink
  ) throws -> ScanEnd {
    // SwiftNIO traps where an event loop finds no descriptor.
    try OpenFileLimit.checkRoom(eventLoops: settings.eventLoops)
    let sockets: KernelSockets
    do {
      sockets = try KernelSockets(from: settings.origin)
    } catch {
      throw ScanError.systemCall(error.description)
    }
    let waker = sockets.waker
    let clock = DeadlineClock()
    control.setWaker(waker)
    sink.begin { waker.wake() }
    let conversations = try ConversationGroup(eventLoops: settings.eventLoops)
    let resolver = Resolver(
      families: settings.addressFamilies, threads: settings.resolverThreads, clock: clock
    ) { waker.wake() }
    let proxy = settings.proxy?.url
    let feed = EndpointFeed(resolver: resolver, proxy: proxy) { waker.wake() }
    feed.start(destinations, skipping: skipped)
    defer {
      feed.stop()
      resolver.shutDown()
      control.setIdle()
    }
    let intake = EndpointIntake(
      feed, skipped: skipped, resolveTimeout: settings.resolveTimeout, proxy: settings.proxy,
      exclusions: exclusions)
    let end = runLoop(intake, sockets: sockets, clock: clock, conversations: conversations, into: sink)
    try conversations.shutDown()
    return end
  }

  /// Has no type of a caller's in it, so that the compiler specializes the whole loop for the kernel's sockets.
  private func runLoop(
    _ intake: EndpointIntake, sockets: KernelSockets, clock: DeadlineClock, conversations: ConversationGroup,
    into sink: any ObservationSink
  ) -> ScanEnd {
    var loop = ScanLoop(
      settings: settings, sockets: sockets, clock: clock, intake: intake, conversations: conversations,
      control: control)
    return loop.run(into: sink)
  }
}

/// What other threads may know of a running scan, and the one thing that they may ask of it.
final class ScanControl: Sendable {
  private struct State {
    var progress = ScanProgress()
    var isStopped = false
    var waker: Waker?
    var notices: [ScanNotice] = []
    var namesReported = 0
    var exhaustions: Set<String> = []
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

  func update(_ progress: ScanProgress) {
    state.withLockedValue { $0.progress = progress }
  }

  func setIdle() {
    state.withLockedValue { ($0.progress.underWay, $0.progress.silent) = (0, 0) }
  }

  func report(_ cut: AddressesCut) {
    state.withLockedValue { state in
      state.namesReported += 1
      if state.namesReported <= Bounds.namesReported {
        state.notices.append(.addressesCut(cut))
      } else if state.namesReported == Bounds.namesReported + 1 {
        state.notices.append(.moreAddressesCut)
      }
    }
  }

  /// The reasons are the system's own sentences, of which there are few.
  func report(exhaustion reason: String) {
    state.withLockedValue { state in
      if state.exhaustions.insert(reason).inserted { state.notices.append(.exhausted(reason: reason)) }
    }
  }

  func takeNotices() -> [ScanNotice] {
    state.withLockedValue { state in
      defer { state.notices = [] }
      return state.notices
    }
  }
}
