import NIOCore

/// The first handler of a connection: knows whether the peer has sent anything, and whether that can be TLS.
final class FirstByteHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var first: UInt8?

  /// Whether a byte has come.
  var hasBytes: Bool { first != nil }

  /// Whether what came begins as no TLS record does, whose first byte is a content type from 20 to 24 (RFC 8446 §5.1,
  /// RFC 6520 §3).
  var isForeign: Bool { first.map { !(20...24).contains($0) } ?? false }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    first = first ?? unwrapInboundIn(data).readableBytesView.first
    context.fireChannelRead(data)
  }
}
