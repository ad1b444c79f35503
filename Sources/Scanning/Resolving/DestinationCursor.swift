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
  /// What became of the endpoints instead of a connection; nil where they are connected to.
  let withoutAddress: ConnectionOutcome?
  /// Set where the name has more addresses than are scanned, until it is taken.
  private(set) var addressesCut: AddressesCut?

  private let destination: Destination
  private var address: IPAddress?
  private var further: ArraySlice<IPAddress>
  private var portIndex = 0
  private var given: Int64 = 0

  /// A destination with its addresses, which may be fewer than the `total` that its name has.
  init(_ destination: Destination, addresses: [IPAddress], total: Int? = nil) {
    self.destination = destination
    // What a name leads to may be 0.0.0.0, as filtering resolvers answer: no host, and the scanner's own machine.
    let hosts =
      addresses.allSatisfy { $0.nonHost == nil } ? addresses : addresses.filter { $0.nonHost == nil }
    address = hosts.first
    further = hosts.dropFirst()
    withoutAddress =
      hosts.isEmpty
      ? .unresolved(reason: Self.reason(nonHosts: addresses, total: total ?? addresses.count)) : nil
    if let total, total > addresses.count {
      addressesCut = AddressesCut(
        name: destination.target.hostName ?? destination.target.text, scanned: hosts.count, total: total)
    }
  }

  /// A destination whose name was resolved, or was not.
  init(_ destination: Destination, _ resolution: Resolution) {
    switch resolution {
    case .addresses(let addresses, let total):
      self.init(destination, addresses: addresses, total: total)
    case .none(let reason):
      self.init(destination, instead: .unresolved(reason: reason))
    case .failed(let reason):
      self.init(destination, instead: .notAttempted(reason: reason))
    }
  }

  /// A destination that is not connected to, and what became of it instead.
  init(_ destination: Destination, instead outcome: ConnectionOutcome) {
    self.destination = destination
    withoutAddress = outcome
    further = []
    if case .address(let own) = destination.host { address = own }
  }

  /// A destination whose name is left to its proxy: its endpoints have no address.
  init(leftToProxy destination: Destination) {
    self.destination = destination
    withoutAddress = nil
    further = []
  }

  /// As in `it leads to 0.0.0.0 and ::, which name no host`.
  private static func reason(nonHosts: [IPAddress], total: Int) -> String {
    let named = nonHosts.prefix(3).map(\.description)
    guard let last = named.last else { return "the name server knows none" }
    let more = total - named.count
    if more > 0 { return "it leads to \(named.joined(separator: ", ")) and \(more) more, which name no host" }
    return named.count == 1
      ? "it leads to \(last) alone, which names no host"
      : "it leads to \(named.dropLast().joined(separator: ", ")) and \(last), which name no host"
  }

  /// The next endpoint; `excluding` tells the addresses and ports that are left out.
  mutating func next(_ excluding: (IPAddress, UInt16) -> Bool) -> Endpoint? {
    while true {
      while portIndex < destination.ports.count {
        let port = destination.ports[portIndex]
        let place = destination.place(ofPortAt: portIndex)
        portIndex += 1
        // A name must not lead to an address that the user said to leave alone.
        if let address, excluding(address, port) { continue }
        given += 1
        return Endpoint(
          target: destination.target, address: address, port: port, transport: destination.transport,
          place: place)
      }
      guard let next = further.popFirst() else { return nil }
      address = next
      portIndex = 0
    }
  }

  /// Whether the last endpoint was the last one of a name; an address has no others that would have to wait for it.
  func endsName(_ excluding: (IPAddress, UInt16) -> Bool) -> Bool {
    guard case .name = destination.host else { return false }
    var rest = self
    return rest.next(excluding) == nil
  }

  /// By how much its endpoints exceed its ports, once all of them are given.
  var surplus: Int64 { given - Int64(destination.ports.count) }

  /// Takes out what is to be told of the name.
  mutating func takeAddressesCut() -> AddressesCut? {
    defer { addressesCut = nil }
    return addressesCut
  }
}
