import NIOCore
import NIOOpenSSL
import Testing

@Suite("Data")
struct DataTests {
  @Test("written before the handshake is over leaves with the client's last flight, in one write")
  func earlyWrites() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    talk.client.write("GET /version HTTP/1.1\r\n\r\n")
    talk.client.write("GET /healthz HTTP/1.1\r\n\r\n")
    for bytes in try talk.client.takeWrites() { try talk.server.channel.writeInbound(bytes) }
    for bytes in try talk.server.takeWrites() { try talk.client.channel.writeInbound(bytes) }
    let last = try talk.client.takeWrites()
    #expect(last.count == 1)
    for bytes in last { try talk.server.channel.writeInbound(bytes) }
    #expect(
      talk.server.recorder.happenings == [
        .event(.handshakeCompleted),
        .data("GET /version HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"),
      ])
  }

  @Test("written when the handshake is over leaves with the client's last flight too")
  func greeting() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    talk.client.recorder.greeting = "hello"
    for bytes in try talk.client.takeWrites() { try talk.server.channel.writeInbound(bytes) }
    for bytes in try talk.server.takeWrites() { try talk.client.channel.writeInbound(bytes) }
    #expect(try talk.client.takeWrites().count == 1)
  }

  @Test("of all writes before a flush shares one record; every promise is kept")
  func coalescing() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.exchange()
    let promises = (0..<3).map { _ in talk.client.channel.eventLoop.makePromise(of: Void.self) }
    for promise in promises { talk.client.channel.write(ByteBuffer(string: "abc"), promise: promise) }
    talk.client.channel.write(ByteBuffer(), promise: nil)
    #expect(try talk.client.takeWrites().isEmpty)
    talk.client.channel.flush()
    let writes = try talk.client.takeWrites()
    #expect(writes.count == 1)
    // A record's head, nine bytes, the content type and the tag (RFC 8446 §5.2).
    #expect(writes.first?.readableBytes == 5 + 9 + 1 + 16)
    for promise in promises { try promise.futureResult.wait() }
  }

  @Test("of many records arrives whole, in pieces of any size", arguments: [1000, 16_389, .max])
  func large(pieces: Int) throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.exchange()
    let text = String(repeating: "0123456789abcdef", count: 20_000)
    talk.server.write(text)
    talk.client.write(text)
    try talk.exchange(pieces: pieces)
    #expect(talk.client.recorder.received == text)
    #expect(talk.server.recorder.received == text)
  }

  @Test("before an alert is delivered before it")
  func dataBeforeAlert() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.exchange()
    talk.server.write("last words")
    var bytes = try #require(try talk.server.takeWrites().first)
    // A record that no key fits makes the client fail in the same piece.
    bytes.writeBytes([23, 3, 3, 0, 20] + Array(repeating: UInt8(0), count: 20))
    try talk.client.channel.writeInbound(bytes)
    #expect(
      talk.client.recorder.happenings == [
        .event(.handshakeCompleted), .data("last words"),
        .failure(.protocolFailure(reason: "decryption failed or bad record mac")),
      ])
    try talk.exchange()
    #expect(talk.server.recorder.failures == [.alert(TLSAlert(code: 20))])
  }

  @Test("after a failure is dropped, and writes fail")
  func afterFailure() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.client.channel.writeInbound(ByteBuffer(string: "garbage"))
    try talk.client.channel.writeInbound(ByteBuffer(string: "garbage"))
    #expect(talk.client.recorder.failures.count == 1)
    #expect(throws: ChannelError.ioOnClosedChannel) {
      try talk.client.channel.writeAndFlush(ByteBuffer(string: "x")).wait()
    }
  }

  @Test("that waits for a handshake that fails, fails with it")
  func waitingWrites() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    let flushed = talk.client.channel.writeAndFlush(ByteBuffer(string: "x"))
    let unflushed = talk.client.channel.write(ByteBuffer(string: "y"))
    try talk.client.channel.writeInbound(ByteBuffer(string: "garbage"))
    let failure = TLSError.protocolFailure(reason: "wrong version number")
    #expect(throws: failure) { try flushed.wait() }
    #expect(throws: failure) { try unflushed.wait() }
  }
}
