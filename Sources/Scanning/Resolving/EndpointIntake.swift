import DequeModule
import Exposure
import Targets
import NIOCore

/// What no name may lead to.
struct IntakeExclusions: Sendable {
  /// Tells whether an address and port are left out.
  var excludes: @Sendable (IPAddress, UInt16) -> Bool = { _, _ in false }
  /// Tells whether any addresses are left out.
  var hasAddresses: @Sendable () -> Bool = { false }
}

/// Hands out the endpoints of a feed in list order. Used by one thread.
struct EndpointIntake {
  /// What `take` finds.
  enum Portion: Sendable {
    case endpoint(Endpoint)
    /// An endpoint without an address, and what became of it instead of a connection.
    case withoutAddress(Endpoint, ConnectionOutcome)
    /// Nothing now; poll again when notified, or at this time.
    case nothing(until: NIODeadline?)
    case ended
  }

  /// The position in the list of the destination that the last endpoint belongs to, from 0.
  private(set) var destination: UInt64 = 0
  /// Whether the last endpoint is the last one of a name.
  private(set) var endsName = false
  /// The proxy through which the last endpoint is asked; nil for none.
  private(set) var route: ProxyRoute?
  /// By how much the endpoints of the names so far exceed those of the list, in which a name counts once for each port.
  private(set) var surplus: Int64 = 0

  private let feed: EndpointFeed
  private let resolveTimeout: Duration
  private let proxy: ProxyRoute?
  private let exclusions: IntakeExclusions
  private var delivery = EndpointFeed.Delivery()
  private var cursor: DestinationCursor?
  private var taken: UInt64

  /// An intake for a feed that began behind the first `skipped` destinations; `proxy` is the one through which targets
  /// are asked that name none.
  init(
    _ feed: EndpointFeed, skipped: UInt64, resolveTimeout: Duration, proxy: ProxyRoute? = nil,
    exclusions: IntakeExclusions = IntakeExclusions()
  ) {
    self.feed = feed
    self.resolveTimeout = resolveTimeout
    self.proxy = proxy
    self.exclusions = exclusions
    taken = skipped
  }

  /// The next endpoint in list order, if it is known by now.
  mutating func take(now: NIODeadline) -> Portion {
    while true {
      if let endpoint = cursor?.next(exclusions.excludes) {
        endsName = cursor?.endsName(exclusions.excludes) ?? false
        guard let outcome = cursor?.withoutAddress else { return .endpoint(endpoint) }
        return .withoutAddress(endpoint, outcome)
      }
      surplus += cursor?.surplus ?? 0
      cursor = nil
      if delivery.destinations.isEmpty, !delivery.isLast { delivery = feed.takeAll() }
      guard let next = delivery.destinations.first else {
        return delivery.isLast ? .ended : .nothing(until: nil)
      }
      let names = NamesToResolve(for: next, behind: proxy?.url)
      var resolutions: [Resolution] = []
      for lookup in delivery.lookups.prefix(names.count) {
        guard let resolution = lookup.answer(timeout: resolveTimeout, now: now) else {
          return .nothing(until: lookup.deadline(timeout: resolveTimeout))
        }
        resolutions.append(resolution)
      }
      delivery.lookups.removeFirst(resolutions.count)
      delivery.destinations.removeFirst()
      cursor = begin(next, names, resolutions)
      destination = taken
      taken += 1
    }
  }

  /// Begins a destination whose names are resolved, in the order of asking, and finds its way.
  private mutating func begin(
    _ next: Destination, _ names: NamesToResolve, _ resolutions: [Resolution]
  ) -> DestinationCursor {
    var left = resolutions[...]
    route = proxy
    if let url = next.target.proxy {
      route = nil
      let found = names.proxy == nil ? nil : left.popFirst()
      switch (url.host, found) {
      case (.address(let address), _): route = ProxyRoute(url, at: address)
      case (.name, .addresses(let addresses, _)?): route = addresses.first.map { ProxyRoute(url, at: $0) }
      case (.name, .some(.none(let reason))), (.name, .failed(let reason)?):
        return DestinationCursor(next, instead: .proxyFailed(reason: "was not found: \(reason)"))
      case (.name, nil): return DestinationCursor(next, instead: .proxyFailed(reason: "was not found"))
      }
    }
    switch next.host {
    case .address(let address): return DestinationCursor(next, addresses: [address])
    case .name:
      if let resolution = left.first { return DestinationCursor(next, resolution) }
      // What the proxy resolves may lead to what shall be left alone, and nobody here would know.
      return exclusions.hasAddresses()
        ? DestinationCursor(next, instead: .notAttempted(reason: Self.hiddenAddress))
        : DestinationCursor(leftToProxy: next)
    }
  }

  private static let hiddenAddress =
    "the proxy resolves its name, which may lead to an excluded address; use socks5://, which resolves names here"

  /// The name of the last endpoint, where it has more addresses than are scanned and was not told before.
  mutating func takeAddressesCut() -> AddressesCut? {
    guard cursor?.addressesCut != nil else { return nil }
    return cursor?.takeAddressesCut()
  }
}
