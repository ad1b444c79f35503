import NIOCore

/// Greets like an SSH server, and ends the connection when the client says something: in an orderly way, so that the
/// client sees the end of the stream. A connection that is closed while bytes of the client are unread is reset.
final class GreetingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelActive(context: ChannelHandlerContext) {
    let greeting = context.channel.allocator.buffer(string: "SSH-2.0-OpenSSH_9.2\r\n")
    context.writeAndFlush(wrapOutboundOut(greeting), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // NIO closes the other direction when the client does.
    context.close(mode: .output, promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
