import Exposure
import NIOCore
import NIOHTTP1
import PortableFoundation

/// Answers requests one after the other, in the order in which they came: NIO's pipelining handler, in front of
/// it, holds the next one back until this one has its answer.
final class AnsweringHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What a client may send as the body of one request: no path takes any, so this is for politeness alone.
  static let largestBody = 65_536

  private enum State {
    case idle
    case receiving(HTTPRequestHead, bodySize: Int)
    case closing
  }

  private let server: any Answering
  private let log: RequestLog
  private var state = State.idle

  init(server: any Answering, log: RequestLog) {
    self.server = server
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (_, .closing), (.body, .idle), (.end, .idle):
      break
    case (.head(let head), .idle), (.head(let head), .receiving):
      state = .receiving(head, bodySize: 0)
    case (.body(let bytes), .receiving(let head, let size)):
      let size = size + bytes.readableBytes
      if size > Self.largestBody {
        close(context)
      } else {
        state = .receiving(head, bodySize: size)
      }
    case (.end, .receiving(let head, _)):
      respond(to: head, context: context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      close(context)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    close(context)
  }

  private func respond(to head: HTTPRequestHead, context: ChannelHandlerContext) {
    let request = Request(
      method: head.method.rawValue, uri: head.uri, accept: head.headers.first(name: "Accept") ?? "")
    log.note(method: request.method, path: request.path)
    let answer = server.answer(to: request)
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.add(name: "Date", value: HTTPDate(.now).description)
    headers.add(name: "Content-Length", value: String(answer.body.utf8.count))
    if !head.isKeepAlive { headers.add(name: "Connection", value: "close") }

    state = head.isKeepAlive ? .idle : .closing
    let responseHead = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
    context.write(wrapOutboundOut(.head(responseHead)), promise: nil)
    if head.method != .HEAD {
      let body = context.channel.allocator.buffer(string: answer.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    if !head.isKeepAlive { context.close(promise: nil) }
  }

  private func close(_ context: ChannelHandlerContext) {
    state = .closing
    context.close(promise: nil)
  }
}
