import PortableLibc
import NIOCore

/// A TCP port that is taken and that nobody listens on: connecting to it is refused for as long as this lives, and no
/// other program gets it meanwhile.
final class ReservedPort: Sendable {
  let port: UInt16
  private let descriptor: CInt

  /// Takes a free port of a loopback address; where it is `shared`, a listener that shares it too may be bound to it.
  init(host: String, shared: Bool = false) throws {
    let address = try SocketAddress(ipAddress: host, port: 0)
    let descriptor = socket(address.protocol.rawValue, streamSocket, 0)
    guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    do {
      if shared {
        var on: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        guard setsockopt(descriptor, SOL_SOCKET, Self.sharing, &on, size) == 0 else {
          throw IOError(errnoCode: errno, reason: "setsockopt")
        }
      }
      try address.withSockAddr { pointer, size in
        guard bind(descriptor, pointer, socklen_t(size)) == 0 else {
          throw IOError(errnoCode: errno, reason: "bind")
        }
      }
      port = try Self.port(of: descriptor)
      self.descriptor = descriptor
    } catch {
      _ = close(descriptor)
      throw error
    }
  }

  deinit {
    _ = close(descriptor)
  }

  /// What lets a listener be bound beside a socket that does not listen: Linux asks for SO_REUSEADDR on both, BSD
  /// for SO_REUSEPORT.
  #if os(macOS)
    static let sharing = SO_REUSEPORT
  #else
    static let sharing = SO_REUSEADDR
  #endif

  private static func port(of descriptor: CInt) throws -> UInt16 {
    var storage = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let outcome = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard outcome == 0 else { throw IOError(errnoCode: errno, reason: "getsockname") }
    // The port stands at the same place in sockaddr_in and sockaddr_in6.
    return UInt16(bigEndian: storage.sin6_port)
  }
}
