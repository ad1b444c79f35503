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
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the canonical text of RFC 5952.
  public var description: String {
    switch self {
    case .v4(let value):
      "\(value >> 24).\(value >> 16 & 0xFF).\(value >> 8 & 0xFF).\(value & 0xFF)"
    case .v6(let value):
      String(value, radix: 16)
    }
  }
}
