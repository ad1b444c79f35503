import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
public import PortableFoundation

/// A simulated API server on loopback that can be killed and started again on the same port: while it is down its port
/// is refused, and every life has a start time of its own, shown by its loopback certificate.
public final class RestartingServer: Sendable {
  /// The loopback address that it is bound to.
  public let host: String
  /// Its TCP port, the same in all lives.
  public let port: UInt16

  private let behaviour: ServerBehaviour
  private let group: MultiThreadedEventLoopGroup
  /// Keeps the port from everybody else between two lives.
  private let reserved: ReservedPort
  private let life = NIOLockedValueBox<(any Channel)?>(nil)

  /// Takes a port and begins no life yet. `behaviour` is that of an API server over TLS.
  public init(_ behaviour: ServerBehaviour = .anonymousDisabled, host: String = "127.0.0.1") throws {
    self.behaviour = behaviour
    self.host = host
    reserved = try ReservedPort(host: host, shared: true)
    port = reserved.port
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  }

  /// The server as a line of a target list.
  public var target: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Begins a life, of a process that says it started at `startedAt`. After `connections` connections, if that is
  /// given, it is killed from within, and `died` is called once the port refuses.
  public func start(
    startedAt: Date, connections: Int? = nil, died: @escaping @Sendable () -> Void = {}
  ) async throws {
    var setups = ServerSetups(startedAt: startedAt)
    guard let setup = try setups.setup(for: behaviour) else { return }
    let left = NIOLockedValueBox(connections ?? .max)
    // A client may have come and gone before the listening channel is known here.
    let listening = group.any().makePromise(of: (any Channel).self)
    do {
      let channel = try await Listeners(group: group, host: host).listen(setup, port: port, sharing: true) {
        $0.closeFuture.whenComplete { _ in
          let isLast = left.withLockedValue { left in
            left -= 1
            return left == 0
          }
          if isLast { listening.futureResult.flatMap { $0.close() }.whenComplete { _ in died() } }
        }
      }
      life.withLockedValue { $0 = channel }
      listening.succeed(channel)
    } catch {
      listening.fail(error)
      throw error
    }
  }

  /// Ends the life: the port is refused when it returns.
  public func stop() async throws {
    try await kill().get()
  }

  /// Ends the life and the threads; the server cannot be started again.
  public func shutDown() async throws {
    try await kill().get()
    try await group.shutdownGracefully()
  }

  private func kill() -> EventLoopFuture<Void> {
    let channel = life.withLockedValue { life in
      defer { life = nil }
      return life
    }
    guard let channel, channel.isActive else { return group.any().makeSucceededVoidFuture() }
    return channel.close()
  }
}

extension RestartingServer {
  /// Lives again and again until the task is cancelled: `up` alive, `down` refused, as a kubelet makes it that kills a
  /// server which answers its probe with 401.
  public func loop(up: Duration, down: Duration) async throws {
    while !Task.isCancelled {
      try await start(startedAt: .now)
      try? await Task.sleep(for: up)
      try await stop()
      try? await Task.sleep(for: down)
    }
  }
}
