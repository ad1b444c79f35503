import Exposure
import NIOOpenSSL
import Scanning
import Testing

@Suite("Hostile servers", .timeLimit(.minutes(10)))
struct HostileServerTests {
  // MARK: Before there is a TLS session

  struct Opening: CustomTestStringConvertible {
    let acts: [Act]
    let outcome: HandshakeOutcome
    let testDescription: String
  }

  static let openings = [
    Opening(acts: [.awaitBytes, .close], outcome: .closed, testDescription: "closes after the ClientHello"),
    Opening(acts: [.awaitBytes, .reset], outcome: .reset, testDescription: "resets after the ClientHello"),
    Opening(
      acts: [.awaitBytes, .send("\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{28}"), .close], outcome: .alert,
      testDescription: "ends with the alert handshake_failure"),
    Opening(acts: [], outcome: .timedOut, testDescription: "is silent"),
    Opening(
      acts: [.drip("\u{16}\u{3}\u{3}\u{40}\u{0}\u{2}\u{0}\u{3F}\u{FC}")], outcome: .timedOut,
      testDescription: "drips the beginning of a record"),
  ]

  @Test("that spoil the handshake are seen for what they do", arguments: openings)
  func opening(_ opening: Opening) async throws {
    try await ScriptedServer.running(script: { _ in opening.acts }) { server in
      let settings: ScanSettings = opening.outcome == .timedOut ? .impatient : .patient
      let observation = try await observe(port: server.port, settings: settings)
      #expect(observation.connection == .connected)
      #expect(observation.tls?.handshake == opening.outcome)
      #expect(observation.responses.isEmpty && observation.unanswered.isEmpty)
      #expect(assess(observation).verdict == .tlsFailed)
    }
  }

  @Test(
    "that speak something else than TLS are told so by libssl",
    arguments: [
      "SSH-2.0-OpenSSH_9.2\r\n", "220 mail.example.com ESMTP\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
      "\u{16}\u{3}\u{3}\u{0}\u{4}\u{2}\u{0}\u{0}\u{0}",
    ])
  func garbage(_ text: String) async throws {
    try await ScriptedServer.running(script: { _ in [.send(text), .awaitBytes, .close] }) { server in
      let observation = try await observe(port: server.port)
      guard case .failed(let reason) = observation.tls?.handshake else {
        Issue.record("not failed, but \(String(describing: observation.tls?.handshake))")
        return
      }
      #expect(!reason.isEmpty)
      #expect(assess(observation).verdict == .tlsFailed)
    }
  }

  @Test("that flood the handshake with garbage are given up at once")
  func floodedHandshake() async throws {
    let garbage = String(repeating: "garbage ", count: 512)
    try await ScriptedServer.running(script: { _ in [.flood(garbage)] }) { server in
      let observation = try await observe(port: server.port)
      guard case .failed = observation.tls?.handshake else {
        Issue.record("not failed, but \(String(describing: observation.tls?.handshake))")
        return
      }
    }
  }

  @Test("that reset are asked once in plain HTTP and once more for each retry, and no more")
  func retries() async throws {
    try await ScriptedServer.running(script: { _ in [.awaitBytes, .reset] }) { server in
      let observation = try await observe(port: server.port, settings: .patient.retrying(2))
      #expect(observation.attempts == 4)
      #expect(observation.tls?.handshake == .reset)
    }
  }

  // MARK: Instead of an answer

  struct Reply: CustomTestStringConvertible {
    let acts: [Act]
    let reason: MissingAnswer
    let testDescription: String
  }

  static let replies = [
    Reply(acts: [], reason: .deadline, testDescription: "is silent"),
    Reply(acts: [.awaitRequests(1), .close], reason: .closed, testDescription: "closes"),
    Reply(acts: [.awaitRequests(1), .reset], reason: .reset, testDescription: "resets"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 200 OK\r\n"), .drip("X-Slow: 1\r\n")], reason: .deadline,
      testDescription: "drips a head"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 200 OK\r\n"), .flood("X-Long: \(filler)\r\n")],
      reason: .headTooLarge, testDescription: "never ends a head"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 200 OK\r\nX-Long: "), .flood(filler)],
      reason: .headTooLarge, testDescription: "never ends a header field"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 200 "), .flood(filler)], reason: .headTooLarge,
      testDescription: "never ends a status line"),
    Reply(
      acts: [.awaitRequests(1), .flood(information)], reason: .headTooLarge,
      testDescription: "informs for ever"),
    Reply(
      acts: [.awaitRequests(1), .send("SSH-2.0-OpenSSH_9.2\r\n")], reason: .invalidHTTP,
      testDescription: "speaks another protocol"),
    Reply(
      acts: [.awaitRequests(1), .send("\0\0\u{6}\u{4}\0\0\0\0\0\0\u{5}\0\0@\0"), .close], reason: .http2,
      testDescription: "speaks HTTP/2 alone"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 abc OK\r\n\r\n")], reason: .invalidHTTP,
      testDescription: "has no number for a status"),
  ]

