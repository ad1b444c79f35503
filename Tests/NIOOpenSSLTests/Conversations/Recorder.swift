import NIOCore
import NIOOpenSSL

/// The last handler of a pipeline: remembers what reaches it.
final class Recorder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What happened, in its order.
  enum Happening: Equatable {
    case event(TLSEvent)
    case data(String)
    case failure(TLSError)
    case otherError(String)
    case inactive
  }

  private(set) var happenings: [Happening] = []
  /// Written and flushed as soon as the handshake is over.
  var greeting: String?
  /// Answered to whatever comes, before the connection is closed.
  var answer: String?
  var closesAfterFailure = false

  var failures: [TLSError] {
    happenings.compactMap { if case .failure(let error) = $0 { error } else { nil } }
  }

  var received: String {
    happenings.reduce(into: "") { if case .data(let text) = $1 { $0 += text } }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    happenings.append(.data(String(buffer: unwrapInboundIn(data))))
    if let answer {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSEvent {
      happenings.append(.event(event))
      if event == .handshakeCompleted, let greeting {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: greeting)), promise: nil)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    happenings.append((error as? TLSError).map { .failure($0) } ?? .otherError("\(error)"))
    if closesAfterFailure { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    happenings.append(.inactive)
    context.fireChannelInactive()
  }
}
