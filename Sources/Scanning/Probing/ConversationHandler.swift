import Exposure
import NIOCore
import NIOHTTP1
import NIOOpenSSL

/// The last handler of a connection: asks paths, gathers the answers, and reports once. Without paths, the TLS session
/// is all that it wants.
///
/// Lives on one event loop. It closes the channel itself as soon as nothing more is to be learnt on it.
final class ConversationHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private enum State {
    /// Waiting for the TLS session.
    case handshaking
    /// Waiting for the head of the answer to the first open path.
    case awaitingHead
    /// In the body of the answer to the first open path; `isLast` where the server will answer no more.
    case readingBody(ResponseCollector, isLast: Bool)
    /// Reported.
    case finished
  }

  private let plan: ConnectionPlan
  private let isPipelined: Bool
  private let deadline: EndpointDeadline
  private let userAgent: String
  private let tlsHandler: TLSHandler?
  private let report: @Sendable (ConnectionReport) -> Void

  private var state: State
  /// The paths without an answer yet, and those of them that are not yet written.
  private var open: ArraySlice<ProbePath>
  private var unwritten: ArraySlice<ProbePath>
  private var responses: [Response] = []
  private var lastAnswerAt: NIODeadline?
  private var deadlineTask: DeadlineTimer?

  init(
    plan: ConnectionPlan,
    paths: [ProbePath],
    pipelined: Bool,
    deadline: EndpointDeadline,
    userAgent: String,
    tlsHandler: TLSHandler?,
    report: @escaping @Sendable (ConnectionReport) -> Void
  ) {
    self.plan = plan
    isPipelined = pipelined
    self.deadline = deadline
    self.userAgent = userAgent
    self.tlsHandler = tlsHandler
    self.report = report
    state = tlsHandler == nil ? .awaitingHead : .handshaking
    open = paths[...]
    unwritten = paths[...]
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadlineTask = deadline.schedule(on: context.eventLoop) {
      self.end(.deadline, context: context)
    }
    if context.channel.isActive { channelActive(context: context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    if tlsHandler == nil { writeRequests(context: context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSEvent.handshakeCompleted = event, case .handshaking = state {
      state = .awaitingHead
      if open.isEmpty { end(.served, context: context) } else { writeRequests(context: context) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (state, unwrapInboundIn(data)) {
    case (.awaitingHead, .head(let head)):
      guard let path = open.first else { return end(.served, context: context) }
      state = .readingBody(ResponseCollector(path: path, head: head), isLast: !head.isKeepAlive)
    case (.readingBody(var collector, let isLast), .body(let piece)):
      // The state lets go of its copy first, so that appending does not duplicate what is kept.
      state = .awaitingHead
      let mayGoOn = collector.append(piece)
      state = .readingBody(collector, isLast: isLast)
      if !mayGoOn { end(.bodyTooLarge, context: context) }
    case (.readingBody(let collector, let isLast), .end):
      complete(collector.finish(endedEarly: false))
      state = .awaitingHead
      if open.isEmpty || isLast { return end(.served, context: context) }
      writeRequests(context: context)
    case (.handshaking, _), (.awaitingHead, _), (.readingBody, .head), (.finished, _):
      // The decoder sends the parts of a message in order, and a finished channel is closed.
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

  private func writeRequests(context: ChannelHandlerContext) {
    // The answer to an earlier path may leave nothing to write where the requests were pipelined.
    guard !unwritten.isEmpty else { return }
    let now = isPipelined ? unwritten : unwritten.prefix(1)
    unwritten = unwritten.dropFirst(now.count)
    for path in now {
      let headers = plan.headers(userAgent: userAgent, accept: "*/*", isLast: path == open.last)
      let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path.rawValue, headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.end(nil)), promise: nil)
    }
    context.flush()
  }

  private func complete(_ response: Response) {
    responses.append(response)
    open = open.dropFirst()
    lastAnswerAt = .now()
  }

  /// Reports, once, and closes the channel.
  private func end(_ interruption: Interruption, context: ChannelHandlerContext) {
    let ending: ConnectionEnding
    var handshake = HandshakeOutcome.established
    switch state {
    case .finished:
      return
    case .handshaking:
      ending = .handshakeFailed
      handshake = interruption.handshakeOutcome
    case .awaitingHead:
      ending = interruption.ending
    case .readingBody(let collector, _):
      complete(collector.finish(endedEarly: interruption != .bodyTooLarge))
      // The head at least is an answer, so the fault is not the next path's, which is asked elsewhere.
      ending =
        switch interruption {
        case .invalidHTTP, .headTooLarge: .answered
        case .served, .bodyTooLarge, .closed, .reset, .deadline, .alert, .plainHTTP, .tlsFailure:
          interruption.ending
        }
    }
    state = .finished
    deadlineTask?.cancel()
    report(
      ConnectionReport(
        tls: tlsHandler.map { TLSFacts($0.session, handshake: handshake, alert: interruption.alert) },
        responses: responses,
        ending: ending,
        lastAnswerAt: lastAnswerAt
      ))
    context.close(promise: nil)
  }
}
