/// The endpoints that a list has named so far, exactly, without an object for each.
struct SeenEndpoints: Sendable {
  private struct Service: Hashable {
    let port: UInt16
    let transport: Transport
  }

  private var names = NameTable()
  private var hosts: [Service: SeenHosts] = [:]

  /// Adds a name on these ports and returns the ports on which it is new.
  mutating func insert(name: String, ports: [UInt16], transport: Transport) -> [UInt16] {
    let ordinal = names.ordinal(of: name)
    return insert(ports, transport) { $0.insert(nameOrdinal: ordinal) }
  }

  /// Adds an address on these ports and returns the ports on which it is new.
  mutating func insert(address: IPAddress, ports: [UInt16], transport: Transport) -> [UInt16] {
    let number = address.number
    return insert(ports, transport) { $0.insert(number) }
  }

  /// Adds a block, of which `segments` are left.
  mutating func insert(
    _ segments: [BlockSegment], of numbers: ClosedRange<UInt128>, ports: [UInt16], transport: Transport
  ) {
    guard numbers.saturatingCount < SeenHosts.smallestRange else {
      for port in ports {
        hosts[Service(port: port, transport: transport), default: SeenHosts()].insert(numbers)
      }
      return
    }
    for segment in segments {
      for number in segment.numbers {
        _ = insert(segment.ports, transport) { $0.insert(number) }
      }
    }
  }

  /// The addresses of a block that were seen on a port.
  func addresses(in numbers: ClosedRange<UInt128>, port: UInt16, transport: Transport) -> AddressRanges {
    hosts[Service(port: port, transport: transport)]?.addresses(in: numbers) ?? AddressRanges()
  }

  /// The ports on which the insertion of a host was new; the same storage where all are.
  private mutating func insert(
    _ ports: [UInt16], _ transport: Transport, _ insertion: (inout SeenHosts) -> Bool
  ) -> [UInt16] {
    var known: Set<UInt16> = []
    for port in ports
    where !insertion(&hosts[Service(port: port, transport: transport), default: SeenHosts()]) {
      known.insert(port)
    }
    return known.isEmpty ? ports : ports.filter { !known.contains($0) }
  }
}

/// The hosts that a list has named on one port: single addresses in sets, large blocks as ranges.
struct SeenHosts: Sendable {
  /// Blocks below this many addresses are kept address by address: ranges pay only where they hold many.
  static let smallestRange: UInt128 = 16

  private var names: Set<UInt32> = []
  private var ipv4: Set<UInt32> = []
  private var ipv6: Set<UInt128> = []
  private var ranges = AddressRanges()

  /// Whether the name of this ordinal is new.
  mutating func insert(nameOrdinal: UInt32) -> Bool {
    names.insert(nameOrdinal).inserted
  }

  /// Whether the address is new.
  mutating func insert(_ number: UInt128) -> Bool {
    guard !ranges.contains(number) else { return false }
    guard IPAddress.mappedIPv4.contains(number) else { return ipv6.insert(number).inserted }
    return ipv4.insert(UInt32(truncatingIfNeeded: number)).inserted
  }

  mutating func insert(_ numbers: ClosedRange<UInt128>) {
    ranges.insert(numbers)
  }

  /// The addresses of a range that were seen, found by way of whichever is smaller, the range or the sets.
  func addresses(in numbers: ClosedRange<UInt128>) -> AddressRanges {
    var found = ranges.clamped(to: numbers)
    if numbers.saturatingCount <= UInt128(ipv4.count + ipv6.count) {
      for number in numbers where hasSingle(number) { found.insert(number...number) }
      return found
    }
    var singles = ipv6.filter(numbers.contains).map(\.self)
    if numbers.overlaps(IPAddress.mappedIPv4) {
      singles += ipv4.lazy.map { IPAddress.v4($0).number }.filter(numbers.contains)
    }
    for number in singles.sorted() { found.insert(number...number) }
    return found
  }

  private func hasSingle(_ number: UInt128) -> Bool {
    guard IPAddress.mappedIPv4.contains(number) else { return ipv6.contains(number) }
    return ipv4.contains(UInt32(truncatingIfNeeded: number))
  }
}
