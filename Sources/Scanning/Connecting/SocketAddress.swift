import PortableLibc
import Targets

/// An address and port as system calls take them.
enum SocketAddress {
  /// Calls `body` with a `sockaddr` and its size.
  static func with(
    _ address: IPAddress, port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    switch address {
    case .v4(let value):
      var socketAddress = sockaddr_in()
      socketAddress.sin_family = sa_family_t(AF_INET)
      socketAddress.sin_port = port.bigEndian
      socketAddress.sin_addr.s_addr = value.bigEndian
      return pass(&socketAddress, body)
    case .v6(let value):
      var socketAddress = sockaddr_in6()
      socketAddress.sin6_family = sa_family_t(AF_INET6)
      socketAddress.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &socketAddress.sin6_addr) { bytes in
        withUnsafeBytes(of: value.bigEndian) { bytes.copyMemory(from: $0) }
      }
      return pass(&socketAddress, body)
    }
  }

  private static func pass<Address>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}
