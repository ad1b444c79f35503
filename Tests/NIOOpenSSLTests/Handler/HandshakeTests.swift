import NIOCore
import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("The handshake")
struct HandshakeTests {
  @Test(
    "speaks every version from 1.0 to 1.3, whatever the size of the pieces that come",
    arguments: [
      (TLSProtocolVersion.tls10, "TLSv1.0"), (.tls11, "TLSv1.1"), (.tls12, "TLSv1.2"), (.tls13, "TLSv1.3"),
    ], [1, 7, 4096])
  func versions(version: (TLSProtocolVersion, String), pieces: Int) throws {
    let server = try TLSContext.server(
      identity: Identities.rsa.get(),
      options: TLSServerOptions(minimumVersion: version.0, maximumVersion: version.0))
    let talk = try EmbeddedConversation(server: server)
    try talk.exchange(pieces: pieces)
    talk.client.write("ping")
    try talk.exchange(pieces: pieces)
    talk.server.write("pong")
    try talk.exchange(pieces: pieces)

    #expect(talk.client.recorder.happenings == [.event(.handshakeCompleted), .data("pong")])
    #expect(talk.server.recorder.happenings == [.event(.handshakeCompleted), .data("ping")])
    #expect(talk.client.handler.session.version == version.1)
    #expect(talk.server.handler.session.version == version.1)
    #expect(talk.client.handler.session.cipher == talk.server.handler.session.cipher)
    #expect(talk.client.handler.session.peerCertificate?.subject == "CN=old")
  }

  @Test("tells nothing of the session before the server has spoken")
  func nothingKnown() throws {
    let talk = try EmbeddedConversation(server: .apiServer())
    #expect(talk.client.handler.session == TLSSession())
  }

  @Test(
    "settles on http/1.1 where the server knows it, and on nothing where it does not",
    arguments: [(["h2", "http/1.1"], "http/1.1"), (["h2"], nil), ([], nil)])
  func applicationProtocol(offered: [String], chosen: String?) throws {
    let server = try TLSContext.apiServer(TLSServerOptions(applicationProtocols: offered))
    let talk = try EmbeddedConversation(server: server)
    try talk.exchange()
    #expect(talk.client.handler.session.applicationProtocol == chosen)
    #expect(talk.server.handler.session.applicationProtocol == chosen)
  }

  @Test(
    "chooses the certificate by SNI and knows what was asked for",
    arguments: [
      (nil, nil, "CN=kube-apiserver"),
      ("api.example.com", "api.example.com", "CN=kube-apiserver"),
      ("apiserver-loopback-client", "apiserver-loopback-client", "CN=apiserver-loopback-client@1795471479"),
      ("APIserver-loopback-client.", "APIserver-loopback-client", "CN=apiserver-loopback-client@1795471479"),
    ] as [(String?, String?, String)])
  func serverName(asked: String?, seen: String?, subject: String) throws {
    let server = try TLSContext.apiServer(
      TLSServerOptions(alternatives: ["apiserver-loopback-client": Identities.loopback.get()]))
    let talk = try EmbeddedConversation(server: server, serverName: asked)
    try talk.exchange()
    #expect(talk.server.handler.session.serverName == seen)
    #expect(talk.client.handler.session.peerCertificate?.subject == subject)
    #expect(talk.client.handler.session.applicationProtocol == "http/1.1")
  }

  @Test("refuses a name that no SNI can carry")
  func longServerName() throws {
    let name = String(repeating: "a", count: 300)
    let talk = try EmbeddedConversation(server: .apiServer(), serverName: name)
    guard case .setupFailed? = talk.client.recorder.failures.first else {
      Issue.record("\(talk.client.recorder.happenings)")
      return
    }
    #expect(talk.client.recorder.failures.count == 1)
  }

  @Test("ends with protocol_version where there is no common version, and says so to the peer")
  func noCommonVersion() throws {
    let old = try TLSContext.server(
      identity: Identities.rsa.get(), options: TLSServerOptions(minimumVersion: .tls13))
    let talk = try EmbeddedConversation(server: old)
    // A ClientHello of TLS 1.0 without extensions.
    let suites: [UInt8] = [0x00, 0x02, 0x00, 0x2F]
    let body: [UInt8] = [3, 1] + Array(repeating: 7, count: 32) + [0] + suites + [1, 0]
    let hello: [UInt8] = [22, 3, 1, 0, UInt8(body.count + 4), 1, 0, 0, UInt8(body.count)] + body
    _ = try talk.client.takeWrites()
    try talk.server.channel.writeInbound(ByteBuffer(bytes: hello))
    #expect(talk.server.recorder.failures == [.protocolFailure(reason: "unsupported protocol")])
    try talk.exchange()
    #expect(talk.client.recorder.failures == [.alert(.protocolVersion)])
    #expect(talk.client.handler.session.version == nil)
  }
}
