import NIOCore
import NIOOpenSSL

/// The handlers of one connection, and what they are made of.
struct ConversationPipeline: Sendable {
  let plan: ConnectionPlan
  let deadline: EndpointDeadline
  let userAgent: String
  let contexts: ClientContexts
  let speakers: Speakers
  let socket: SocketReading
  let report: @Sendable (ConnectionReport) -> Void

  /// Adds them; `deadlines` are those of the channel's event loop.
  func install(on channel: any Channel, _ deadlines: DeadlineQueue) throws {
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
        plan: plan, deadline: deadline, deadlines: deadlines, userAgent: userAgent, tlsHandler: tlsHandler,
        firstByte: firstByte, socket: socket, report: report))
  }

  /// Adds what speaks with a proxy first, and the others once it has given a connection.
  func install(
    behind tunnel: TunnelRequest, until moment: EndpointDeadline, on channel: any Channel,
    _ deadlines: DeadlineQueue
  ) throws {
    try channel.pipeline.syncOperations.addHandler(
      TunnelHandler(
        TunnelNegotiation(tunnel, userAgent: userAgent), until: moment, deadlines: deadlines,
        install: { try install(on: $0, deadlines) }, fail: { report(.noTunnel($0)) }))
  }
}
