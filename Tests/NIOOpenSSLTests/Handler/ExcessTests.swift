import NIOCore
import NIOOpenSSL
import SimulatedFleet
import Testing

@Suite("A peer that sends more than it may")
struct ExcessTests {
  /// What a server does without end after the handshake.
  enum Flood: CaseIterable {
    case tickets
    case keyUpdates
    case keyUpdateRequests

    func once(_ server: RawServer) {
      switch self {
      case .tickets: server.writeTicket()
      case .keyUpdates: server.writeKeyUpdate(requested: false)
      case .keyUpdateRequests: server.writeKeyUpdate(requested: true)
      }
    }
  }

  @Test(
    "of messages without data ends the session at the first beyond the bound, however they come",
    arguments: Flood.allCases, [true, false])
  func messagesWithoutData(flood: Flood, inOnePiece: Bool) throws {
    let (client, server) = try established()
    for _ in 0..<32 { flood.once(server) }
    try client.channel.writeInbound(#require(server.take()))
    server.write("data")
    try client.channel.writeInbound(#require(server.take()))
    #expect(client.recorder.happenings == [.event(.handshakeCompleted), .data("data")])

    for _ in 0..<1000 {
      flood.once(server)
      if !inOnePiece, let bytes = server.take() { try client.channel.writeInbound(bytes) }
    }
    if let bytes = server.take() { try client.channel.writeInbound(bytes) }
    #expect(client.recorder.failures == [.excess(.messagesWithoutData(32))])
    // Nothing piles up for a peer that does not read.
    let answered = try client.takeWrites().reduce(0) { $0 + $1.readableBytes }
    #expect(answered < 4096)
  }

  @Test("gives what it answered before", arguments: Flood.allCases)
  func answerFirst(flood: Flood) throws {
    let (client, server) = try established()
    server.write("answer")
    for _ in 0..<100 { flood.once(server) }
    server.write("more")
    try client.channel.writeInbound(#require(server.take()))
    #expect(
      client.recorder.happenings
        == [.event(.handshakeCompleted), .data("answer"), .failure(.excess(.messagesWithoutData(32)))])
  }

  @Test("of handshakes is let renegotiate once")
  func handshakes() throws {
    let (client, server) = try established(options: TLSServerOptions(maximumVersion: .tls12))
    server.renegotiate()
    try server.exchange(with: client)
    #expect(client.recorder.failures == [])
    server.write("data")
    try server.exchange(with: client)
    #expect(client.recorder.received == "data")
    server.renegotiate()
    try server.exchange(with: client)
    #expect(client.recorder.failures == [.excess(.handshakes(2))])
  }

  struct Wire: CustomTestStringConvertible {
    let limits: TLSLimits
    let write: @Sendable (RawServer) -> Void
    let excess: TLSExcess?
    let testDescription: String
  }

  static let wires = [
    Wire(
      limits: TLSLimits(records: 200), write: { server in for _ in 0..<150 { server.write("x") } },
      excess: nil, testDescription: "150 records of one byte within 200"),
    Wire(
      limits: TLSLimits(records: 200), write: { server in for _ in 0..<201 { server.write("x") } },
      excess: .records(200), testDescription: "201 records of one byte"),
    Wire(
      limits: TLSLimits(bytes: 20_000), write: { $0.write(String(repeating: "x", count: 16_000)) },
      excess: nil, testDescription: "16,000 bytes within 20,000"),
    Wire(
      limits: TLSLimits(bytes: 20_000), write: { $0.write(String(repeating: "x", count: 20_000)) },
      excess: .bytes(20_000), testDescription: "20,000 bytes and their records"),
    Wire(
      limits: TLSLimits(), write: { $0.write(String(repeating: "x", count: 2_000_000)) },
      excess: nil, testDescription: "2 MB where no limit is set"),
  ]

  @Test("on the wire ends the session", arguments: wires)
  func wire(_ wire: Wire) throws {
    let (client, server) = try established(limits: wire.limits)
    wire.write(server)
    try client.channel.writeInbound(#require(server.take()))
    #expect(client.recorder.failures == (wire.excess.map { [.excess($0)] } ?? []))
    #expect(!client.recorder.received.isEmpty)
  }

  @Test("in the handshake ends it")
  func handshakeBytes() throws {
    let client = try client(TLSLimits(handshakeBytes: 300))
    let server = try RawServer()
    var flight = ByteBuffer()
    for bytes in try client.takeWrites() { flight.writeImmutableBuffer(bytes) }
    server.receive(flight)
    var answer = try #require(server.take())
    let (first, next) = (answer.readSlice(length: 300), answer.readSlice(length: 1))
    try client.channel.writeInbound(#require(first))
    #expect(client.recorder.failures == [])
    try client.channel.writeInbound(#require(next))
    #expect(client.recorder.failures == [.excess(.handshakeBytes(300))])
  }

  @Test("in the handshake in records of one byte ends it")
  func handshakeRecords() throws {
    let client = try client(TLSLimits(records: 100))
    // A ServerHello of 16 KiB.
    let message: [UInt8] = [2, 0, 0x40, 0] + Array(repeating: 0, count: 200)
    for byte in message { try client.channel.writeInbound(ByteBuffer(bytes: [22, 3, 3, 0, 1, byte])) }
    #expect(client.recorder.failures == [.excess(.records(100))])
  }

  @Test("is told in a sentence with its bound")
  func sentences() {
    let sentences: [(TLSExcess, String)] = [
      (.handshakeBytes(262_144), "sent more than 256 KiB in the TLS handshake"),
      (.bytes(20_001), "sent more than 20001 bytes in the TLS session"),
      (.records(4096), "sent more than 4096 TLS records"),
      (.messagesWithoutData(32), "sent more than 32 TLS messages without data"),
      (.handshakes(2), "asked for more than 2 TLS handshakes"),
    ]
    for (excess, sentence) in sentences {
      #expect(excess.description == sentence)
      #expect(TLSError.excess(excess).description == "the peer \(sentence)")
    }
  }

  private func client(_ limits: TLSLimits) throws -> EmbeddedConversation.Side {
    let side = try EmbeddedConversation.Side(
      TLSHandler(context: .scanningClient(), serverName: nil, limits: limits))
    try side.connect()
    return side
  }

  private func established(
    options: TLSServerOptions = .init(), limits: TLSLimits = .init()
  ) throws -> (EmbeddedConversation.Side, RawServer) {
    let client = try client(limits)
    let server = try RawServer(options)
    try server.exchange(with: client)
    try #require(client.recorder.happenings == [.event(.handshakeCompleted)])
    return (client, server)
  }
}
