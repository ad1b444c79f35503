import NIOCore

/// Stands before TLS, as in Go's `net/http`: whoever begins with an HTTP request instead of a handshake is told so in
/// plain HTTP, and the connection ends.
final class PlainRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  static let answer = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"

  private enum State {
    case waiting
    case handshaking
    case closing
  }

  private var state = State.waiting

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch state {
    case .waiting:
      let bytes = unwrapInboundIn(data)
      guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
        state = .handshaking
        context.fireChannelRead(data)
        return
      }
      state = .closing
      let answer = context.channel.allocator.buffer(string: Self.answer)
      context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
      context.close(promise: nil)
    case .handshaking:
      context.fireChannelRead(data)
    case .closing:
      break
    }
  }
}
