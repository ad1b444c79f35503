import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("A server that asks for client certificates")
struct ClientCertificateTests {
  private static let authorities = ["CN=kubernetes", "CN=front-proxy-ca,O=example"]

  @Test(
    "shows its authorities and goes on without a certificate", arguments: [TLSProtocolVersion.tls12, .tls13])
  func requested(version: TLSProtocolVersion) throws {
    let talk = try conversation(.requested(authorities: Self.authorities), version)
    #expect(talk.client.recorder.happenings == [.event(.handshakeCompleted)])
    #expect(talk.server.recorder.happenings == [.event(.handshakeCompleted)])
    #expect(talk.client.handler.session.certificateRequested)
    #expect(talk.client.handler.session.authorityNames == Self.authorities)
    #expect(!talk.server.handler.session.certificateRequested)
  }

  @Test(
    "is recognised by its request alone, without authorities", arguments: [TLSProtocolVersion.tls12, .tls13])
  func withoutAuthorities(version: TLSProtocolVersion) throws {
    let talk = try conversation(.requested(), version)
    #expect(talk.client.handler.session.certificateRequested)
    #expect(talk.client.handler.session.authorityNames == [])
  }

  @Test("that asks for none is known to ask for none", arguments: [TLSProtocolVersion.tls12, .tls13])
  func notRequested(version: TLSProtocolVersion) throws {
    let talk = try conversation(.notRequested, version)
    #expect(!talk.client.handler.session.certificateRequested)
  }

  @Test("and demands one ends a TLS 1.2 handshake; what it showed is still known")
  func requiredUnderTLS12() throws {
    let talk = try conversation(.required(authorities: Self.authorities), .tls12)
    #expect(talk.client.recorder.happenings == [.failure(.alert(.handshakeFailure))])
    let session = talk.client.handler.session
    #expect(session.version == "TLSv1.2")
    #expect(session.cipher != nil)
    #expect(session.peerCertificate?.subject == "CN=kube-apiserver")
    #expect(session.certificateRequested)
    #expect(session.authorityNames == Self.authorities)
  }

  @Test("and demands one lets a TLS 1.3 client finish before it refuses")
  func requiredUnderTLS13() throws {
    let talk = try conversation(.required(authorities: Self.authorities), .tls13)
    #expect(
      talk.client.recorder.happenings
        == [.event(.handshakeCompleted), .failure(.alert(.certificateRequired))])
    let session = talk.client.handler.session
    #expect(session.version == "TLSv1.3")
    #expect(session.peerCertificate?.subject == "CN=kube-apiserver")
    #expect(session.authorityNames == Self.authorities)
  }

  @Test(
    "and ends the connection without an alert is known to have asked, from the moment on that its request came",
    arguments: [TLSProtocolVersion.tls12, .tls13])
  func closedWithoutAlert(version: TLSProtocolVersion) throws {
    let client = try TLSContext.scanningClient()
    let server = try TLSContext.apiServer(
      TLSServerOptions(
        minimumVersion: version, maximumVersion: version,
        clientCertificates: .required(authorities: Self.authorities)))
    var (limit, requestedAt) = (0, Int?.none)
    var completed = false
    while !completed, limit < 10_000 {
      let talk = try EmbeddedConversation(client: client, server: server)
      // What the server says of the client's last flight never comes.
      var left = limit
      for bytes in try talk.client.takeWrites() { try talk.server.channel.writeInbound(bytes) }
      for var bytes in try talk.server.takeWrites() {
        if let piece = bytes.readSlice(length: min(left, bytes.readableBytes)) {
          left -= piece.readableBytes
          try talk.client.channel.writeInbound(piece)
        }
      }
      completed = left > 0
      talk.client.channel.pipeline.fireChannelInactive()
      let session = talk.client.handler.session
      if session.certificateRequested {
        requestedAt = requestedAt ?? limit
        #expect(session.authorityNames == Self.authorities)
      } else if let requestedAt {
        // Each conversation has a signature of another length in front of the request, by a few bytes.
        #expect(limit - requestedAt < Self.signatureLengths)
      }
      limit += 1
    }
    // In TLS 1.2 the handshake is far from over, in TLS 1.3 certificate and signature still follow.
    #expect(completed)
    #expect(try #require(requestedAt) < limit - (version == .tls12 ? 3 : 100))
  }

  @Test("names all of them, however many and long")
  func manyAuthorities() throws {
    let value = String(repeating: "é", count: 200)
    let many = (0..<100).map { "O=\($0),O=\(value.prefix(60)),OU=\(value.prefix(60)),L=\(value.prefix(100))" }
    let talk = try conversation(.requested(authorities: many), .tls13)
    let names = talk.client.handler.session.authorityNames
    #expect(names == many)
  }

  /// By how much the lengths of two ECDSA signatures over P-256 may differ: r and s are integers of DER, which leaves
  /// out zeros in front. That 16 bytes or more of one are zero does not happen.
  private static let signatureLengths = 2 * 16

  private func conversation(
    _ certificates: TLSClientCertificates, _ version: TLSProtocolVersion
  ) throws -> EmbeddedConversation {
    let server = try TLSContext.apiServer(
      TLSServerOptions(minimumVersion: version, maximumVersion: version, clientCertificates: certificates))
    let talk = try EmbeddedConversation(server: server)
    try talk.exchange()
    return talk
  }
}
