import NIOCore
import NIOPosix
import Synchronization

/// A server that holds every connection without a word while its gate is shut, and ends its side of it as soon as it is
/// open: a client always sees the end of the stream, where closing before its ClientHello has come would reset it at
/// times.
final class GateServer: Sendable {
  let port: UInt16
  private let listener: any Channel
  private let gate: Gate

  private init(listener: any Channel, port: UInt16, gate: Gate) {
    self.listener = listener
    self.port = port
    self.gate = gate
  }

  /// Listens on a free port of 127.0.0.1 with its gate shut.
  static func start() async throws -> GateServer {
    let gate = Gate()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        gate.take(channel)
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = UInt16(clamping: listener.localAddress?.port ?? 0)
    return GateServer(listener: listener, port: port, gate: gate)
  }

  /// Waits until somebody has come.
  func visitor() async { await gate.visitor() }

  /// Opens the gate for good.
  func open() { gate.open() }

  func stop() async throws {
    open()
    try await listener.close()
  }
}

private final class Gate: Sendable {
  private struct State {
    var held: [any Channel] = []
    var isOpen = false
    var hasHadVisitor = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func take(_ channel: any Channel) {
    let (isOpen, waiters) = state.withLock { state in
      state.hasHadVisitor = true
      if !state.isOpen { state.held.append(channel) }
      defer { state.waiters = [] }
      return (state.isOpen, state.waiters)
    }
    for waiter in waiters { waiter.resume() }
    // A channel can be closed once its initializer is through.
    if isOpen { channel.eventLoop.execute { channel.close(mode: .output, promise: nil) } }
  }

  func open() {
    let held = state.withLock { state in
      state.isOpen = true
      defer { state.held = [] }
      return state.held
    }
    for channel in held { channel.close(mode: .output, promise: nil) }
  }

  func visitor() async {
    await withCheckedContinuation { continuation in
      let isHere = state.withLock { state in
        if !state.hasHadVisitor { state.waiters.append(continuation) }
        return state.hasHadVisitor
      }
      if isHere { continuation.resume() }
    }
  }
}
