import Exposure
import NIOOpenSSL
import Scanning
import Testing

@Suite("Two requests at once", .timeLimit(.minutes(10)))
struct PipeliningTests {
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
}
