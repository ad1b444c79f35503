import NIOCore

/// Hands the error of a write up the pipeline. NIO closes the channel for it and tells nobody else why, so a reset that
/// a write meets before a read does would look like an end.
final class WriteFailureHandler: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let promise = promise ?? context.eventLoop.makePromise()
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    promise.futureResult.whenFailure { error in
      if error is IOError { context.value.fireErrorCaught(error) }
    }
    context.value.write(data, promise: promise)
  }
}
