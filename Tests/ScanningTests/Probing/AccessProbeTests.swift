import Exposure
import NIOOpenSSL
import Scanning
import SimulatedFleet
import Testing

@Suite("Access probes", .timeLimit(.minutes(10)))
struct AccessProbeTests {
  private static let asking = ScanSettings.patient.asking(access: true)
  private static let list = "PartialObjectMetadataList"

  private func answers(of behaviour: ServerBehaviour) async throws -> Observation {
    let fleet = try await SimulatedFleet.start([behaviour])
    let observations = try await observe(fleet.servers.map(\.target), settings: Self.asking)
    try await fleet.stop()
    return try #require(observations.first)
  }

  @Test("list everything where strangers are cluster-admin, without any content")
  func clusterAdmin() async throws {
    let observation = try await answers(of: .anonymousAdmin)
    #expect(
      observation.accessAnswers == [
        AccessAnswer(path: "/api", status: 200, kind: "APIVersions"),
        AccessAnswer(path: "/apis", status: 200, kind: "APIGroupList"),
        AccessAnswer(path: "/api/v1/namespaces", status: 200, kind: Self.list, count: 4),
        AccessAnswer(path: "/api/v1/nodes", status: 200, kind: Self.list, count: 3),
        AccessAnswer(path: "/api/v1/pods", status: 200, kind: Self.list, count: 27),
        AccessAnswer(path: "/api/v1/configmaps", status: 200, kind: Self.list, count: 12),
        AccessAnswer(path: "/api/v1/secrets", status: 200, kind: Self.list, count: 9),
        AccessAnswer(
          path: "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", status: 200, kind: Self.list,
          count: 61),
        AccessAnswer(
          path: "/api/v1/namespaces/kube-public/configmaps/cluster-info", status: 200,
          kind: "PartialObjectMetadata"),
        AccessAnswer(path: "/.well-known/openid-configuration", status: 200),
        AccessAnswer(path: "/openid/v1/jwks", status: 200), AccessAnswer(path: "/openapi/v3", status: 200),
        AccessAnswer(path: "/metrics/slis", status: 200), AccessAnswer(path: "/metrics", status: 200),
      ])
    #expect(observation.attempts == 2)
    #expect(assess(observation).verdict == .anonymousAccess)
  }

  @Test("find kubeadm's default closed but for what a joining node must read")
  func kubeadmDefault() async throws {
    let observation = try await answers(of: .kubeadmDefault)
    #expect(observation.accessAnswers.map(\.path) == AccessPath.allCases.map(\.rawValue))
    #expect(observation.accessAnswers.filter { $0.status == 200 }.map(\.kind) == ["PartialObjectMetadata"])
    #expect(
      observation.accessAnswers.filter { $0.status == 403 }.allSatisfy {
        $0.kind == "Status" && $0.count == nil
      })
    #expect(observation.attempts == 2)
    #expect(assess(observation).verdict == .versionLeak)
  }

  @Test("reach the insecure port over plain HTTP")
  func insecurePort() async throws {
    let observation = try await answers(of: .insecurePort)
    #expect(observation.accessAnswers.count == AccessPath.allCases.count)
    #expect(observation.accessAnswers.contains { $0.path == "/api/v1/secrets" && $0.count == 9 })
  }

  @Test("go on after a 401, because single paths can be open")
  func healthOnly() async throws {
    let observation = try await answers(of: .healthPathsOnly)
    #expect(observation.accessAnswers.map(\.path) == AccessPath.allCases.map(\.rawValue))
    #expect(observation.accessAnswers.allSatisfy { $0.status == 401 })
    #expect(observation.attempts == 2)
    #expect(assess(observation).verdict == .healthOnly)
  }

  @Test("find the one path that is open to strangers by itself", arguments: AccessPath.allCases)
  func pathCondition(path: AccessPath) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.unauthorized + Answers.healthz), .close]
        : AccessPath.allCases.indices.flatMap { index -> [Act] in
          let isOpen = AccessPath.allCases[index] == path
          return [
            .awaitRequests(index + 1), .send(isOpen ? Answers.http("200 OK", "{}") : Answers.unauthorized),
          ]
        }
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(observation.accessAnswers.count == AccessPath.allCases.count)
      #expect(observation.accessAnswers.filter { $0.status == 200 }.map(\.path) == [path.rawValue])
    }
  }

  @Test("read long bodies to their end, so that the server has nothing to complain of")
  func longBody() async throws {
    let line = String(repeating: "apiserver_request_total 1\n", count: 100_000)
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
        : AccessPath.allCases.indices.flatMap {
          [
            .awaitRequests($0 + 1),
            .send(Answers.http("200 OK", AccessPath.allCases[$0] == .metrics ? line : "{}")),
          ]
        }
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(observation.accessAnswers.map(\.status) == AccessPath.allCases.map { _ in 200 })
      #expect(server.requests.count == 2)
      #expect(observation.accessAnswers.allSatisfy { $0.count == nil })
    }
  }

  @Test(
    "are not made where anonymous requests are not let in, or no kube-apiserver answers",
    arguments: [
      ServerBehaviour.anonymousDisabled, .overloaded, .webServer, .plainWebServer, .clientCertificateRequired,
      .closedPort,
    ])
  func notMade(behaviour: ServerBehaviour) async throws {
    var settings = Self.asking
    settings.deadline = .seconds(10)
    let fleet = try await SimulatedFleet.start([behaviour])
    let observations = try await observe(fleet.servers.map(\.target), settings: settings)
    try await fleet.stop()
    #expect(observations.map(\.accessAnswers) == [[]])
  }

  @Test("come one after the other, each after the answer to the one before it")
  func oneAfterTheOther() async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
        : [
          .awaitRequests(1), .send(Answers.http("403 Forbidden", "no")), .awaitRequests(2),
          .send(Answers.http("429 Too Many Requests", "busy")), .close,
        ]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(observation.accessAnswers.map(\.status) == [403, 429])
      #expect(server.requests.dropFirst() == [["GET /api HTTP/1.1", "GET /apis HTTP/1.1"]])
    }
  }

  struct Reply: CustomTestStringConvertible {
    let acts: [Act]
    let answers: [AccessAnswer]
    var hangs = false
    let testDescription: String
  }

  static let replies = [
    Reply(acts: [.awaitRequests(1), .close], answers: [], testDescription: "closes"),
    Reply(acts: [.awaitRequests(1), .reset], answers: [], testDescription: "resets"),
    Reply(acts: [], answers: [], hangs: true, testDescription: "is silent"),
    Reply(
      acts: [.awaitRequests(1), .send("garbage\r\n\r\n")], answers: [], testDescription: "speaks no HTTP"),
    Reply(
      acts: [.awaitRequests(1), .send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), .drip("[ ")],
      answers: [AccessAnswer(path: "/api", status: 200)], hangs: true, testDescription: "drips a body"),
    Reply(
      acts: [.awaitRequests(1), .send(Answers.http("429 Too Many Requests", "busy"))],
      answers: [AccessAnswer(path: "/api", status: 429)], testDescription: "is busy"),
  ]

  @Test("leave a server alone that does not answer them well", arguments: replies)
  func reply(_ reply: Reply) async throws {
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0 ? [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close] : reply.acts
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let settings: ScanSettings = reply.hangs ? .impatient : .patient
      let observation = try await observe(port: server.port, settings: settings.asking(access: true))
      #expect(observation.accessAnswers == reply.answers)
      #expect(server.requests.count == 2)
      #expect(observation.responses.count == 2)
    }
  }

  @Test("count nothing in a body without end, and go on with the next path, each once")
  func endlessBody() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    let filler = String(repeating: "x", count: 16 * 1024)
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
        : [.awaitRequests(1), .send(head), .flood("4000\r\n\(filler)\r\n")]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(
        observation.accessAnswers == AccessPath.allCases.map { AccessAnswer(path: $0.rawValue, status: 200) })
      #expect(server.requests.count == 1 + AccessPath.allCases.count)
    }
  }
}
