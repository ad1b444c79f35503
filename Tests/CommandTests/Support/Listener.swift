import Foundation
import Testing

/// A TCP listener on loopback whose connections can be reset.
struct Listener {
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    try #require(listen(descriptor, 1) == 0)
  }

  /// Both ends of a new connection.
  func pair() throws -> (client: Int32, server: Int32) {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length) == 0 && connect(client, $0, length) == 0
      }
    }
    try #require(isConnected)
    let server = accept(descriptor, nil, nil)
    try #require(server >= 0)
    close(descriptor)
    return (client, server)
  }

  /// Ends a connection by RST.
  func reset(_ connection: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close(connection)
  }
}
