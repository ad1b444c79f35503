public import NIOCore

/// TLS between a channel and the handlers behind this one; client or server as its context says.
///
/// - It begins when the channel becomes active. What is written before the handshake is over waits for it.
///   The channel must read by itself (`autoRead`) for as long as the handshake lasts.
/// - `TLSEvent`s are fired as user inbound events.
/// - A fatal failure is fired once through `errorCaught`, as a `TLSError`; everything decrypted before it has
///   been delivered, and our own alert is on its way to the peer. The handler does not close the channel:
///   whoever handles the error does. Bytes that still come are dropped, writes fail.
/// - An error of the channel itself, such as a reset, passes through; in the handshake it stands for the failure.
/// - The end of the connection without close_notify after the handshake is no failure: many HTTP servers end so.
/// - Closing the channel or its output says close_notify first, once the handshake is over.
public final class TLSHandler: ChannelDuplexHandler {
  /// Records of the peer.
  public typealias InboundIn = ByteBuffer
  /// Plaintext of the peer.
  public typealias InboundOut = ByteBuffer
  /// Plaintext for the peer.
  public typealias OutboundIn = ByteBuffer
  /// Records for the peer.
  public typealias OutboundOut = ByteBuffer

  private enum Phase {
    case idle
    case handshaking
    case established
    /// The peer said close_notify; this side may still write.
    case peerClosed
    /// Failed, or closed by this side, or the channel is gone.
    case ended
  }

  private let tls: TLSContext
  private let serverName: String?
  private let limits: TLSLimits
  private var phase = Phase.idle
  private var outputClosed = false
  private var connection: TLSConnection?
  private var opening: ServerOpening
  private var writes = PendingWrites()
  // Of the plaintext whose records wait in the connection's outgoing bytes.
  private var encryptedPromise: EventLoopPromise<Void>?
  // While bytes are worked on, what they cause to be written is gathered, and leaves in one write.
  private var gathering = false

  /// A client. SNI (RFC 6066 §3) carries the name, without its final dot; there is no SNI for nil, as there
  /// must be none for an IP address. A peer that goes beyond the limits ends the session with `TLSError.excess`.
  public init(context: TLSContext, serverName: String?, limits: TLSLimits = TLSLimits()) {
    tls = context
    self.limits = limits
    self.serverName = serverName.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    opening = context.isServer ? .decided : .undecided(held: ByteBuffer())
  }

  /// A server, with a context that a fleet of simulated servers made.
  package convenience init(context: TLSContext) {
    self.init(context: context, serverName: nil)
  }

  /// Whether libssl itself failed the handshake, not the peer, under shortened lists of algorithms, or the peer found
  /// nothing among fewer groups than libssl has: with all of them it may succeed. On the channel's event loop only.
  public private(set) var mayLackAlgorithms = false

  /// What is known of the session so far: before, during and after the handshake, and after it failed.
  ///
  /// Read from libssl at each call. On the channel's event loop only.
  public var session: TLSSession {
    connection?.session ?? TLSSession()
  }

