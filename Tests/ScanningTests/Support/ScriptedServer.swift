import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOOpenSSL
import SimulatedFleet
import NIOPosix

/// What a scripted server does on a connection, one after the other.
enum Act: Sendable {
  /// Says something, whatever has come so far.
  case send(String)
  /// Says bytes that are no text, whatever has come so far.
  case sendBytes([UInt8])
  /// Ends the TLS session with close_notify, and leaves it to the client to end the connection.
  case sayGoodbye
  /// Waits until this many requests have come in all on the connection.
  case awaitRequests(Int)
  /// Waits until anything at all has come.
  case awaitBytes
  /// Says the same again and again, as fast as it is taken, until the connection ends.
  case flood(String)
  /// Says one byte after the other, with pauses, and begins anew at the end.
  case drip(String)
  /// Ends the connection in order.
  case close
  /// Ends the connection with RST.
  case reset
}

/// A server on loopback that does on each connection what its script says, and then holds it without a word.
final class ScriptedServer: Sendable {
  let port: UInt16
  private let listener: any Channel
  private let log: NIOLockedValueBox<[[String]]>

  /// The request lines that each connection brought, in the order of the connections.
  var requests: [[String]] { log.withLockedValue { $0 } }

  private init(listener: any Channel, port: UInt16, log: NIOLockedValueBox<[[String]]>) {
    self.listener = listener
    self.port = port
    self.log = log
  }

  /// Listens on a free port; `script` is asked with the number of each connection, from 0. Connections from number
  /// `plainFrom` on are without TLS, and so are those up to number `plainUpTo`. What comes on the first one is not read
  /// before the one with the number `holdsFirstUntil` is there.
  static func start(
    tls context: TLSContext? = nil, plainFrom: Int = .max, plainUpTo: Int = -1,
    holdsFirstUntil release: Int? = nil,
    host: String = "127.0.0.1",
    script: @escaping @Sendable (_ connection: Int) -> [Act]
  ) async throws -> ScriptedServer {
    let log = NIOLockedValueBox<[[String]]>([])
    let held = NIOLockedValueBox<(any Channel)?>(nil)
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let number = log.withLockedValue { log in
            log.append([])
            return log.count - 1
          }
          if release != nil, number == 0 {
            held.withLockedValue { $0 = channel }
            try channel.syncOptions?.setOption(.autoRead, value: false)
          } else if number == release {
            _ = held.withLockedValue { $0 }?.setOption(.autoRead, value: true)
          }
          let context = number < plainFrom && number > plainUpTo ? context : nil
          if let context {
            try channel.pipeline.syncOperations.addHandlers(StaysOpen(), TLSHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(
            Actor(script(number), startsAtOnce: context == nil) { line in
              log.withLockedValue { $0[number].append(line) }
            })
        }
      }
      .bind(host: host, port: 0).get()
    return ScriptedServer(
      listener: listener, port: UInt16(clamping: listener.localAddress?.port ?? 0), log: log)
  }

  func stop() async throws {
    try await listener.close()
  }

  /// Starts a server for the length of a body.
  static func running<Value>(
    tls context: TLSContext? = nil, plainFrom: Int = .max, plainUpTo: Int = -1,
    holdsFirstUntil release: Int? = nil,
    host: String = "127.0.0.1",
    script: @escaping @Sendable (_ connection: Int) -> [Act],
    _ body: (ScriptedServer) async throws -> Value
  ) async throws -> Value {
    let server = try await start(
      tls: context, plainFrom: plainFrom, plainUpTo: plainUpTo, holdsFirstUntil: release, host: host,
      script: script)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(server))
    } catch {
      outcome = .failure(error)
    }
    try await server.stop()
    return try outcome.get()
  }
}

extension TLSContext {
  /// A server as kubeadm sets it up, as far as TLS goes.
  static func kubernetes(_ options: TLSServerOptions = TLSServerOptions()) throws -> TLSContext {
    try .server(
      identity: .selfSigned(commonName: "kube-apiserver", names: ["kubernetes.default.svc"]),
      options: options)
  }
}

/// Keeps a connection open whose TLS session has ended.
private final class StaysOpen: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    promise?.succeed()
  }
}

/// Carries out one script on one connection.
private final class Actor: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var acts: ArraySlice<Act>
  private let startsAtOnce: Bool
  private let logRequest: (String) -> Void
  private var unparsed = ""
  private var requestCount = 0
  private var hasBytes = false
  private var isBusy = true

  init(_ acts: [Act], startsAtOnce: Bool, logRequest: @escaping (String) -> Void) {
    self.acts = acts[...]
    self.startsAtOnce = startsAtOnce
    self.logRequest = logRequest
  }

  func channelActive(context: ChannelHandlerContext) {
    if startsAtOnce { resume(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSEvent.handshakeCompleted = event { resume(context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasBytes = true
    unparsed += String(buffer: unwrapInboundIn(data))
    while let end = unparsed.range(of: "\r\n\r\n") {
      logRequest(String(unparsed.prefix { $0 != "\r\n" }))
      unparsed.removeSubrange(..<end.upperBound)
      requestCount += 1
    }
    if !isBusy { resume(context) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func resume(_ context: ChannelHandlerContext) {
    isBusy = true
    while let act = acts.first {
      switch act {
      case .send(let text):
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
      case .sendBytes(let bytes):
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      case .sayGoodbye:
        context.close(mode: .output, promise: nil)
      case .awaitRequests(let count):
        guard requestCount >= count else { return isBusy = false }
      case .awaitBytes:
        guard hasBytes else { return isBusy = false }
      case .flood(let text):
        return flood(ByteBuffer(string: text), context)
      case .drip(let text):
        return drip(ByteBuffer(string: text), context)
      case .close:
        context.close(promise: nil)
      case .reset:
        return reset(context)
      }
      acts = acts.dropFirst()
    }
  }

  private func flood(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    context.value.writeAndFlush(wrapOutboundOut(bytes)).whenSuccess {
      context.value.eventLoop.execute { handler.value.flood(bytes, context.value) }
    }
  }

  private func drip(_ text: ByteBuffer, from position: Int = 0, _ context: ChannelHandlerContext) {
    guard let byte = text.getSlice(at: position, length: 1) else { return }
    let next = (position + 1) % text.readableBytes
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    context.value.writeAndFlush(wrapOutboundOut(byte)).whenSuccess {
      context.value.eventLoop.scheduleTask(in: .milliseconds(2)) {
        handler.value.drip(text, from: next, context.value)
      }
    }
  }

  private func reset(_ context: ChannelHandlerContext) {
    let channel = context.channel
    // Closing with nothing to linger for is what sends RST.
    let abort = linger(l_onoff: 1, l_linger: 0)
    guard let socket = channel as? any SocketOptionProvider else { return }
    let pipeline = NIOLoopBound(context.pipeline.syncOperations, eventLoop: context.eventLoop)
    socket.setSoLinger(abort).whenComplete { _ in
      // From the first handler on, so that TLS does not say close_notify before.
      guard let first = try? pipeline.value.context(handlerType: StaysOpen.self) else {
        return channel.close(promise: nil)
      }
      first.close(promise: nil)
    }
  }
}
