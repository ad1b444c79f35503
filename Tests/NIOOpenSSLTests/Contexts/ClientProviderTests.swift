import Fixtures
import NIOCore
import Testing

@testable import NIOOpenSSL

@Suite("What a client uses of OpenSSL")
struct ClientProviderTests {
  @Test("offers a server exactly what the whole of OpenSSL would offer")
  func sameHello() throws {
    let whole = try Self.hello(library: LibraryContext(for: .everything))
    let slim = try Self.hello(library: LibraryContext(for: .client()))
    #expect(whole.message.count > 200 && whole.extensions.count > 5)
    #expect(slim.message == whole.message)
  }

  @Test("can be had wherever it is of use")
  func made() {
    #expect(!ClientProvider.isOfUse || ClientProvider.makeLibraryContext() != nil)
  }

  @Test("is never handed to a server when a library context is used again")
  func usedAgain() throws {
    let client = try LibraryContext(for: .client()).raw
    let serving = try (0..<8).map { _ in try LibraryContext(for: .everything) }
    #expect(serving.allSatisfy { $0.raw != client })
  }

  @Test("is told apart where a handshake fails for want of what was left out, and the whole library does it")
  func leftOut() throws {
    let broken = try TLSContext.scanningClient(
      library: LibraryContext(for: .client(leavingOut: ["TLS13-KDF"])))
    let talk = try EmbeddedConversation(client: broken, server: .apiServer())
    try talk.exchange()
    guard ClientProvider.isOfUse else { return }
    guard case .protocolFailure? = talk.client.recorder.failures.first else {
      Issue.record("\(talk.client.recorder.happenings)")
      return
    }
    #expect(talk.client.handler.mayLackAlgorithms)

    let whole = try EmbeddedConversation(client: .scanningClient(.configured), server: .apiServer())
    try whole.exchange()
    #expect(whole.client.recorder.happenings == [.event(.handshakeCompleted)])
    #expect(!whole.client.handler.mayLackAlgorithms)
  }

  @Test(
    "is no suspect where the server speaks no TLS or ends the handshake itself",
    arguments: [Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), [21, 3, 3, 0, 2, 2, 80]])
  func noSuspect(bytes: [UInt8]) throws {
    let side = try EmbeddedConversation.Side(TLSHandler(context: .scanningClient(), serverName: nil))
    try side.connect()
    try side.channel.writeInbound(ByteBuffer(bytes: bytes))
    #expect(side.recorder.failures.count == 1)
    #expect(!side.handler.mayLackAlgorithms)
  }

  @Test("takes providers from a configuration, and no versions, groups or ciphers")
  func configured() throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      openssl_conf = init
      [init]
      providers = providers
      ssl_conf = ssl
      [providers]
      default = activated
      [activated]
      activate = 1
      [ssl]
      system_default = system
      [system]
      MinProtocol = TLSv1.3
      MaxProtocol = TLSv1.3
      CipherString = DEFAULT@SECLEVEL=3
      Groups = secp521r1
      """, to: "openssl.cnf")
    let configured = try Self.hello(
      library: LibraryContext(for: .configuredClient(file: directory.file("openssl.cnf"))))
    let own = try Self.hello(library: LibraryContext(for: .everything))
    #expect(configured.message == own.message)
    #expect(throws: Never.self) {
      _ = try LibraryContext(for: .configuredClient(file: directory.file("missing.cnf")))
    }
  }

  private static func hello(library: LibraryContext) throws -> ClientHello {
    let talk = try EmbeddedConversation(client: .scanningClient(library: library), server: .apiServer())
    return try ClientHello(talk.client.takeWrites().flatMap { Array($0.readableBytesView) })
  }
}
