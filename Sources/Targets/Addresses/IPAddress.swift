/// An IPv4 or IPv6 address without a zone.
public enum IPAddress: Sendable, Hashable {
  /// An IPv4 address in host byte order: 192.0.2.1 is 0xC0000201.
  case v4(UInt32)
  /// An IPv6 address in host byte order.
  case v6(UInt128)
}

extension IPAddress {
  /// The address as it stands in a URI or before `:port`: IPv6 in brackets (RFC 3986 §3.2.2).
  public var uriHost: String {
    switch self {
    case .v4: description
    case .v6: "[\(description)]"
    }
  }

  /// The place of the address on one number line for both families, where IPv4 lies at ::ffff:0:0/96
  /// (RFC 4291 §2.5.5.2): `::ffff:192.0.2.1` leads to the same server as `192.0.2.1`.
  var number: UInt128 {
    switch self {
    case .v4(let value): Self.mappedIPv4.lowerBound | UInt128(value)
    case .v6(let value): value
    }
  }

  /// The numbers of the IPv4 addresses.
  static let mappedIPv4: ClosedRange<UInt128> = 0xFFFF_0000_0000...0xFFFF_FFFF_FFFF
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress: LosslessStringConvertible {
  /// Reads dotted decimal of four parts without leading zeros, or IPv6 in any form of RFC 4291 §2.2; nil for
  /// anything else, brackets and zones included.
  public init?(_ description: String) {
    let bytes = Array(description.utf8)[...]
    if bytes.contains(UInt8(ascii: ":")) {
      guard let value = IPv6Text.value(of: bytes) else { return nil }
      self = .v6(value)
    } else {
      guard let value = IPv4Text.quickValue(of: bytes) else { return nil }
      self = .v4(value)
    }
  }

  /// Dotted decimal, or the canonical text of RFC 5952.
  public var description: String {
    switch self {
    case .v4(let value): IPv4Text.text(of: value)
    case .v6(let value): IPv6Text.text(of: value)
    }
  }
}
