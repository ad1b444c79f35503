import NIOCore

/// The first handler of a connection to a proxy, and at first the only one: speaks with the proxy until it passes bytes on,
/// then lets `install` set up the rest of the pipeline behind it, hands over the bytes that came early, and leaves.
/// Otherwise it reports once why there is no connection, and closes the channel.
final class TunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case negotiating(TunnelNegotiation)
    /// The connection is given: nothing more is said to the proxy.
    case open
    /// Reported.
    case failed
  }

  private var state: State
  private let moment: EndpointDeadline
  private let deadlines: DeadlineQueue
  private let install: (any Channel) throws -> Void
  private let fail: (TunnelFailure) -> Void
  private var timer: DeadlineTimer?

  /// - Parameters:
  ///   - moment: Until when the proxy has to give the connection.
  ///   - deadlines: Those of the channel's event loop.
  ///   - install: Adds the handlers that speak with the endpoint. The channel is active by then.
  ///   - fail: Called at most once, instead of `install`.
  init(
    _ negotiation: TunnelNegotiation, until moment: EndpointDeadline, deadlines: DeadlineQueue,
    install: @escaping (any Channel) throws -> Void, fail: @escaping (TunnelFailure) -> Void
  ) {
    state = .negotiating(negotiation)
    self.moment = moment
    self.deadlines = deadlines
    self.install = install
    self.fail = fail
  }

  func handlerAdded(context: ChannelHandlerContext) {
    timer = deadlines.schedule(moment) {
      guard case .negotiating(let negotiation) = self.state else { return }
      self.end(negotiation.failureInTime, context)
    }
    if context.channel.isActive { greet(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    greet(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .negotiating(var negotiation) = state else {
      if case .open = state { context.fireChannelRead(data) }
      return
    }
    let buffer = unwrapInboundIn(data)
    var bytes = buffer.getBytes(at: buffer.readerIndex, length: buffer.readableBytes)?[...] ?? []
    while true {
      let step = negotiation.take(&bytes)
      state = .negotiating(negotiation)
      switch step {
      case .awaitMore: return
      case .say(let words): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: words)), promise: nil)
      case .failed(let failure): return end(failure, context)
      case .open: return open(ByteBuffer(bytes: bytes), context)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard case .negotiating(let negotiation) = state else { return context.fireErrorCaught(error) }
    end(negotiation.failureAtEnd, context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .negotiating(let negotiation) = state { end(negotiation.failureAtEnd, context) }
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    if case .negotiating(let negotiation) = state { end(negotiation.failureAtEnd, context) }
  }

  private func greet(_ context: ChannelHandlerContext) {
    guard case .negotiating(let negotiation) = state else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: negotiation.greeting)), promise: nil)
  }

  private func open(_ early: ByteBuffer, _ context: ChannelHandlerContext) {
    timer?.cancel()
    state = .open
    do {
      try install(context.channel)
    } catch {
      // The connection was dismissed meanwhile: nobody waits for a report.
      return context.close(promise: nil)
    }
    if early.readableBytes > 0 {
      context.fireChannelRead(wrapInboundOut(early))
      context.fireChannelReadComplete()
    }
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }

  private func end(_ failure: TunnelFailure, _ context: ChannelHandlerContext) {
    timer?.cancel()
    state = .failed
    fail(failure)
    context.close(promise: nil)
  }
}
