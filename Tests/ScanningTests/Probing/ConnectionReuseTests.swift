import Exposure
import NIOOpenSSL
import Scanning
import Testing

@Suite("Paths and connections", .timeLimit(.minutes(10)))
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
      #expect(assess(observation).verdict == .versionLeak)
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
