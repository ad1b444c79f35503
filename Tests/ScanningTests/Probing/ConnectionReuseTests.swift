import Exposure
import Fixtures
import Foundation
import NIOOpenSSL
import Scanning
import Testing

@Suite("Paths and connections", .timeLimit(.minutes(2)))
struct ConnectionReuseTests {
  private static let both = ["GET /version HTTP/1.1", "GET /healthz HTTP/1.1"]

  @Test("both paths are asked in one go on one connection")
  func pipelined() async throws {
    let script: @Sendable (Int) -> [Act] = { _ in
      [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(server.requests == [Self.both])
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(observation.response(to: .version)?.body == Answers.versionBody)
      #expect(observation.attempts == 1)
      #expect(observation.latency.map { $0 > .zero } == true)
    }
  }

  @Test(
    "where the server closes after one answer, the other path alone is asked again",
    arguments: ["Connection: close\r\n", ""], [true, false])
  func closesAfterOne(announcement: String, overTLS: Bool) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      let answer = Answers.http(
        "200 OK", number == 0 ? Answers.versionBody : "ok", headers: announcement)
      return [.awaitRequests(1), .send(answer), .close]
    }
    try await ScriptedServer.running(tls: overTLS ? .kubernetes() : nil, script: script) { server in
      let scheme = overTLS ? "https" : "http"
      let observation = try #require(
        try await observe(["\(scheme)://127.0.0.1:\(server.port)"], settings: .patient.retrying(1)).first)
      #expect(observation.responses.map(\.path) == ["/version", "/healthz"])
      #expect(observation.response(to: .healthz)?.body == "ok")
      let asked = server.requests.flatMap { $0 }
      #expect(asked.count { $0.contains("/version") } == 1)
      #expect(server.requests.last == ["GET /healthz HTTP/1.1"])
      #expect(observation.attempts == 2)
    }
  }

  @Test("close_notify ends a connection, whatever becomes of TCP", arguments: [1, 2])
  func closeNotify(answers: Int) async throws {
    let both = [Answers.version, Answers.healthz]
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(both.prefix(answers).joined()), .sayGoodbye]
        : [.awaitRequests(1), .send(Answers.healthz), .sayGoodbye]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests.count == 3 - answers)
    }
  }

  struct Loss: CustomTestStringConvertible {
    let second: [Act]
    let testDescription: String
  }

  static let losses = [
    Loss(second: [], testDescription: "is lost"),
    Loss(
      second: [.send(Answers.http("400 Bad Request", "one at a time, please"))],
      testDescription: "is answered 400"),
    Loss(
      second: [.send(Answers.http("400 Bad Request", "", headers: "Connection: close\r\n")), .close],
      testDescription: "is answered 400, and the connection ends"),
    Loss(second: [.send("garbage\r\n\r\n")], testDescription: "is not answered in HTTP"),
    Loss(second: [.close], testDescription: "ends the connection"),
    Loss(second: [.reset], testDescription: "resets the connection"),
  ]

  @Test("where the second of two pipelined requests goes wrong, it is asked again alone", arguments: losses)
  func secondRequest(_ loss: Loss) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.version)] + loss.second
        : [.awaitRequests(1), .send(Answers.healthz)]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      // A reset may overtake the answer that was sent before it.
      guard !observation.responses.isEmpty || loss.testDescription != "resets the connection" else { return }
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests.last?.last == "GET /healthz HTTP/1.1")
      #expect(observation.unanswered.isEmpty)
    }
  }

  @Test("a server that refuses two requests at once is asked one by one, each on its own connection")
  func refusesPipelining() async throws {
    let refusal = Answers.http("400 Bad Request", "", headers: "Connection: close\r\n")
    let script: @Sendable (Int) -> [Act] = { number in
      switch number {
      case 0: [.awaitRequests(2), .send(refusal), .close]
      case 1: [.awaitRequests(1), .send(Answers.version), .close]
      default: [.awaitRequests(1), .send(Answers.healthz), .close]
      }
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests.dropFirst() == [["GET /version HTTP/1.1"], ["GET /healthz HTTP/1.1"]])
    }
  }

  @Test(
    "an answer that does not say where it ends is asked for again alone, so that the next one is no part of it",
    arguments: ["", "Content-Length: 3\r\nContent-Length: 54\r\n"])
  func unclearEnd(fields: String) async throws {
    let version = "HTTP/1.1 200 OK\r\n\(fields)\r\n" + Answers.versionBody
    let script: @Sendable (Int) -> [Act] = { number in
      switch number {
      case 0: [.awaitRequests(2), .send(version + Answers.healthz)]
      case 1: [.awaitRequests(1), .send(version), .close]
      default: [.awaitRequests(1), .send(Answers.healthz), .close]
      }
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.response(to: .version)?.body == Answers.versionBody)
      #expect(observation.response(to: .version)?.endedEarly == false)
      #expect(observation.response(to: .healthz)?.body == "ok")
    }
  }

  @Test("a body without a length, whose server never ends the connection, is left when nothing more comes")
  func openEnd() async throws {
    let version = "HTTP/1.0 200 OK\r\n\r\n" + Answers.versionBody
    let script: @Sendable (Int) -> [Act] = { number in
      number == 2 ? [.awaitRequests(1), .send(Answers.healthz)] : [.awaitRequests(1), .send(version)]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.response(to: .version)?.body == Answers.versionBody)
      #expect(observation.response(to: .version)?.endedEarly == true)
      #expect(observation.response(to: .healthz)?.body == "ok")
      #expect(assess(observation).verdict == .versionLeak)
    }
  }

  @Test("a second connection on which nothing comes is told as what it was", arguments: [true, false])
  func silentSecondConnection(closes: Bool) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [
          .awaitRequests(2),
          .send(Answers.http("200 OK", Answers.versionBody, headers: "Connection: close\r\n")), .close,
        ]
        : closes ? [.awaitBytes, .close] : []
    }
    try await ScriptedServer.running(tls: .kubernetes(), plainFrom: 1, script: script) { server in
      let observation = try await observe(port: server.port, settings: closes ? .patient : .unhurried)
      #expect(
        observation.unanswered == [UnansweredPath(path: "/healthz", reason: closes ? .closed : .deadline)])
      #expect(observation.tls?.handshake == .established)
      #expect(observation.transport == .tls)
      #expect(server.requests.count == 2)
    }
  }

  @Test("a server that only takes one request at a time gets them one at a time")
  func withoutPipelining() async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .reset]
        : [
          .awaitRequests(1), .send(Answers.version), .awaitRequests(2), .send(Answers.healthz), .close,
        ]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port, settings: .patient.retrying(1))
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests == [Self.both, Self.both])
      #expect(observation.attempts == 2)
    }
  }

  @Test("a port that answers in plain HTTP is asked once more, over plain HTTP")
  func plainHTTP() async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitBytes, .send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), .close]
        : [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.transport == .plain)
      #expect(observation.tls?.handshake == .plainHTTP)
      #expect(server.requests.last == Self.both)
      #expect(server.requests.count == 2)
      #expect(assess(observation).verdict == .insecurePort)
    }
  }

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
      let observation = try await observe(port: server.port, settings: settings.retrying(1))
      #expect(observation.responses.isEmpty && observation.unanswered.isEmpty)
      #expect(observation.transport == .tls)
      #expect(observation.tls?.handshake == refusal.handshake)
      #expect(observation.attempts == 3)
      #expect(assess(observation).verdict == .tlsFailed)
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

  @Test(
    "429 and 5xx without Retry-After are asked again, and what comes then counts",
    arguments: [429, 500, 502, 503, 504])
  func passing(status: Int) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      let down = Answers.http("\(status) Down", "no healthy upstream")
      return number == 0
        ? [.awaitRequests(2), .send(down + down), .close]
        : [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests == [Self.both, Self.both])
    }
  }

  @Test("a refusal that names missing roles is asked again: the server has not loaded RBAC yet")
  func starting() async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.rolesMissing + Answers.rolesMissing), .close]
        : [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(server.requests == [Self.both, Self.both])
    }
  }

  @Test(
    "429 and 503 with Retry-After are asked again, and what comes then counts",
    arguments: [429, 503])
  func retryAfter(status: Int) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      let busy = Answers.http("\(status) Later", "later", headers: "Retry-After: 0\r\n")
      return number == 0
        ? [.awaitRequests(2), .send(busy + Answers.healthz), .close]
        : [.awaitRequests(1), .send(Answers.version), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      #expect(server.requests == [Self.both, ["GET /version HTTP/1.1"]])
      #expect(observation.responses.map(\.status) == [200, 200])
    }
  }

  @Test("a server that is busy for ever is asked a few times, and not for ever")
  func busyForEver() async throws {
    let busy = Answers.http("429 Later", "later", headers: "Retry-After: 0\r\n")
    try await ScriptedServer.running(
      tls: .kubernetes(), script: { _ in [.awaitRequests(2), .send(busy + busy), .close] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [429, 429])
      #expect(server.requests.count == 4)
    }
  }

  @Test("Retry-After beyond the deadline is not waited for")
  func retryTooLate() async throws {
    let busy = Answers.http("429 Later", "later", headers: "Retry-After: 3600\r\n")
    try await ScriptedServer.running(
      tls: .kubernetes(), script: { _ in [.awaitRequests(2), .send(busy + busy), .close] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [429, 429])
      #expect(server.requests.count == 1)
    }
  }

  @Test("informational answers and answers before the request do not confuse it")
  func informational() async throws {
    let early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    try await ScriptedServer.running(
      tls: .kubernetes(),
      script: { _ in [.send(early), .awaitRequests(2), .send(Answers.version + early + Answers.healthz)] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(observation.response(to: .healthz)?.body == "ok")
    }
  }
}
