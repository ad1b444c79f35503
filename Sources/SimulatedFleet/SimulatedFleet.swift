import NIOCore
import NIOPosix

/// API servers, and others that are none, on loopback: what `apiexpose demo` scans, and the tests.
///
/// They speak real TLS with certificates that are made at the start, and run until they are stopped.
public final class SimulatedFleet: Sendable {
  /// The servers, in the order in which their behaviours were given.
  public let servers: [SimulatedServer]
  /// What the servers were asked.
  public let log: RequestLog
  private let group: MultiThreadedEventLoopGroup
  private let reserved: [ReservedPort]

  private init(
    servers: [SimulatedServer], log: RequestLog, group: MultiThreadedEventLoopGroup, reserved: [ReservedPort]
  ) {
    self.log = log
    self.servers = servers
    self.group = group
    self.reserved = reserved
  }

  /// Starts one server for each behaviour, each on a free port of a loopback address such as `127.0.0.1` or `::1`; a
  /// single one may be given its port.
  ///
  /// Each is a cluster of its own, unless `clusters` gives two the same number.
  ///
  /// All of them are listening when it returns. Throws `TLSError` where a certificate cannot be made, and an
  /// `IOError` where the system gives no port.
  public static func start(
    _ behaviours: [ServerBehaviour], host: String = "127.0.0.1", port wanted: UInt16 = 0,
    clusters: [Int] = []
  ) async throws -> SimulatedFleet {
    // One thread: of several, one may have ended when another accepts a connection for it, and NIO loses the connection
    // or ends the process.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let listeners = Listeners(group: group, host: host)
      var setups = ServerSetups()
      var servers: [SimulatedServer] = []
      var reserved: [ReservedPort] = []
      for (index, behaviour) in behaviours.enumerated() {
        let port: UInt16
        if let setup = try setups.setup(
          for: behaviour, in: clusters.indices.contains(index) ? clusters[index] : index)
        {
          port = try await listeners.listen(setup, port: wanted)
        } else {
          let closed = try ReservedPort(host: host)
          reserved.append(closed)
          port = closed.port
        }
        servers.append(SimulatedServer(behaviour: behaviour, host: host, port: port))
      }
      return SimulatedFleet(servers: servers, log: listeners.log, group: group, reserved: reserved)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Ends every connection and listens no longer. Throws what ending the threads throws.
  public func stop() async throws {
    try await group.shutdownGracefully()
  }
}
