import NIOCore
import NIOOpenSSL
import Testing

@Suite("A server that speaks no TLS")
struct NotTLSTests {
  @Test("but HTTP is recognised by its first five bytes, however they come", arguments: [1, 2, 4, 5, 100])
  func plaintextHTTP(pieces: Int) throws {
    let client = try client()
    var answer = ByteBuffer(string: "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request")
    while let piece = answer.readSlice(length: min(pieces, answer.readableBytes)), piece.readableBytes > 0 {
      try client.channel.writeInbound(piece)
    }
    #expect(client.recorder.happenings == [.failure(.plaintextHTTP)])
  }

  @Test(
    "but sends something else fails with libssl's reason",
    arguments: [
      "SSH-2.0-OpenSSH_9.2\r\n", "HTTQ/1.1 200 OK\r\n\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "HTTP",
    ])
  func garbage(text: String) throws {
    let client = try client()
    try client.channel.writeInbound(ByteBuffer(string: text))
    try client.channel.writeInbound(ByteBuffer(string: "and more of it"))
    #expect(client.recorder.happenings == [.failure(.protocolFailure(reason: "wrong version number"))])
    #expect(client.handler.session == TLSSession())
  }

  @Test("and stops in the middle of HTTP/ closed during the handshake")
  func brokenOff() throws {
    let client = try client()
    try client.channel.writeInbound(ByteBuffer(string: "HTT"))
    client.channel.pipeline.fireChannelInactive()
    #expect(client.recorder.happenings == [.failure(.closedDuringHandshake), .inactive])
  }

  @Test("gets our alert where libssl has one for it")
  func ownAlert() throws {
    let client = try client()
    _ = try client.takeWrites()
    // A handshake record that begins with a message of a type that does not exist.
    try client.channel.writeInbound(ByteBuffer(bytes: [22, 3, 3, 0, 4, 99, 0, 0, 0]))
    #expect(client.recorder.failures == [.protocolFailure(reason: "unexpected message")])
    let alert = try #require(try client.takeWrites().first)
    #expect(Array(alert.readableBytesView) == [21, 3, 1, 0, 2, 2, TLSAlert.unexpectedMessage.code])
  }

  @Test("leaves no error behind for the next connection of the thread")
  func errorQueue() throws {
    for _ in 0..<3 {
      let client = try client()
      try client.channel.writeInbound(ByteBuffer(string: "garbage, garbage"))
      let talk = try EmbeddedConversation(server: .apiServer())
      try talk.exchange()
      #expect(talk.client.recorder.happenings == [.event(.handshakeCompleted)])
    }
  }

  private func client() throws -> EmbeddedConversation.Side {
    let side = try EmbeddedConversation.Side(TLSHandler(context: .scanningClient(), serverName: nil))
    try side.connect()
    return side
  }
}
