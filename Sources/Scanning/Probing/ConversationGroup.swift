import Exposure
import NIOCore
import NIOHTTP1
import NIOOpenSSL
import NIOPosix

/// Begins conversations on connections that are up; a test has one of its own.
protocol ConversationStarter {
  /// Carries out a plan on a connected descriptor, which it takes over, and reports once, on the event loop that it
  /// names with the report.
  func converse(
    descriptor: CInt,
    plan: ConnectionPlan,
    deadline: EndpointDeadline,
    userAgent: String,
    turn: Int,
    report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  )
}

/// The event loops on which connections that are up are talked on, each with a TLS context of its own.
final class ConversationGroup: ConversationStarter, Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let loops: [(loop: any EventLoop, context: TLSContext)]

  /// Starts the threads; throws what libssl says where a context cannot be made.
  init(eventLoops: Int) throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: eventLoops)
    do {
      loops = try group.makeIterator().map { ($0, try TLSContext.scanningClient()) }
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
    report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  ) {
    let (loop, tlsContext) = loops[turn % loops.count]
    let report: @Sendable (ConnectionReport) -> Void = { tell($0, loop) }
    loop.execute {
      ClientBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let tlsHandler =
              plan.transport == .tls
              ? TLSHandler(context: tlsContext, serverName: plan.serverName) : nil
            let pipeline = channel.pipeline.syncOperations
            if let tlsHandler { try pipeline.addHandler(tlsHandler) }
            try pipeline.addHandlers(Self.httpHandlers())
            switch plan.errand {
            case .answers(let paths, let pipelined):
              try pipeline.addHandler(
                ConversationHandler(
                  plan: plan, paths: paths, pipelined: pipelined, deadline: deadline, userAgent: userAgent,
                  tlsHandler: tlsHandler, report: report))
            case .loopbackCertificate:
              try pipeline.addHandler(
                ConversationHandler(
                  plan: plan, paths: [], pipelined: false, deadline: deadline, userAgent: userAgent,
                  tlsHandler: tlsHandler, report: report))
            case .access(let paths):
              try pipeline.addHandler(
                AccessHandler(
                  plan: plan, paths: paths, deadline: deadline, userAgent: userAgent,
                  overTLS: tlsHandler != nil,
                  report: report))
            }
          }
        }
        .withConnectedSocket(descriptor)
        .whenFailure { _ in
          // The peer was gone before the channel stood. Where the pipeline was already complete, its last
          // handler has reported; the scanner ignores a second report of the same connection.
          report(
            plan.transport == .tls
              ? ConnectionReport(tls: TLSFacts(handshake: .reset), ending: .handshakeFailed)
              : ConnectionReport(ending: .reset))
        }
    }
  }

  private static func httpHandlers() -> [any ChannelHandler] {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderListSize = Bounds.headBytes
    limits.maxHeaderFieldSize = Bounds.headBytes
    limits.maxHeaderFieldCount = Bounds.headFields
    let decoder = HTTPResponseDecoder(
      leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop, limitConfiguration: limits)
    return [ByteBudgetHandler(), HTTPRequestEncoder(), ByteToMessageHandler(decoder)]
  }
}
