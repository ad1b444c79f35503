import DequeModule
import Dispatch
import Exposure
import NIOConcurrencyHelpers
import NIOCore

/// An endpoint in its place: what the scanner works on.
struct PlannedEndpoint: Sendable {
  let endpoint: Endpoint
  /// Why the name has no address, where the endpoint has none.
  let unresolved: String?
  /// The position of its destination in the list, from 0.
  let destination: UInt64
}

/// Reads destinations on a thread of its own, never further ahead than its capacity, and asks the resolver for
/// their names at once; hands out their endpoints in list order. The source may block, the scanner does not.
final class EndpointFeed: Sendable {
  /// What `take` finds.
  enum Portion: Sendable {
    case endpoint(PlannedEndpoint)
    /// Nothing now; look in again when told, or at this time.
    case nothing(until: NIODeadline?)
    case ended
  }

  private struct Entry: Sendable {
    let destination: Destination
    let question: Resolver.Question?
  }

  private struct State {
    var entries = Deque<Entry>()
    var taken: UInt64
    var cursor: DestinationCursor?
    var hasEnded = false
    var isStopped = false
  }

  private let resolver: Resolver
  private let resolveTimeout: Duration
  private let excluding: @Sendable (IPAddress, UInt16) -> Bool
  private let state: NIOLockedValueBox<State>
  private let permits = DispatchSemaphore(value: 0)
  private let onAvailable: @Sendable () -> Void

  /// A feed that begins behind the first `skipped` destinations.
  init(
    resolver: Resolver,
    resolveTimeout: Duration,
    excluding: @escaping @Sendable (IPAddress, UInt16) -> Bool,
    skipped: UInt64,
    onAvailable: @escaping @Sendable () -> Void
  ) {
    self.resolver = resolver
    self.resolveTimeout = resolveTimeout
    self.excluding = excluding
    self.onAvailable = onAvailable
    state = NIOLockedValueBox(State(taken: skipped))
    // A semaphore may not be freed below the value that it began with, so it begins with none.
    for _ in 0..<Bounds.feedCapacity { permits.signal() }
  }

  /// Begins to read; returns at once.
  func start(_ destinations: some Sequence<Destination> & Sendable) {
    let skipped = state.withLockedValue { $0.taken }
    DispatchQueue(label: "apiexpose.targets").async {
      self.read(destinations, skipping: skipped)
      self.state.withLockedValue { $0.hasEnded = true }
      self.onAvailable()
    }
  }

  /// Lets the reading thread go, as soon as its source lets it.
  func stop() {
    state.withLockedValue { $0.isStopped = true }
    permits.signal()
  }

  private func read(_ destinations: some Sequence<Destination>, skipping: UInt64) {
    var left = skipping
    var questions: [String: Resolver.Question] = [:]
    for destination in destinations {
      guard left == 0 else {
        left -= 1
        continue
      }
      permits.wait()
      let entry = Entry(
        destination: destination, question: question(for: destination.host, among: &questions))
      let (wasEmpty, isStopped) = state.withLockedValue { state in
        state.entries.append(entry)
        return (state.entries.count == 1, state.isStopped)
      }
      if isStopped { return }
      if wasEmpty { onAvailable() }
    }
  }

  private func question(
    for host: DestinationHost, among questions: inout [String: Resolver.Question]
  ) -> Resolver.Question? {
    switch host {
    case .address:
      return nil
    case .name(let name):
      if let asked = questions[name] { return asked }
      // The memory of names need not be long: it serves one name on several lines close by.
      if questions.count >= Bounds.namesRemembered { questions.removeAll(keepingCapacity: true) }
      let question = resolver.ask(name)
      questions[name] = question
      return question
    }
  }

  /// The next endpoint in list order, if it is known by now.
  func take(now: NIODeadline) -> Portion {
    state.withLockedValue { state in
      while true {
        if let planned = state.cursor?.next(excluding) { return .endpoint(planned) }
        state.cursor = nil
        guard let entry = state.entries.first else {
          return state.hasEnded ? .ended : .nothing(until: nil)
        }
        guard let cursor = self.cursor(for: entry, position: state.taken, now: now) else {
          return .nothing(until: entry.question?.deadline(timeout: resolveTimeout))
        }
        state.cursor = cursor
        state.entries.removeFirst()
        state.taken += 1
        permits.signal()
      }
    }
  }

  private func cursor(for entry: Entry, position: UInt64, now: NIODeadline) -> DestinationCursor? {
    switch entry.destination.host {
    case .address(let address):
      return DestinationCursor(entry.destination, position: position, addresses: [address])
    case .name:
      switch entry.question?.answer(timeout: resolveTimeout, now: now) {
      case nil:
        return nil
      case .addresses(let addresses):
        return DestinationCursor(entry.destination, position: position, addresses: addresses)
      case .failed(let reason):
        return DestinationCursor(entry.destination, position: position, unresolved: reason)
      }
    }
  }
}

/// Walks the endpoints of one destination: every port of an address, then the next address.
private struct DestinationCursor: Sendable {
  private let destination: Destination
  private let position: UInt64
  private let addresses: [IPAddress?]
  private let unresolved: String?
  private var addressIndex = 0
  private var portIndex = 0

  init(_ destination: Destination, position: UInt64, addresses: [IPAddress]) {
    self.destination = destination
    self.position = position
    self.addresses = addresses
    unresolved = nil
  }

  init(_ destination: Destination, position: UInt64, unresolved: String) {
    self.destination = destination
    self.position = position
    addresses = [nil]
    self.unresolved = unresolved
  }

  mutating func next(_ excluding: (IPAddress, UInt16) -> Bool) -> PlannedEndpoint? {
    while addressIndex < addresses.count {
      guard portIndex < destination.ports.count else {
        addressIndex += 1
        portIndex = 0
        continue
      }
      let address = addresses[addressIndex]
      let port = destination.ports[portIndex]
      portIndex += 1
      // A name must not lead to an address that the user said to leave alone.
      if let address, excluding(address, port) { continue }
      let endpoint = Endpoint(
        target: destination.target, address: address, port: port, transport: destination.transport)
      return PlannedEndpoint(endpoint: endpoint, unresolved: unresolved, destination: position)
    }
    return nil
  }
}
