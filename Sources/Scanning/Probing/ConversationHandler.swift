import Exposure
import NIOCore
import NIOOpenSSL

/// The last handler of a connection: carries out a plan, gathers the answers, and reports once; before that, where the
/// connection stays open in silence, that it does. Without questions, the TLS session is all that it wants.
///
/// Lives on one event loop. It closes the channel itself as soon as nothing more is to be learnt on it.
final class ConversationHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    /// Waiting for the TLS session.
    case handshaking
    /// Waiting for the head of the answer to the first open question.
    case awaitingHead
    /// In the body of the answer to the first open question; `isLast` where the server will answer no more.
    case readingBody(ResponseCollector, isLast: Bool)
    /// Reported.
    case finished
  }

  private let plan: ConnectionPlan
  private let deadline: EndpointDeadline
  private let deadlines: DeadlineQueue
  private let userAgent: String
  private let tlsHandler: TLSHandler?
  private let firstByte: FirstByteHandler
  private let socket: SocketReading?
  private let report: @Sendable (ConnectionReport) -> Void

  private var state: State
  private var reader = ResponseReader()
  /// The questions without an answer yet, and those of them that are not yet written.
  private var open: ArraySlice<Question>
  private var unwritten: ArraySlice<Question>
  private var responses: [Response] = []
  private var componentAnswers: [ComponentAnswer] = []
  private var lastAnswerAt: NIODeadline?
  private var lastReadAt: NIODeadline
  private var deadlineTimer: DeadlineTimer?
  private var quietTimer: DeadlineTimer?
  /// Whether the deadline has come, and only what lay in the socket is still read.
  private var isLate = false

  /// `deadlines` are those of the channel's event loop; `firstByte` is the first handler of the same channel; `socket`,
  /// where there is one, the channel's.
  init(
    plan: ConnectionPlan,
    deadline: EndpointDeadline,
    deadlines: DeadlineQueue,
    userAgent: String,
    tlsHandler: TLSHandler?,
    firstByte: FirstByteHandler,
    socket: SocketReading?,
    report: @escaping @Sendable (ConnectionReport) -> Void
  ) {
    self.plan = plan
    self.deadline = deadline
    self.deadlines = deadlines
    self.userAgent = userAgent
    self.tlsHandler = tlsHandler
    self.firstByte = firstByte
    self.socket = socket
    self.report = report
    lastReadAt = deadline.clock.now()
    state = tlsHandler == nil ? .awaitingHead : .handshaking
    open = plan.questions[...]
    unwritten = open
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadlineTimer = schedule(deadline, context) { $0.deadlineCame(context: $1) }
    if let share = plan.silenceShare {
      quietTimer = schedule(after: timeLeft(sharedBy: share), context) { $0.silenceEnded(context: $1) }
    }
    if context.channel.isActive { channelActive(context: context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    if tlsHandler == nil { writeRequests(context: context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch (event as? TLSEvent, state) {
    case (.handshakeCompleted, .handshaking):
      state = .awaitingHead
      if open.isEmpty { end(.served, context: context) } else { writeRequests(context: context) }
    case (.closed, _):
      // close_notify ends what the server has to say, whatever becomes of the TCP connection.
      end(.closed, context: context)
    case (.handshakeCompleted, _), (nil, _):
      break
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lastReadAt = deadline.clock.now()
    let buffer = unwrapInboundIn(data)
    var input = buffer.getBytes(at: buffer.readerIndex, length: buffer.readableBytes)?[...] ?? []
    do {
      while !isFinished, let part = try reader.next(in: &input) { take(part, context: context) }
    } catch {
      end(ConversationEnd(error), context: context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isLate { end(.deadline, context: context) }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(ConversationEnd(error), context: context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.closed, context: context)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end(.closed, context: context)
  }

  private var isFinished: Bool {
    if case .finished = state { true } else { false }
  }
}

extension ConversationHandler {
  private func take(_ part: ResponseReader.Part, context: ChannelHandlerContext) {
    switch (state, part) {
    case (.awaitingHead, .head(let head, let framing)):
      guard let question = open.first else { return end(.served, context: context) }
      let collector = ResponseCollector(question, head, framing)
      if question.method == .head {
        // It has no body, whatever its head says (RFC 9110 §9.3.2), and nothing is asked behind it.
        complete(collector, endedEarly: false)
        return end(.served, context: context)
      }
      state = .readingBody(collector, isLast: !framing.isPersistent)
      if !framing.isClear, plan.isPipelined, open.count > 1 { return end(.unclear, context: context) }
      if collector.lastsUntilClose { awaitMore(context: context) }
    case (.readingBody(var collector, let isLast), .body(let piece)):
      // The state lets go of its copy first, so that appending does not duplicate what is kept.
      state = .awaitingHead
      let mayGoOn = collector.append(piece)
      state = .readingBody(collector, isLast: isLast)
      if !mayGoOn { end(.bodyTooLarge, context: context) }
    case (.readingBody(let collector, let isLast), .end(let isWhole)):
      let response = complete(collector, endedEarly: !isWhole)
      state = .awaitingHead
      if open.isEmpty || isLast || plan.ends(with: response) { return end(.served, context: context) }
      if unwritten.isEmpty { awaitMore(context: context) } else { writeRequests(context: context) }
    case (.handshaking, _), (.awaitingHead, _), (.readingBody, .head), (.finished, _):
      // The reader sends the parts of an answer in order, and a finished channel is closed.
      break
    }
  }

  private func writeRequests(context: ChannelHandlerContext) {
    guard !unwritten.isEmpty else { return }
    let now = plan.isPipelined ? unwritten : unwritten.prefix(1)
    unwritten = unwritten.dropFirst(now.count)
    for question in now {
      let request = question.request(
        host: plan.endpoint.hostHeader, userAgent: userAgent, isLast: question == open.last)
      context.write(wrapOutboundOut(request), promise: nil)
    }
    context.flush()
  }

  @discardableResult
  private func complete(_ collector: ResponseCollector, endedEarly: Bool) -> Response {
    let response = collector.finish(endedEarly: endedEarly)
    let questions = plan.componentQuestions
    if questions.indices.contains(componentAnswers.count) {
      var answer = ComponentAnswer(
        questions[componentAnswers.count], response, counter: collector.counter)
      if answer.content == .certificates { answer.authority = ClusterSigns.Authority(pem: response.body) }
      componentAnswers.append(answer)
    } else {
      responses.append(response)
    }
    open = open.dropFirst()
    lastAnswerAt = .now()
    return response
  }

  /// Reports, once, and closes the channel.
  private func end(_ interruption: ConversationEnd, context: ChannelHandlerContext) {
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
      let isWhole = interruption == .closed && collector.lastsUntilClose
      complete(collector, endedEarly: !isWhole && interruption != .bodyTooLarge)
      // The head at least is an answer, so the fault is not the next path's, which is asked elsewhere.
      ending = interruption.endingInBody
    }
    state = .finished
    deadlineTimer?.cancel()
    quietTimer?.cancel()
    report(
      ConnectionReport(
        tls: tlsHandler.map { TLSFacts($0.session, handshake: handshake, interruption: interruption) },
        hasBytes: firstByte.hasBytes,
        isForeign: tlsHandler != nil && firstByte.isForeign,
        responses: plan.accessPaths == nil ? responses : [],
        componentAnswers: componentAnswers,
        accessAnswers: zip(plan.accessPaths ?? [], responses).map(AccessAnswer.init),
        ending: ending,
        mayLackAlgorithms: tlsHandler?.mayLackAlgorithms == true,
        lastAnswerAt: lastAnswerAt
      ))
    context.close(promise: nil)
  }
}

// MARK: Time

extension ConversationHandler {
  private func schedule(
    _ moment: EndpointDeadline, _ context: ChannelHandlerContext,
    _ action: @escaping (ConversationHandler, ChannelHandlerContext) -> Void
  ) -> DeadlineTimer? {
    guard !isFinished else { return nil }
    return deadlines.schedule(moment) { action(self, context) }
  }

  private func schedule(
    after pause: TimeAmount, _ context: ChannelHandlerContext,
    _ action: @escaping (ConversationHandler, ChannelHandlerContext) -> Void
  ) -> DeadlineTimer? {
    let moment = EndpointDeadline(moment: deadline.clock.now() + pause, clock: deadline.clock)
    return schedule(moment, context, action)
  }

  /// The endpoint's deadline. What lies in the socket by then came in time, and is read first.
  private func deadlineCame(context: ChannelHandlerContext) {
    guard !isLate, socket?.hasUnread == true else { return end(.deadline, context: context) }
    isLate = true
    deadlineTimer = schedule(after: TimeAmount(Bounds.lateReading), context) { $0.deadlineCame(context: $1) }
  }

  /// The share of the time is over within which the server had to say something.
  private func silenceEnded(context: ChannelHandlerContext) {
    guard !firstByte.hasBytes, !isFinished, socket?.hasUnread != true else { return }
    guard plan.staysOpenInSilence, case .handshaking = state else { return end(.silence, context: context) }
    report(
      ConnectionReport(
        tls: TLSFacts(handshake: .timedOut), hasBytes: false, ending: .handshakeFailed, staysOpen: true))
  }

  /// One share of the time that is left, none once it is over.
  private func timeLeft(sharedBy count: Int) -> TimeAmount {
    .nanoseconds(deadline.timeLeft.nanoseconds / Int64(max(1, count)))
  }

  /// Waits for more of an exchange that may have come to its end although nothing says so.
  private func awaitMore(context: ChannelHandlerContext) {
    let pause = min(TimeAmount(Bounds.quietPause), timeLeft(sharedBy: Bounds.quietShare))
    quietTimer?.cancel()
    quietTimer = schedule(after: pause, context) { $0.pauseEnded(pause, context: $1) }
  }

  private func pauseEnded(_ pause: TimeAmount, context: ChannelHandlerContext) {
    switch state {
    case .awaitingHead: break
    case .readingBody(let collector, _): guard collector.lastsUntilClose else { return }
    case .handshaking, .finished: return
    }
    guard socket?.hasUnread != true, deadline.clock.now() - lastReadAt >= pause else {
      return awaitMore(context: context)
    }
    end(.quiet, context: context)
  }
}
