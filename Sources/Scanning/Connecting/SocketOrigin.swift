import CEpoll
import PortableLibc
import Targets

/// Where connections leave this machine: from one of its addresses, through one of its interfaces, or as the system routes
/// them.
public struct SocketOrigin: Sendable, Hashable {
  /// The address that they come from; nil where the system chooses.
  public var address: IPAddress?
  /// The interface that they leave through; nil where the system routes.
  public var interface: InterfaceName?

  /// Makes an origin; without anything it is the system's choice.
  public init(address: IPAddress? = nil, interface: InterfaceName? = nil) {
    self.address = address
    self.interface = interface
  }

  /// Why a connection to an address cannot come from here; nil where it can.
  func refusal(of destination: IPAddress) -> String? {
    switch (address, destination) {
    case (nil, _), (.v4, .v4), (.v6, .v6): nil
    case (.v4, .v6): "the scan leaves from an IPv4 address, and this one is IPv6"
    case (.v6, .v4): "the scan leaves from an IPv6 address, and this one is IPv4"
    }
  }

  /// Opens and closes a socket that leaves from here, before anything depends on it.
  public func check() throws(SocketOriginError) {
    if let name = interface?.text, if_nametoindex(name) == 0 { throw .noInterface(name) }
    let isV6 = if case .v6 = address { true } else { false }
    let descriptor = socket(isV6 ? AF_INET6 : AF_INET, streamSocket, 0)
    guard descriptor >= 0 else { throw .refused(reason: systemReason(errno)) }
    defer { close(descriptor) }
    let code = bind(descriptor, isV6: isV6)
    switch code {
    case 0: return
    case EADDRNOTAVAIL: throw .noAddress(address ?? .v4(0))
    default: throw .refused(reason: systemReason(code))
    }
  }

  /// Binds a new socket of IPv4 or IPv6.
  /// - Returns: The `errno` of the call that failed; 0 where none did.
  func bind(_ descriptor: CInt, isV6: Bool) -> CInt {
    if let interface, let code = Self.bind(descriptor, to: interface, isV6: isV6) { return code }
    guard let address else { return 0 }
    #if os(Linux)
      // The port is chosen when the destination is known: else there are no more connections than ports (ip(7)).
      var one: CInt = 1
      _ = setsockopt(descriptor, CInt(IPPROTO_IP), CEpoll_bind_address_no_port, &one, Self.sizeOfInt)
    #endif
    return SocketAddress.with(address, port: 0) { PortableLibc.bind(descriptor, $0, $1) } == 0 ? 0 : errno
  }

  private static var sizeOfInt: socklen_t { socklen_t(MemoryLayout<CInt>.size) }

  #if os(Linux)
    /// SO_BINDTODEVICE (socket(7)); since Linux 5.7 it needs no privilege.
    private static func bind(_ descriptor: CInt, to interface: InterfaceName, isV6: Bool) -> CInt? {
      let name = Array(interface.text.utf8)
      return setsockopt(descriptor, SOL_SOCKET, CEpoll_bind_to_device, name, socklen_t(name.count)) == 0
        ? nil : errno
    }
  #else
    /// IP_BOUND_IF and IPV6_BOUND_IF (ip(4), ip6(4)).
    private static func bind(_ descriptor: CInt, to interface: InterfaceName, isV6: Bool) -> CInt? {
      var index = if_nametoindex(interface.text)
      guard index != 0 else { return errno }
      let (level, option) =
        isV6 ? (IPPROTO_IPV6, IPV6_BOUND_IF) : (IPPROTO_IP, IP_BOUND_IF)
      return setsockopt(descriptor, level, option, &index, sizeOfInt) == 0 ? nil : errno
    }
  #endif
}

/// The name of a network interface.
public struct InterfaceName: Sendable, Hashable {
  /// As in `eth0`.
  public let text: String

  /// At most 15 bytes, without a slash or white space (Linux, `dev_valid_name` in net/core/dev.c); nil for others.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...15).contains(bytes.count), text != ".", text != "..",
      bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") })
    else { return nil }
    self.text = text
  }
}

/// Why connections cannot leave from where they shall.
public enum SocketOriginError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The machine has no interface of this name.
  case noInterface(String)
  /// The machine has no such address.
  case noAddress(IPAddress)
  /// The system refuses it.
  case refused(reason: String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .noInterface(let name): "this machine has no interface \(name)"
    case .noAddress(let address): "this machine does not have the address \(address)"
    case .refused(let reason): "the system does not let connections leave from there: \(reason)"
    }
  }
}
