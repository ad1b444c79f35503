import Exposure
import Targets

/// A name that has more addresses than are scanned.
public struct AddressesCut: Sendable, Hashable {
  /// The name.
  public let name: String
  /// How many of its addresses are scanned: the lowest by number, IPv4 before IPv6.
  public let scanned: Int
  /// How many it has.
  public let total: Int
}

/// Walks the endpoints of one destination: every port of an address, then the next address.
struct DestinationCursor: Sendable {
  private let destination: Destination
  private let position: UInt64
  private let addresses: [IPAddress?]
  private let unresolved: String?
  private var cut: AddressesCut?
  private var addressIndex = 0
  private var portIndex = 0

  /// A destination with its addresses, which may be fewer than the `total` that its name has.
  init(_ destination: Destination, position: UInt64, addresses: [IPAddress], total: Int? = nil) {
    self.destination = destination
    self.position = position
    // What a name leads to may be 0.0.0.0, as filtering resolvers answer: no host, and the scanner's own machine.
    let hosts = addresses.filter { $0.nonHost == nil }
    self.addresses = hosts.isEmpty ? [nil] : hosts
    unresolved =
      hosts.isEmpty
      ? addresses.first.map { "it leads to \($0) alone, which names no host" } ?? "the name has no address"
      : nil
    if let total, total > addresses.count {
      cut = AddressesCut(
        name: destination.target.serverName ?? destination.target.text, scanned: hosts.count, total: total)
    }
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
      let place = destination.place(ofPortAt: portIndex)
      portIndex += 1
      // A name must not lead to an address that the user said to leave alone.
      if let address, excluding(address, port) { continue }
      let endpoint = Endpoint(
        target: destination.target, address: address, port: port, transport: destination.transport,
        place: place)
      defer { cut = nil }
      return PlannedEndpoint(
        endpoint: endpoint, unresolved: unresolved, destination: position, addressesCut: cut)
    }
    return nil
  }
}
