import NIOCore

/// The first handler of a connection: knows whether the peer has sent anything, TLS or not.
final class FirstByteHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// Whether a byte has come.
  private(set) var hasBytes = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasBytes = true
    context.fireChannelRead(data)
  }
}
