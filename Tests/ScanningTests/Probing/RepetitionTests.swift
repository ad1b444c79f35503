import Exposure
import NIOOpenSSL
import Scanning
import Testing

@Suite("Answers that may pass", .timeLimit(.minutes(10)))
struct RepetitionTests {
  private static let both = ["GET /version HTTP/1.1", "GET /healthz HTTP/1.1"]

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
}
