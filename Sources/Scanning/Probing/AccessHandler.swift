import Exposure
import NIOCore
import NIOHTTP1
import NIOOpenSSL

/// The last handler of a connection for access probes: asks one path after the answer to the one before it, and reports
/// once. It stops at a 401 and at a 429.
///
/// A body lies in memory only until its objects are counted. Lives on one event loop.
final class AccessHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private enum State {
    /// Waiting for the connection or its TLS session.
    case opening
    /// Waiting for the head of the answer to the first open path.
    case awaitingHead
    /// In the body of the answer to the first open path.
    case readingBody(HTTPResponseHead, ByteBuffer)
    /// Reported.
    case finished
  }

  private let plan: ConnectionPlan
  private let deadline: EndpointDeadline
  private let userAgent: String
  private let overTLS: Bool
  private let report: @Sendable (ConnectionReport) -> Void

  private var state = State.opening
  private var open: ArraySlice<AccessPath>
  private var answers: [AccessAnswer] = []
  private var deadlineTask: DeadlineTimer?

  init(
    plan: ConnectionPlan, paths: [AccessPath], deadline: EndpointDeadline, userAgent: String, overTLS: Bool,
    report: @escaping @Sendable (ConnectionReport) -> Void
  ) {
    self.plan = plan
    self.deadline = deadline
    self.userAgent = userAgent
    self.overTLS = overTLS
    self.report = report
    open = paths[...]
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadlineTask = deadline.schedule(on: context.eventLoop) {
      self.end(.deadline, context: context)
    }
    if context.channel.isActive, !overTLS { askNext(context: context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    if case .opening = state, !overTLS { askNext(context: context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSEvent.handshakeCompleted = event, case .opening = state { askNext(context: context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (state, unwrapInboundIn(data)) {
    case (.awaitingHead, .head(let head)):
      if head.status.code == 200, open.first?.hasTellingBody == false {
        answer(head, body: ByteBuffer())
        end(.served, context: context)
      } else {
        state = .readingBody(head, ByteBuffer())
      }
    case (.readingBody(let head, var body), .body(var piece)):
      // The state lets go of its copy first, so that appending does not duplicate what came before.
      state = .awaitingHead
      guard body.readableBytes + piece.readableBytes <= Bounds.accessBodyBytes else {
        answer(head, body: ByteBuffer())
        return end(.bodyTooLarge, context: context)
      }
      body.writeBuffer(&piece)
      state = .readingBody(head, body)
    case (.readingBody(let head, let body), .end):
      state = .awaitingHead
      answer(head, body: body)
      guard !open.isEmpty, answers.last?.asksForAnEnd == false, head.isKeepAlive else {
        return end(.served, context: context)
      }
      askNext(context: context)
    case (.opening, _), (.awaitingHead, _), (.readingBody, .head), (.finished, _):
      // An answer to nothing, or to what was not asked, is no answer.
      break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(Interruption(error), context: context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.closed, context: context)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end(.closed, context: context)
  }

  private func askNext(context: ChannelHandlerContext) {
    guard let path = open.first else { return end(.served, context: context) }
    state = .awaitingHead
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: path.requestTarget,
      headers: plan.headers(userAgent: userAgent, accept: path.accept, isLast: open.count == 1))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  private func answer(_ head: HTTPResponseHead, body: ByteBuffer) {
    guard let path = open.popFirst() else { return }
    answers.append(
      AccessAnswer(
        path, status: Int(head.status.code), body: String(decoding: body.readableBytesView, as: UTF8.self)))
  }

  /// Reports, once, and closes the channel.
  private func end(_ interruption: Interruption, context: ChannelHandlerContext) {
    let ending: ConnectionEnding
    switch state {
    case .finished: return
    case .opening where overTLS: ending = interruption == .deadline ? .deadline : .handshakeFailed
    case .opening, .awaitingHead: ending = interruption.ending
    case .readingBody(let head, _):
      // The head came, and says whether it was allowed.
      answer(head, body: ByteBuffer())
      ending = interruption.ending
    }
    state = .finished
    deadlineTask?.cancel()
    report(ConnectionReport(accessAnswers: answers, ending: ending))
    context.close(promise: nil)
  }
}
