/// Why an address names no host, so that no TCP connection to it means anything.
///
/// A TCP rejects an attempt to connect to a broadcast or multicast address (RFC 1122 §4.2.3.10); Linux connects
/// 0.0.0.0 and `::` to the scanner's own machine, whose answers belong to nobody on the list.
public enum NonHostAddress: Sendable, Hashable {
  /// 0.0.0.0/8, "this host on this network" (RFC 1122 §3.2.1.3), or `::` (RFC 4291 §2.5.2): a source address only.
  case unspecified
  /// 224.0.0.0/4 (RFC 5771) or ff00::/8 (RFC 4291 §2.7).
  case multicast
  /// 255.255.255.255 (RFC 919 §7).
  case broadcast
}

extension NonHostAddress: CustomStringConvertible {
  /// What kind of address it is, as in "a multicast address".
  public var description: String {
    switch self {
    case .unspecified: "an unspecified address (0.0.0.0/8 or ::)"
    case .multicast: "a multicast address"
    case .broadcast: "the broadcast address"
    }
  }
}

extension IPAddress {
  /// Why the address names no host; nil where it may name one. An IPv4-mapped IPv6 address counts as its IPv4 address.
  public var nonHost: NonHostAddress? {
    let number = number
    guard Self.mappedIPv4.contains(number) else {
      if number == 0 { return .unspecified }
      return number >> 120 == 0xFF ? .multicast : nil
    }
    let value = UInt32(truncatingIfNeeded: number)
    switch value >> 24 {
    case 0: return .unspecified
    case 224...239: return .multicast
    default: return value == .max ? .broadcast : nil
    }
  }
}

extension AddressRanges {
  /// The numbers of all addresses that name no host.
  static let nonHosts: AddressRanges = {
    let ipv4 = IPAddress.mappedIPv4.lowerBound
    var ranges = AddressRanges()
    ranges.insert(0...0)
    ranges.insert(ipv4...(ipv4 | 0x00FF_FFFF))
    ranges.insert((ipv4 | 0xE000_0000)...(ipv4 | 0xEFFF_FFFF))
    ranges.insert(IPAddress.mappedIPv4.upperBound...IPAddress.mappedIPv4.upperBound)
    ranges.insert((UInt128(0xFF) << 120)...UInt128.max)
    return ranges
  }()
}

extension AddressBlock {
  /// Why no address of the block names a host; nil where at least one may.
  var nonHost: NonHostAddress? {
    guard let reason = first.nonHost else { return nil }
    guard first != last else { return reason }
    let numbers = numbers
    return AddressRanges.nonHosts.clamped(to: numbers).gaps(in: numbers).isEmpty ? reason : nil
  }
}
