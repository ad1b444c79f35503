import Exposure
import NIOCore
import NIOOpenSSL
import NIOPosix

/// Begins conversations on connections that are up; a test has one of its own.
protocol ConversationStarter {
  /// Connections on which the server has said something and which are not over. May be read on any thread.
  var speaking: Int { get }
  /// Carries out a plan on a connected descriptor, which it takes over, and reports once, on the event loop that it
  /// names with the report; before that, where the connection stays open in silence, that it does. `handle` ends it.
  func converse(
    descriptor: CInt,
    plan: ConnectionPlan,
    deadline: EndpointDeadline,
    userAgent: String,
    turn: Int,
    handle: ConversationHandle,
    report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  )
}

/// The event loops on which connections that are up are talked on, each with a TLS context of its own.
final class ConversationGroup: ConversationStarter, Sendable {
  private struct Loop: Sendable {
    let loop: any EventLoop
    let contexts: ClientContexts
    let deadlines: NIOLoopBound<DeadlineQueue>
  }

  private let group: MultiThreadedEventLoopGroup
  private let loops: [Loop]
  private let speakers = Speakers()

  var speaking: Int { speakers.count }

  /// Starts the threads; throws what libssl says where a context cannot be made.
  init(
    eventLoops: Int, makeContext: @escaping ClientContexts.Maker = TLSContext.scanningClient(_:)
  ) throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: eventLoops)
    do {
      loops = try group.makeIterator().map { loop in
        let contexts = try ClientContexts(make: makeContext)
        return Loop(
          loop: loop, contexts: contexts,
          deadlines: try loop.submit { NIOLoopBound(DeadlineQueue(on: loop), eventLoop: loop) }.wait())
      }
    } catch {
      group.shutdownGracefully { _ in }
      throw error
    }
  }

  /// Ends the threads; connections that are still open are closed.
  func shutDown() throws {
    try group.syncShutdownGracefully()
  }

  /// Carries out a plan on a connected descriptor, which it takes over, and reports once, on the event loop that it
  /// names with the report.
  ///
  /// `turn` chooses the event loop, so that connections are spread evenly.
  func converse(
    descriptor: CInt,
    plan: ConnectionPlan,
    deadline: EndpointDeadline,
    userAgent: String,
    turn: Int,
    handle: ConversationHandle,
    report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  ) {
    let place = loops[turn % loops.count]
    let (loop, contexts) = (place.loop, place.contexts)
    let report: @Sendable (ConnectionReport) -> Void = { tell($0, loop) }
    loop.execute { [speakers] in
      ClientBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let tlsHandler =
              plan.transport == .tls
              ? TLSHandler(
                context: contexts.context(for: plan.library), serverName: plan.serverName,
                limits: Bounds.tls(answerBytes: plan.bytesRead))
              : nil
            let firstByte = FirstByteHandler(speakers: speakers)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers(firstByte, WriteFailureHandler())
            if let tlsHandler { try pipeline.addHandler(tlsHandler) }
            try pipeline.addHandler(ByteBudgetHandler(bytes: plan.bytesRead))
            try pipeline.addHandler(
              ConversationHandler(
                plan: plan, deadline: deadline, deadlines: place.deadlines.value, userAgent: userAgent,
                tlsHandler: tlsHandler, firstByte: firstByte, socket: SocketReading(descriptor: descriptor),
                report: report))
            try handle.attach(channel)
          }
        }
        .withConnectedSocket(descriptor)
        .whenFailure { _ in
          // The peer was gone before the channel stood. Where the pipeline was already complete, its last
          // handler has reported; the scanner ignores a second report of the same connection.
          report(.reset(over: plan.transport))
        }
    }
  }
}
