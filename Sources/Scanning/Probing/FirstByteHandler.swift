import NIOConcurrencyHelpers
import NIOCore

/// Counts connections on which the server has said something. Every thread may use it.
final class Speakers: Sendable {
  private let state = NIOLockedValueBox(0)

  var count: Int { state.withLockedValue { $0 } }

  fileprivate func change(by difference: Int) {
    state.withLockedValue { $0 += difference }
  }
}

/// The first handler of a connection: knows whether the peer has sent anything, and whether that can be TLS.
final class FirstByteHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let speakers: Speakers
  private var first: UInt8?

  /// `speakers` counts the connection from its first byte to its end.
  init(speakers: Speakers = Speakers()) {
    self.speakers = speakers
  }

  /// Whether a byte has come.
  var hasBytes: Bool { first != nil }

  /// Whether what came begins as no TLS record does, whose first byte is a content type from 20 to 24 (RFC 8446 §5.1,
  /// RFC 6520 §3).
  var isForeign: Bool { first.map { !(20...24).contains($0) } ?? false }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if first == nil, let byte = unwrapInboundIn(data).readableBytesView.first {
      first = byte
      speakers.change(by: 1)
    }
    context.fireChannelRead(data)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    if hasBytes { speakers.change(by: -1) }
  }
}
