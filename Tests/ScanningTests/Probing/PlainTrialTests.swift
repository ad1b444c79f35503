import Exposure
import Fixtures
import NIOOpenSSL
import Scanning
import Testing

@Suite("Plain HTTP on a port that speaks no TLS", .timeLimit(.minutes(10)))
struct PlainTrialTests {
  private static let both = ["GET /version HTTP/1.1", "GET /healthz HTTP/1.1"]

  struct Refusal: CustomTestStringConvertible {
    let acts: [Act]
    let handshake: HandshakeOutcome
    let testDescription: String
  }

  static let refusals = [
    Refusal(acts: [.awaitBytes, .close], handshake: .closed, testDescription: "closes on"),
    Refusal(acts: [.awaitBytes, .reset], handshake: .reset, testDescription: "resets on"),
    Refusal(acts: [], handshake: .timedOut, testDescription: "is silent to"),
  ]

  @Test("a port that speaks HTTP and … a ClientHello is asked over plain HTTP in time", arguments: refusals)
  func plainInstead(_ refusal: Refusal) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0 ? refusal.acts : [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(script: script) { server in
      let settings: ScanSettings = refusal.handshake == .timedOut ? .unhurried : .patient
      let observation = try await observe(port: server.port, settings: settings)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(observation.transport == .plain)
      #expect(observation.tls?.handshake == refusal.handshake)
      #expect(server.requests == [[], Self.both])
    }
  }

  @Test(
    "a TLS port that … a ClientHello is not taken for plain HTTP because it explains itself in it",
    arguments: refusals)
  func plainInVain(_ refusal: Refusal) async throws {
    let explanation = try #require(
      String(bytes: try Transcript.bytes(named: "plain-http-to-tls-port"), encoding: .utf8))
    let script: @Sendable (Int) -> [Act] = { number in
      number == 1 ? [.awaitRequests(1), .send(explanation), .close] : refusal.acts
    }
    try await ScriptedServer.running(script: script) { server in
      let settings: ScanSettings = refusal.handshake == .timedOut ? .unhurried : .patient
      let observation = try await observe(port: server.port, settings: settings)
      #expect(observation.responses.isEmpty)
      #expect(observation.unanswered.map(\.reason) == [.wantsTLS, .wantsTLS])
      #expect(observation.transport == .tls)
      #expect(observation.tls?.handshake == refusal.handshake)
      #expect(observation.attempts == 3)
      #expect(assess(observation).verdict == .inconclusive)
    }
  }

  @Test(
    "a handshake that the server takes up late is read, whatever is asked on other connections meanwhile",
    arguments: [1, 2])
  func lateHandshake(connection: Int) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      switch number {
      case 0: [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
      case connection: []
      default: [.awaitRequests(1), .close]
      }
    }
    try await ScriptedServer.running(
      tls: .kubernetes(), plainFrom: 1, holdsFirstUntil: connection, script: script
    ) { server in
      let observation = try await observe(port: server.port, settings: .unhurried)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(observation.transport == .tls)
      #expect(observation.tls?.handshake == .established)
      #expect(observation.attempts == connection + 1)
      #expect(server.requests.first == Self.both)
    }
  }

  @Test("a TLS port that takes its time for the first ClientHello is asked over TLS again")
  func slowHandshake() async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      switch number {
      case 0: []
      case 1: [.awaitRequests(1), .close]
      default: [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
      }
    }
    try await ScriptedServer.running(tls: .kubernetes(), plainUpTo: 1, script: script) { server in
      let observation = try await observe(port: server.port, settings: .unhurried)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(observation.transport == .tls)
      #expect(observation.tls?.handshake == .established)
      #expect(observation.attempts == 3)
    }
  }
}
