import NIOCore

/// The peer has sent more than the connection's plan reads.
struct ByteBudgetExceeded: Error {}

/// Ends a connection whose peer never stops sending, whatever the parser behind makes of it.
final class ByteBudgetHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var bytesLeft: Int

  /// Lets so many bytes pass.
  init(bytes: Int) {
    bytesLeft = bytes
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytesLeft -= unwrapInboundIn(data).readableBytes
    guard bytesLeft >= 0 else { return context.fireErrorCaught(ByteBudgetExceeded()) }
    context.fireChannelRead(data)
  }
}
