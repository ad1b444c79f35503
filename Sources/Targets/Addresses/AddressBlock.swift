/// An inclusive range of addresses of one family: a CIDR block, a range, or a single address.
public struct AddressBlock: Sendable, Hashable {
  /// The lowest address.
  public let first: IPAddress
  /// The highest address, of the same family as `first`.
  public let last: IPAddress

  /// Makes the block of one address.
  public init(_ address: IPAddress) {
    first = address
    last = address
  }

  /// Makes the range between two addresses, both included; nil where the families differ or `last` is lower.
  public init?(first: IPAddress, last: IPAddress) {
    switch (first, last) {
    case (.v4, .v4), (.v6, .v6):
      guard first <= last else { return nil }
      self.first = first
      self.last = last
    case (.v4, .v6), (.v6, .v4):
      return nil
    }
  }

  /// Makes the whole network that an address lies in (RFC 4632 §3.1): host bits of the address do not matter,
  /// so `10.0.0.5/24` is `10.0.0.0/24`. Nil where the length is above 32, or 128 for IPv6.
  public init?(network address: IPAddress, prefixLength: Int) {
    switch address {
    case .v4(let value):
      guard (0...32).contains(prefixLength) else { return nil }
      let hostBits = prefixLength == 32 ? 0 : UInt32.max >> UInt32(prefixLength)
      first = .v4(value & ~hostBits)
      last = .v4(value | hostBits)
    case .v6(let value):
      guard (0...128).contains(prefixLength) else { return nil }
      let hostBits = prefixLength == 128 ? 0 : UInt128.max >> UInt128(prefixLength)
      first = .v6(value & ~hostBits)
      last = .v6(value | hostBits)
    }
  }

  /// How many addresses there are; `UInt128.max` for all of IPv6, which are one more.
  public var count: UInt128 { numbers.saturatingCount }

  /// Whether the address lies in the block. An IPv4-mapped IPv6 address counts as its IPv4 address.
  public func contains(_ address: IPAddress) -> Bool { numbers.contains(address.number) }

  /// Whether the block and the address are of one family, where IPv4-mapped addresses are IPv4: `::/0` and `192.0.2.1` are
  /// not, although `contains` is true.
  public func isOfFamily(of address: IPAddress) -> Bool {
    let ipv4 = IPAddress.mappedIPv4
    return (ipv4.contains(first.number) && ipv4.contains(last.number)) == ipv4.contains(address.number)
  }

  var numbers: ClosedRange<UInt128> { first.number...last.number }

  /// The address of the block's family that lies at a number of the block.
  func address(at number: UInt128) -> IPAddress {
    switch first {
    case .v4: .v4(UInt32(truncatingIfNeeded: number))
    case .v6: .v6(number)
    }
  }
}

extension AddressBlock: CustomStringConvertible {
  /// `192.0.2.1` for one address, otherwise `192.0.2.0-192.0.2.255`.
  public var description: String { first == last ? first.description : "\(first)-\(last)" }
}

extension ClosedRange<UInt128> {
  var saturatingCount: UInt128 {
    let (count, overflow) = (upperBound - lowerBound).addingReportingOverflow(1)
    return overflow ? .max : count
  }
}

extension UInt128 {
  func saturatingAdding(_ other: UInt128) -> UInt128 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  func saturatingMultiplied(by other: UInt128) -> UInt128 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
