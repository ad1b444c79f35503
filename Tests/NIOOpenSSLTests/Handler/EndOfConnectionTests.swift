import Foundation
import NIOCore
import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("The end of a connection")
struct EndOfConnectionTests {
  @Test(
    "is a failure at every byte of the handshake, and none after it",
    arguments: [TLSProtocolVersion.tls12, .tls13])
  func atEveryByte(version: TLSProtocolVersion) throws {
    let context = try TLSContext.scanningClient()
    let server = try TLSContext.apiServer(TLSServerOptions(minimumVersion: version, maximumVersion: version))
    var limit = 0
    var completed = false
    while !completed, limit < 10_000 {
      let talk = try EmbeddedConversation(client: context, server: server)
      try talk.exchange(toClient: limit)
      completed = talk.client.recorder.happenings.contains(.event(.handshakeCompleted))
      talk.client.channel.pipeline.fireChannelInactive()
      #expect(
        talk.client.recorder.happenings
          == (completed
            ? [.event(.handshakeCompleted), .inactive] : [.failure(.closedDuringHandshake), .inactive]))
      limit += 1
    }
    #expect(completed)
    #expect(limit > 500)
  }

  @Test("of the peer's output alone is a failure in the handshake too")
  func halfClosed() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    talk.client.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    talk.client.channel.pipeline.fireChannelInactive()
    #expect(talk.client.recorder.happenings == [.failure(.closedDuringHandshake), .inactive])
  }

  @Test("by an error of the channel in the handshake is that error and no other")
  func reset() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    let reset = IOError(errnoCode: ECONNRESET, reason: "read")
    talk.client.channel.pipeline.fireErrorCaught(reset)
    talk.client.channel.pipeline.fireChannelInactive()
    #expect(talk.client.recorder.happenings == [.otherError("\(reset)"), .inactive])
  }

  @Test("by this side is no failure, and in the handshake says nothing")
  func closedByUs() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    _ = try talk.client.takeWrites()
    try talk.client.channel.close().wait()
    #expect(talk.client.recorder.happenings == [.inactive])
    #expect(try talk.client.takeWrites().isEmpty)
  }

  @Test("is announced by close_notify, behind the data, from either side")
  func closeNotify() throws {
    for version in [TLSProtocolVersion.tls12, .tls13] {
      let server = try TLSContext.apiServer(
        TLSServerOptions(minimumVersion: version, maximumVersion: version))
      let talk = try EmbeddedConversation(server: server)
      talk.server.recorder.answer = "goodbye"
      talk.client.recorder.greeting = "hello"
      try talk.exchange()
      #expect(
        talk.client.recorder.happenings == [.event(.handshakeCompleted), .data("goodbye"), .event(.closed)])
      // After the peer's close_notify this side can still speak.
      try talk.client.channel.close().wait()
      #expect(try talk.client.takeWrites().count == 1)
    }
  }

  @Test("by the client reaches the server as close_notify")
  func closedByClient() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.exchange()
    try talk.client.channel.close().wait()
    try talk.exchange()
    #expect(talk.server.recorder.happenings == [.event(.handshakeCompleted), .event(.closed)])
  }

  @Test("leaves the session readable")
  func sessionAfterwards() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    try talk.exchange()
    let session = talk.client.handler.session
    try talk.client.channel.close().wait()
    talk.client.channel.embeddedEventLoop.run()
    #expect(talk.client.handler.session == session)
    #expect(session.peerCertificate != nil)
  }
}
