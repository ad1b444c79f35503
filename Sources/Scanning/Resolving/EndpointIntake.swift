import DequeModule
import Exposure
import Targets
import NIOCore

/// An endpoint in its place: what the scanner works on.
struct PlannedEndpoint: Sendable {
  let endpoint: Endpoint
  /// Why the name has no address, where the endpoint has none.
  let unresolved: String?
  /// The position of its destination in the list, from 0.
  let destination: UInt64
  /// Set with the first endpoint of a name that has more addresses than are scanned.
  let addressesCut: AddressesCut?
}

/// Hands out the endpoints of a feed in list order. Used by one thread.
struct EndpointIntake {
  /// What `take` finds.
  enum Portion: Sendable {
    case endpoint(PlannedEndpoint)
    /// Nothing now; look in again when told, or at this time.
    case nothing(until: NIODeadline?)
    case ended
  }

  private let feed: EndpointFeed
  private let resolveTimeout: Duration
  private let excluding: @Sendable (IPAddress, UInt16) -> Bool
  private var delivery = EndpointFeed.Delivery()
  private var cursor: DestinationCursor?
  private var taken: UInt64

  /// An intake for a feed that began behind the first `skipped` destinations; `excluding` tells the addresses and
  /// ports that no name may lead to.
  init(
    _ feed: EndpointFeed, skipped: UInt64, resolveTimeout: Duration,
    excluding: @escaping @Sendable (IPAddress, UInt16) -> Bool
  ) {
    self.feed = feed
    self.resolveTimeout = resolveTimeout
    self.excluding = excluding
    taken = skipped
  }

  /// The next endpoint in list order, if it is known by now.
  mutating func take(now: NIODeadline) -> Portion {
    while true {
      if let planned = cursor?.next(excluding) { return .endpoint(planned) }
      cursor = nil
      if delivery.destinations.isEmpty, !delivery.isLast { delivery = feed.takeAll() }
      guard let fed = delivery.destinations.first else {
        return delivery.isLast ? .ended : .nothing(until: nil)
      }
      guard let cursor = cursor(for: fed, now: now) else {
        return .nothing(until: fed.question?.deadline(timeout: resolveTimeout))
      }
      self.cursor = cursor
      delivery.destinations.removeFirst()
      taken += 1
    }
  }

  private func cursor(for fed: FedDestination, now: NIODeadline) -> DestinationCursor? {
    switch fed.destination.host {
    case .address(let address):
      return DestinationCursor(fed.destination, position: taken, addresses: [address])
    case .name:
      switch fed.question?.answer(timeout: resolveTimeout, now: now) {
      case nil:
        return nil
      case .addresses(let addresses, let total):
        return DestinationCursor(fed.destination, position: taken, addresses: addresses, total: total)
      case .failed(let reason):
        return DestinationCursor(fed.destination, position: taken, unresolved: reason)
      }
    }
  }
}