  /// Begins the handshake where the channel is already active.
  public func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { start(context) }
  }

  /// Fails what was never written.
  public func handlerRemoved(context: ChannelHandlerContext) {
    end(ChannelError.ioOnClosedChannel)
  }

  /// Begins the handshake.
  public func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    if context.channel.isActive { start(context) }
  }

  /// Fails the handshake if it is not over.
  public func channelInactive(context: ChannelHandlerContext) {
    inputEnded(context)
    end(ChannelError.ioOnClosedChannel)
    context.fireChannelInactive()
  }

  /// Fails the handshake if the peer ends its side of the connection in the middle of it.
  public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.inputClosed) = event as? ChannelEvent { inputEnded(context) }
    context.fireUserInboundEventTriggered(event)
  }

  /// Takes an error of the channel in the handshake for its failure.
  public func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .handshaking = phase { end(error) }
    context.fireErrorCaught(error)
  }

  /// Takes bytes of the peer.
  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let connection else { return }
    switch phase {
    case .handshaking:
      switch opening.examine(unwrapInboundIn(data)) {
      case .wait:
        return
      case .plaintextHTTP:
        fail(context, .plaintextHTTP)
        return
      case .pass(let bytes):
        tls.noteAnswer(to: connection, on: context.eventLoop)
        connection.state.feed(bytes)
      }
    case .established:
      connection.state.feed(unwrapInboundIn(data))
    case .idle, .peerClosed, .ended:
      return
    }
    work(context) {
      advanceHandshake(context, connection) ?? decrypt(context, connection)
    }
    connection.state.releaseConsumed()
  }

  private func start(_ context: ChannelHandlerContext) {
    guard case .idle = phase else { return }
    phase = .handshaking
    do {
      let connection = try TLSConnection(
        context: tls, serverName: serverName.flatMap { $0.isEmpty ? nil : $0 }, limits: limits,
        allocator: context.channel.allocator)
      self.connection = connection
      if !tls.isServer {
        work(context) { advanceHandshake(context, connection) }
        if case .handshaking = phase { tls.awaitAnswer(to: connection, on: context.eventLoop) }
      }
    } catch let error as TLSError {
      fail(context, error)
    } catch {
      fail(context, .setupFailed(step: "making a connection", reason: "\(error)"))
    }
  }

  /// Does one piece of work, sends what came of it, then reports its failure.
  private func work(_ context: ChannelHandlerContext, _ piece: () -> TLSError?) {
    gathering = true
    let failure = piece()
    gathering = false
    send(context)
    if let failure { fail(context, failure) }
  }

  private func advanceHandshake(_ context: ChannelHandlerContext, _ connection: TLSConnection) -> TLSError? {
    guard case .handshaking = phase else { return nil }
    switch connection.handshake() {
    case .blocked:
      return nil
    case .failed(let error):
      return error
    case .done:
      phase = .established
      if let error = encrypt(connection) { return error }
      context.fireUserInboundEventTriggered(TLSEvent.handshakeCompleted)
      return nil
    }
  }

  private func decrypt(_ context: ChannelHandlerContext, _ connection: TLSConnection) -> TLSError? {
    guard case .established = phase, connection.hasInput else { return nil }
    var plaintext = ByteBuffer()
    let outcome = connection.read(into: &plaintext)
    if plaintext.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(plaintext)) }
    switch outcome {
    case .drained:
      return encrypt(connection)
    case .closed:
      if case .established = phase {
        phase = .peerClosed
        context.fireUserInboundEventTriggered(TLSEvent.closed)
      }
      return nil
    case .failed(let error):
      return error
    }
  }

  /// Keeps plaintext for the next flush.
  public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .ended = phase {
      promise?.fail(ChannelError.ioOnClosedChannel)
    } else if outputClosed {
      promise?.fail(ChannelError.outputClosed)
    } else {
      writes.write(unwrapOutboundIn(data), promise: promise)
    }
  }

  /// Encrypts what was written, as soon as the handshake is over.
  public func flush(context: ChannelHandlerContext) {
    writes.flush()
    guard let connection else { return }
    let failure = encrypt(connection)
    if !gathering { send(context) }
    if let failure { fail(context, failure) }
  }

  /// Says close_notify where the output is closed, then closes.
  public func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    switch mode {
    case .input:
      break
    case .output, .all:
      sayGoodbye(context)
      if mode == .all { end(ChannelError.ioOnClosedChannel) }
    }
    context.close(mode: mode, promise: promise)
  }

  private func sayGoodbye(_ context: ChannelHandlerContext) {
    switch phase {
    case .established, .peerClosed:
      guard !outputClosed, let connection else { return }
      outputClosed = true
      _ = encrypt(connection)
      connection.sayGoodbye()
      send(context)
    case .idle, .handshaking, .ended:
      return
    }
  }

  private func encrypt(_ connection: TLSConnection) -> TLSError? {
    switch phase {
    case .established, .peerClosed: break
    case .idle, .handshaking, .ended: return nil
    }
    guard let bytes = writes.flushed?.bytes else { return nil }
    if bytes.readableBytes > 0 {
      switch connection.write(bytes) {
      case .done: break
      case .blocked: return nil
      case .failed(let error): return error
      }
    }
    encryptedPromise = encryptedPromise.joined(with: writes.takeFlushed()?.promise)
    return nil
  }

  private func send(_ context: ChannelHandlerContext) {
    let promise = encryptedPromise
    encryptedPromise = nil
    if let bytes = connection?.state.takeOutgoing() {
      context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
    } else {
      promise?.succeed()
    }
  }

  private func inputEnded(_ context: ChannelHandlerContext) {
    if case .handshaking = phase { fail(context, .closedDuringHandshake) }
  }

  private func fail(_ context: ChannelHandlerContext, _ error: TLSError) {
    if case .ended = phase { return }
    if case .handshaking = phase { mayLackAlgorithms = isForWantOfOffers(error) }
    end(error)
    context.fireErrorCaught(error)
  }

  private func isForWantOfOffers(_ error: TLSError) -> Bool {
    switch error {
    case .protocolFailure: tls.isShortened && connection?.state.hasRecord == true
    // A server that finds no group, version or suite in a ClientHello answers with this and nothing else.
    case .alert(.handshakeFailure): tls.offersFewerGroups && connection?.state.messages == 0
    case .alert, .closedDuringHandshake, .plaintextHTTP, .excess, .setupFailed: false
    }
  }

  private func end(_ error: any Error) {
    phase = .ended
    writes.fail(error)
    let promise = encryptedPromise
    encryptedPromise = nil
    promise?.fail(error)
  }
}

@available(*, unavailable)
extension TLSHandler: Sendable {}
