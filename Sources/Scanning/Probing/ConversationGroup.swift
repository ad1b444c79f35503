import Exposure
import NIOCore
import NIOOpenSSL
import NIOPosix

/// Begins conversations on connections that are up; a test has one of its own.
protocol ConversationStarter {
  /// Connections on which the server has said something and which are not over. May be read on any thread.
  var speaking: Int { get }
  /// Carries out a plan on a connected descriptor, which it takes over, and reports once, on the event loop that it
  /// names with the report; before that, where the connection stays open in silence, that it does. `handle` ends it. A
  /// proxy has until `tunnelEnd` to give its connection.
  func converse(
    descriptor: CInt,
    plan: ConnectionPlan,
    deadline: EndpointDeadline,
    tunnelEnd: NIODeadline,
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
    tunnelEnd: NIODeadline,
    userAgent: String,
    turn: Int,
    handle: ConversationHandle,
    report tell: @escaping @Sendable (ConnectionReport, any EventLoop) -> Void
  ) {
    let tunnelEnd = EndpointDeadline(moment: tunnelEnd, clock: deadline.clock)
    let place = loops[turn % loops.count]
    let (loop, contexts) = (place.loop, place.contexts)
    let report: @Sendable (ConnectionReport) -> Void = { tell($0, loop) }
    let conversation = ConversationPipeline(
      plan: plan, deadline: deadline, userAgent: userAgent, contexts: contexts, speakers: speakers,
      socket: SocketReading(descriptor: descriptor), report: report)
    loop.execute {
      ClientBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let tunnel = plan.tunnel {
              try conversation.install(behind: tunnel, until: tunnelEnd, on: channel, place.deadlines.value)
            } else {
              try conversation.install(on: channel, place.deadlines.value)
            }
            try handle.attach(channel)
          }
        }
        .withConnectedSocket(descriptor)
        .whenFailure { _ in
          // The peer was gone before the channel stood. Where the pipeline was already complete, its last
          // handler has reported; the scanner ignores a second report of the same connection.
          report(plan.tunnel == nil ? .reset(over: plan.transport) : .noTunnel(.proxy(.silent)))
        }
    }
  }
}
