import NIOCore
import NIOHTTP1
import NIOOpenSSL
import NIOPosix

/// Listens on free ports of one loopback address.
struct Listeners {
  /// How long a connection may be idle; without a bound, a client that forgets it would hold it for ever.
  static let idleTimeout = TimeAmount.seconds(60)

  let group: MultiThreadedEventLoopGroup
  let host: String
  /// What the servers are asked.
  let log = RequestLog()

  /// Begins to listen on a port, 0 for any, and returns the port. Throws an `IOError`.
  func listen(_ setup: ServerSetup, port: UInt16 = 0) async throws -> UInt16 {
    let channel = try await listen(setup, port: port, sharing: false) { _ in }
    guard let port = channel.localAddress?.port.flatMap(UInt16.init(exactly:)) else {
      throw IOError(errnoCode: 0, reason: "a listening socket has no port")
    }
    return port
  }

  /// Begins to listen on a port, 0 for any; `sharing` it with a `ReservedPort`. Each connection is shown to `accepted`.
  func listen(
    _ setup: ServerSetup, port: UInt16, sharing: Bool, accepted: @escaping @Sendable (any Channel) -> Void
  ) async throws -> any Channel {
    let log = log
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          accepted(channel)
          try Self.configure(channel.pipeline.syncOperations, setup, log)
        }
      }
    let shared =
      sharing
      ? bootstrap.serverChannelOption(
        .socketOption(.init(rawValue: CInt(ReservedPort.sharing))), value: 1) : bootstrap
    // Connections that ended a moment ago hold a named port.
    let reused = port == 0 ? shared : shared.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    return try await reused.bind(host: host, port: Int(port)).get()
  }

  private static func configure(
    _ pipeline: ChannelPipeline.SynchronousOperations, _ setup: ServerSetup, _ log: RequestLog
  ) throws {
    try pipeline.addHandler(IdleStateHandler(allTimeout: idleTimeout))
    switch setup {
    case .greeting:
      try pipeline.addHandler(GreetingHandler())
    case .http(let server):
      try serve(server, pipeline, log)
    case .https(let server, let context):
      try pipeline.addHandler(PlainRequestHandler())
      try pipeline.addHandler(TLSHandler(context: context))
      try serve(server, pipeline, log)
    }
  }

  private static func serve(
    _ server: any Answering, _ pipeline: ChannelPipeline.SynchronousOperations, _ log: RequestLog
  ) throws {
    try pipeline.configureHTTPServerPipeline()
    try pipeline.addHandler(AnsweringHandler(server: server, log: log))
  }
}
