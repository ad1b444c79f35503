import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A proxy on loopback that speaks SOCKS 5 (RFC 1928, RFC 1929) and CONNECT (RFC 9110 §9.3.6), told apart by the first
/// byte. Every name leads to 127.0.0.1.
public final class SimulatedProxy: Sendable {
  /// How it behaves.
  public struct Behaviour: Sendable {
    /// The `user:password` that it wants; nil for nobody in particular.
    public var credentials: String?
    /// The ports to which it gives no connection, and what it answers instead: a reply of SOCKS, a status of HTTP.
    public var refusals: [UInt16: Int] = [:]
    /// How often it is asked before it listens no longer; nil for always.
    public var lasts: Int?
    /// Whether it says that it connected before it tries, as OpenSSH's `-D` does.
    public var isHasty = false

    /// One that lets everybody through.
    public init(
      credentials: String? = nil, refusals: [UInt16: Int] = [:], lasts: Int? = nil, isHasty: Bool = false
    ) {
      self.lasts = lasts
      self.credentials = credentials
      self.refusals = refusals
      self.isHasty = isHasty
    }
  }

  /// Where it listens.
  public let port: UInt16
  private let group: MultiThreadedEventLoopGroup
  private let log: NIOLockedValueBox<[String]>

  private init(port: UInt16, group: MultiThreadedEventLoopGroup, log: NIOLockedValueBox<[String]>) {
    self.port = port
    self.group = group
    self.log = log
  }

  /// What it was asked for, as `host:port`, in order.
  public var requests: [String] { log.withLockedValue { $0 } }

  /// Starts it on a port of 127.0.0.1, 0 for any. Throws an `IOError`.
  public static func start(
    _ behaviour: Behaviour = Behaviour(), port: UInt16 = 0
  ) async throws -> SimulatedProxy {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let log = NIOLockedValueBox<[String]>([])
    let listening = NIOLockedValueBox<(any Channel)?>(nil)
    do {
      let listener = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 512)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              ProxyRequestHandler(behaviour) { place in
                let count = log.withLockedValue { log in
                  log.append(place)
                  return log.count
                }
                if count == behaviour.lasts { listening.withLockedValue { $0 }?.close(promise: nil) }
              })
          }
        }
        .bind(host: "127.0.0.1", port: Int(port)).get()
      listening.withLockedValue { $0 = listener }
      return SimulatedProxy(
        port: UInt16(clamping: listener.localAddress?.port ?? 0), group: group, log: log)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Ends every connection and listens no longer. Throws what ending the thread throws.
  public func stop() async throws {
    try await group.shutdownGracefully()
  }
}
