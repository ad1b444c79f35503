import DequeModule
import Exposure
import Targets
import NIOCore

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
  /// By how much the endpoints of the names so far exceed those of the list, in which a name counts once for each port.
  private(set) var surplus: Int64 = 0

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
      if let endpoint = cursor?.next(excluding) {
        endsName = cursor?.endsName(excluding) ?? false
        guard let outcome = cursor?.withoutAddress else { return .endpoint(endpoint) }
        return .withoutAddress(endpoint, outcome)
      }
      surplus += cursor?.surplus ?? 0
      cursor = nil
      if delivery.destinations.isEmpty, !delivery.isLast { delivery = feed.takeAll() }
      guard let host = delivery.destinations.first?.host else {
        return delivery.isLast ? .ended : .nothing(until: nil)
      }
      switch host {
      case .address(let address):
        cursor = DestinationCursor(delivery.destinations.removeFirst(), addresses: [address])
      case .name:
        let question = delivery.questions.first
        guard let resolution = question?.answer(timeout: resolveTimeout, now: now) else {
          return .nothing(until: question?.deadline(timeout: resolveTimeout))
        }
        delivery.questions.removeFirst()
        cursor = DestinationCursor(delivery.destinations.removeFirst(), resolution)
      }
      destination = taken
      taken += 1
    }
  }

  /// The name of the last endpoint, where it has more addresses than are scanned and was not told before.
  mutating func takeAddressesCut() -> AddressesCut? {
    guard cursor?.addressesCut != nil else { return nil }
    return cursor?.takeAddressesCut()
  }
}