  static let filler = String(repeating: "0123456789abcdef", count: 64)

  static let information = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 1024)

  @Test("that answer nothing useful leave each path with its reason", arguments: replies)
  func reply(_ reply: Reply) async throws {
    try await ScriptedServer.running(tls: .kubernetes(), script: { _ in reply.acts }) { server in
      let settings: ScanSettings = reply.reason == .deadline ? .impatient : .patient
      let observation = try await observe(port: server.port, settings: settings)
      #expect(observation.tls?.handshake == .established)
      #expect(observation.responses.isEmpty)
      #expect(observation.unanswered.map(\.path) == ["/version", "/healthz"])
      #expect(observation.unanswered.first?.reason == reply.reason)
      #expect(assess(observation).posture != .exposed)
    }
  }

  // MARK: In the body of an answer

  @Test(
    "that contradict their length are read as far as curl reads them, and what was left out is no whole answer",
    arguments: [
      ("Content-Length: 2\r\nContent-Length: 3\r\n", "oko", false),
      ("Content-Length: 3\r\nContent-Length: 2\r\n", "ok", true),
      ("Content-Length: 99999999999999999999999\r\n", "okok", false),
    ])
  func contradictoryLength(fields: String, body: String, endedEarly: Bool) async throws {
    try await ScriptedServer.running(
      tls: .kubernetes(),
      script: { _ in [.awaitRequests(1), .send("HTTP/1.1 200 OK\r\n\(fields)\r\nokok"), .close] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.body) == [body, body])
      #expect(observation.responses.map(\.endedEarly) == [endedEarly, endedEarly])
    }
  }

  @Test("that send a body without end are cut off, and what came is kept up to its bound")
  func endlessBody() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"
    try await ScriptedServer.running(
      tls: .kubernetes(), script: { _ in [.awaitRequests(1), .send(head), .flood(Self.filler)] }
    ) { server in
      let observation = try await observe(port: server.port)
      let version = try #require(observation.response(to: .version))
      #expect(version.status == 200)
      #expect(version.body.utf8.count == 16 * 1024)
      #expect(version.bodyTruncated && !version.endedEarly)
      // The other path fares no better, and is asked all the same.
      #expect(observation.response(to: .healthz)?.bodyTruncated == true)
      #expect(server.requests.count == 2)
    }
  }

  @Test("that send chunks without end are cut off as well")
  func endlessChunks() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    try await ScriptedServer.running(
      tls: .kubernetes(),
      script: { _ in [.awaitRequests(1), .send(head), .flood("400\r\n\(Self.filler)\r\n")] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.response(to: .version)?.body.utf8.count == 16 * 1024)
      #expect(observation.response(to: .version)?.bodyTruncated == true)
    }
  }

  @Test("that drip a body are left at the deadline, with what came until then")
  func drippedBody() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    try await ScriptedServer.running(
      tls: .kubernetes(), script: { _ in [.awaitRequests(1), .send(head), .drip("drip ")] }
    ) { server in
      let observation = try await observe(port: server.port, settings: .impatient)
      let version = try #require(observation.response(to: .version))
      #expect(version.status == 200)
      #expect(version.body.hasPrefix("d") && version.endedEarly)
      #expect(observation.unanswered == [UnansweredPath(path: "/healthz", reason: .deadline)])
    }
  }

  @Test("that cut a body short are asked for the other path all the same", arguments: [true, false])
  func cutBody(byReset: Bool) async throws {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + Answers.versionBody
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(1), .send(cut), byReset ? .reset : .close]
        : [.awaitRequests(1), .send(Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port)
      // A reset may overtake what was sent before it.
      if !byReset {
        #expect(observation.response(to: .version)?.endedEarly == true)
        #expect(observation.response(to: .version)?.body == Answers.versionBody)
        #expect(observation.response(to: .healthz)?.body == "ok")
      }
      #expect(observation.responses.count + observation.unanswered.count == 2)
    }
  }

  @Test("that answer more than was asked, or put answers into bodies, are not believed")
  func smuggling() async throws {
    let inner = Answers.http("200 OK", Answers.versionBody)
    let outer = Answers.http("404 Not Found", inner)
    try await ScriptedServer.running(
      tls: .kubernetes(), script: { _ in [.awaitRequests(2), .send(outer + outer + inner + inner)] }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.responses.map(\.status) == [404, 404])
      #expect(assess(observation).verdict != .versionLeak)
    }
  }

  @Test("that fill a body with bytes that are no text are kept as valid text")
  func binaryBody() async throws {
    let body = "\u{0}\u{1B}[31mred\u{7}\u{202E}"
    try await ScriptedServer.running(
      tls: .kubernetes(),
      script: { _ in
        [.awaitRequests(2), .send(Answers.http("200 OK", body) + Answers.http("200 OK", body)), .close]
      }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.response(to: .version)?.body == body)
    }
  }
}
