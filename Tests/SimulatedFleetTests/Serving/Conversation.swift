import NIOCore
import NIOOpenSSL
import NIOPosix

/// One connection to a server: what is sent is given, what comes back is kept until the server closes.
struct Conversation {
  /// Everything that the server sent after the TLS handshake, or at all.
  let received: String
  /// What TLS showed; nil over plain TCP.
  let session: TLSSession?
  /// Why TLS came to no good end.
  let failure: TLSError?

  /// Talks to a loopback port. Throws where the connection cannot be made.
  init(port: UInt16, host: String = "127.0.0.1", overTLS: Bool, sending text: String) async throws {
    let context = overTLS ? try TLSContext.scanningClient() : nil
    let (results, continuation) = AsyncStream<Conversation>.makeStream()
    _ = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = context.map { TLSHandler(context: $0, serverName: nil) }
          if let tls { try channel.pipeline.syncOperations.addHandler(tls) }
          try channel.pipeline.syncOperations.addHandler(
            Speaker(text: text, tls: tls) { continuation.yield($0) })
        }
      }
      .connect(host: host, port: Int(port)).get()
    for await result in results {
      self = result
      return
    }
    throw CancellationError()
  }

  fileprivate init(received: String, session: TLSSession?, failure: TLSError?) {
    self.received = received
    self.session = session
    self.failure = failure
  }
}

/// Says its text as soon as it may, and reports when the connection is over.
private final class Speaker: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let text: String
  private let tls: TLSHandler?
  private let report: (Conversation) -> Void
  private var received = ""
  private var failure: TLSError?

  init(text: String, tls: TLSHandler?, report: @escaping (Conversation) -> Void) {
    self.text = text
    self.tls = tls
    self.report = report
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    failure = failure ?? error as? TLSError
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    report(Conversation(received: received, session: tls?.session, failure: failure))
  }
}
