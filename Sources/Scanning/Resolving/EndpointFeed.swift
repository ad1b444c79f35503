import DequeModule
import Dispatch
import Exposure
import Targets
import NIOConcurrencyHelpers

/// Reads destinations on a thread of its own, never further ahead than its capacity, and asks the resolver for
/// their names at once. The source may block, the scanner does not.
///
/// The two threads meet once for many destinations: waking the other for each of them would cost more than a
/// connection attempt that is never answered.
final class EndpointFeed: Sendable {
  /// What has come since the last look.
  struct Delivery: Sendable {
    var destinations = Deque<Destination>()
    /// The look-ups of the names among them and of those of their proxies, in the same order: see `NamesToResolve`.
    var lookups = Deque<Resolver.Lookup>()
    /// Whether nothing comes behind them.
    var isLast = false
  }

  fileprivate struct State {
    var delivery = Delivery()
    var readerWaits = false
    var isStopped = false
  }

  private let resolver: Resolver
  private let proxy: ProxyURL?
  private let state = NIOLockedValueBox(State())
  private let room = DispatchSemaphore(value: 0)
  private let onAvailable: @Sendable () -> Void

  /// A feed whose destinations are announced by `onAvailable`, on the reading thread.
  /// `proxy` is the one through which targets are asked that name none.
  init(resolver: Resolver, proxy: ProxyURL? = nil, onAvailable: @escaping @Sendable () -> Void) {
    self.resolver = resolver
    self.proxy = proxy
    self.onAvailable = onAvailable
  }

  /// Begins to read behind the first `skipped` destinations; returns at once.
  func start(_ destinations: some Sequence<Destination> & Sendable, skipping skipped: UInt64) {
    DispatchQueue(label: "apiexpose.targets").async {
      self.read(destinations, skipping: skipped)
      self.state.withLockedValue { $0.delivery.isLast = true }
      self.onAvailable()
    }
  }

  /// Lets the reading thread go, as soon as its source lets it.
  func stop() {
    let waits = state.withLockedValue { state in
      state.isStopped = true
      return state.takeWaitingReader()
    }
    if waits { room.signal() }
  }

  /// Takes all that has come, and makes room for as much again.
  func takeAll() -> Delivery {
    let (delivery, waits) = state.withLockedValue { state in
      let delivery = state.delivery
      state.delivery = Delivery(isLast: delivery.isLast)
      return (delivery, state.takeWaitingReader())
    }
    if waits { room.signal() }
    return delivery
  }

  private func read(_ destinations: some Sequence<Destination>, skipping: UInt64) {
    var left = skipping
    var lookups: [String: Resolver.Lookup] = [:]
    for destination in destinations {
      guard left == 0 else {
        left -= 1
        continue
      }
      let names = NamesToResolve(for: destination, behind: proxy)
      let asked = names.all.map { lookup(for: $0, among: &lookups) }
      let (isFirst, isFull, isStopped) = state.withLockedValue { state in
        state.delivery.destinations.append(destination)
        state.delivery.lookups += asked
        let count = state.delivery.destinations.count
        state.readerWaits = count >= Bounds.feedCapacity && !state.isStopped
        return (count == 1, state.readerWaits, state.isStopped)
      }
      if isStopped { return }
      if isFirst { onAvailable() }
      if isFull { room.wait() }
    }
  }

  private func lookup(
    for name: String, among lookups: inout [String: Resolver.Lookup]
  ) -> Resolver.Lookup {
    if let asked = lookups[name] { return asked }
    // The memory of names need not be long: it serves one name on several lines close by.
    if lookups.count >= Bounds.namesRemembered { lookups.removeAll(keepingCapacity: true) }
    let lookup = resolver.ask(name)
    lookups[name] = lookup
    return lookup
  }
}

extension EndpointFeed.State {
  fileprivate mutating func takeWaitingReader() -> Bool {
    defer { readerWaits = false }
    return readerWaits
  }
}
