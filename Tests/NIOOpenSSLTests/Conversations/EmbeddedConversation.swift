import NIOCore
import NIOEmbedded
import NIOOpenSSL

/// A client and a server back to back, with a hand on every byte between them.
final class EmbeddedConversation {
  struct Side {
    let channel: EmbeddedChannel
    let handler: TLSHandler
    let recorder = Recorder()

    init(_ handler: TLSHandler) throws {
      self.handler = handler
      channel = EmbeddedChannel(handlers: [handler, recorder])
    }

    func connect() throws {
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 6443)).wait()
    }

    /// What it has sent since, as the writes that it made.
    func takeWrites() throws -> [ByteBuffer] {
      var writes: [ByteBuffer] = []
      while let write = try channel.readOutbound(as: ByteBuffer.self) { writes.append(write) }
      return writes
    }

    func write(_ text: String) {
      channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }
  }

  let client: Side
  let server: Side

  init(
    client: TLSContext? = nil, server: TLSContext, serverName: String? = nil
  ) throws {
    self.client = try Side(TLSHandler(context: client ?? .scanningClient(), serverName: serverName))
    self.server = try Side(TLSHandler(context: server))
    try self.server.connect()
    try self.client.connect()
  }

  /// Carries bytes until both are silent, in pieces of this size. With a limit, no more than that many bytes
  /// reach the client. Returns how many did.
  @discardableResult
  func exchange(pieces: Int = .max, toClient limit: Int = .max) throws -> Int {
    var carried = 0
    var silent = false
    while !silent {
      silent = true
      for var bytes in try client.takeWrites() {
        silent = false
        while let piece = bytes.readSlice(length: min(pieces, bytes.readableBytes)), piece.readableBytes > 0 {
          try server.channel.writeInbound(piece)
        }
      }
      for var bytes in try server.takeWrites() {
        silent = false
        while let piece = bytes.readSlice(length: min(pieces, bytes.readableBytes, limit - carried)),
          piece.readableBytes > 0
        {
          carried += piece.readableBytes
          try client.channel.writeInbound(piece)
        }
      }
    }
    return carried
  }

  deinit {
    _ = try? client.channel.finish(acceptAlreadyClosed: true)
    _ = try? server.channel.finish(acceptAlreadyClosed: true)
  }
}
