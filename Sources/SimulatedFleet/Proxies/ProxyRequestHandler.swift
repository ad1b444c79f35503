import NIOCore
import NIOPosix
import PortableFoundation

/// Serves one client of a proxy: reads what it asks for, connects, and passes bytes on in both directions.
final class ProxyRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case waiting
    case authenticating
    case asking
    case connecting
  }

  private let behaviour: SimulatedProxy.Behaviour
  private let log: (String) -> Void
  private var state = State.waiting
  private var held: [UInt8] = []

  init(_ behaviour: SimulatedProxy.Behaviour, log: @escaping (String) -> Void) {
    self.behaviour = behaviour
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    held += buffer.readBytes(length: buffer.readableBytes) ?? []
    while advance(context) {}
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Takes one step; false where more has to come, or the connection is over.
  private func advance(_ context: ChannelHandlerContext) -> Bool {
    switch state {
    case .waiting: take(ProxyRequest.first(in: held), context)
    case .asking: take(ProxyRequest.socks(in: held), context)
    case .authenticating: authenticate(context)
    case .connecting: false
    }
  }

  private func take(_ request: ProxyRequest, _ context: ChannelHandlerContext) -> Bool {
    switch request {
    case .incomplete: return false
    case .unreadable:
      context.close(promise: nil)
      state = .connecting
      return false
    case .greeting(let methods, let length):
      held.removeFirst(length)
      let method: UInt8 = behaviour.credentials == nil ? 0 : 2
      guard methods.contains(method) else {
        end([5, 0xFF], context)
        return false
      }
      say([5, method], context)
      state = method == 0 ? .asking : .authenticating
      return true
    case .connect(let host, let port, let length):
      held.removeFirst(length)
      log("\(host):\(port)")
      connect(host, port, context, success: Self.reply(0)) { Self.reply(UInt8(clamping: $0)) }
      return false
    case .httpConnect(let host, let port, let authorization, let length):
      held.removeFirst(length)
      let wanted = behaviour.credentials.map { "Basic " + Data($0.utf8).base64EncodedString() }
      guard authorization == wanted else {
        end(Self.head(407), context)
        return false
      }
      log("\(host):\(port)")
      connect(host, port, context, success: Self.head(200), failure: Self.head)
      return false
    }
  }

  private func authenticate(_ context: ChannelHandlerContext) -> Bool {
    guard let (text, length) = ProxyRequest.credentials(in: held) else { return false }
    held.removeFirst(length)
    guard text == behaviour.credentials else {
      end([1, 1], context)
      return false
    }
    say([1, 0], context)
    state = .asking
    return true
  }

  private func connect(
    _ host: String, _ port: UInt16, _ context: ChannelHandlerContext, success: [UInt8],
    failure: @escaping (Int) -> [UInt8]
  ) {
    state = .connecting
    if let refusal = behaviour.refusals[port] { return end(failure(refusal), context) }
    if behaviour.isHasty { say(success, context) }
    let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    let failed = NIOLoopBound(failure, eventLoop: context.eventLoop)
    ClientBootstrap(group: context.eventLoop)
      .connect(host: isAddress ? host : "127.0.0.1", port: Int(port))
      .whenComplete { result in
        switch result {
        case .success(let channel): handler.value.pass(to: channel, success, context.value)
        case .failure where handler.value.behaviour.isHasty: context.value.close(promise: nil)
        // 5: connection refused; 502: RFC 9110 §15.6.3.
        case .failure: handler.value.end(failed.value(success[0] == 5 ? 5 : 502), context.value)
        }
      }
  }

  private func pass(to channel: any Channel, _ success: [UInt8], _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return channel.close(promise: nil) }
    if !behaviour.isHasty { say(success, context) }
    let (own, other) = (PassingHandler(to: channel), PassingHandler(to: context.channel))
    do {
      try channel.pipeline.syncOperations.addHandler(other)
      try context.pipeline.syncOperations.addHandler(own)
    } catch {
      return context.close(promise: nil)
    }
    if !held.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: held))) }
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }

  private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func end(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    state = .connecting
    say(bytes, context)
    context.close(promise: nil)
  }

  private static func reply(_ code: UInt8) -> [UInt8] { [5, code, 0, 1, 0, 0, 0, 0, 0, 0] }

  private static func head(_ status: Int) -> [UInt8] { Array("HTTP/1.1 \(status) Said\r\n\r\n".utf8) }
}

/// Passes what comes on to another channel of the same event loop, and its end as well.
private final class PassingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) {
    self.other = other
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    other.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
