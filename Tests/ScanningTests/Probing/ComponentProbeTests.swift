import Exposure
import NIOOpenSSL
import Scanning
import SimulatedFleet
import Testing

@Suite("Questions to components", .timeLimit(.minutes(10)))
struct ComponentProbeTests {
  private static let asking = ScanSettings.patient.asking(components: Set(Component.allCases))

  static let behaviours: [ServerBehaviour] = [
    .kubelet, .lockedKubelet, .openKubelet, .readOnlyKubelet, .etcd, .lockedEtcd, .scheduler,
    .machineConfigServer,
    .kubectlProxy,
    .supervisor, .kubeProxy, .listingKubelet, .lookalike, .kubeadmDefault, .plaintextProxy, .webServer,
    .plainWebServer,
  ]

  private func observation(
    of behaviour: ServerBehaviour, settings: ScanSettings = asking, host: String = "127.0.0.1",
    port: UInt16 = 0,
    overPlain: Bool = false
  ) async throws -> (observation: Observation, requests: [String]) {
    let fleet = try await SimulatedFleet.start([behaviour], host: host, port: port)
    let targets = fleet.servers.map { overPlain ? "http://\($0.target)" : $0.target }
    let observations = try await observe(targets, settings: settings)
    try await fleet.stop()
    return (try #require(observations.first), fleet.log.lines)
  }

  @Test("each door is seen for what it is", arguments: behaviours)
  func doors(_ behaviour: ServerBehaviour) async throws {
    let (observation, requests) = try await observation(of: behaviour)
    let assessment = assess(observation)
    #expect(assessment.verdict == behaviour.expectedVerdictWhenAsked)
    #expect(assessment.component == behaviour.expectedComponentWhenAsked)
    #expect(requests.allSatisfy { $0.hasPrefix("GET ") || $0.hasPrefix("HEAD ") })
  }

  @Test("without them, nothing is asked beyond the two paths", arguments: behaviours)
  func unasked(_ behaviour: ServerBehaviour) async throws {
    let (observation, requests) = try await observation(of: behaviour, settings: .patient)
    #expect(Set(requests).isSubset(of: ["GET /version", "GET /healthz"]))
    #expect(observation.componentAnswers.isEmpty)
    let assessment = assess(observation)
    #expect(assessment.verdict == behaviour.expectedVerdict)
    #expect(assessment.component == behaviour.expectedComponent)
  }

  @Test("a kubelet's pods are counted and not kept")
  func pods() async throws {
    let (observation, requests) = try await observation(of: .openKubelet)
    #expect(
      observation.componentAnswers == [
        ComponentAnswer(path: "/pods", status: 200, content: .list, count: 3),
        ComponentAnswer(path: "/metrics", status: 200, content: .metrics),
        ComponentAnswer(path: "/configz", status: 200, content: .object),
      ])
    #expect(observation.responses.map(\.path) == ["/version", "/healthz"])
    #expect(observation.attempts == 2)
    #expect(requests == ["GET /configz", "GET /healthz", "GET /metrics", "GET /pods", "GET /version"])
  }

  @Test("the machine-config-server is asked by HEAD, and no configuration crosses the wire")
  func ignition() async throws {
    let (observation, requests) = try await observation(of: .machineConfigServer)
    #expect(
      observation.componentAnswers == [
        ComponentAnswer(path: "/config/worker", status: 200, content: .announcedJSON)
      ])
    #expect(requests.contains("HEAD /config/worker"))
    #expect(!requests.contains("GET /config/worker"))
  }

  @Test("a read-only port is found in plain HTTP, whether the list says so or not", arguments: [false, true])
  func readOnly(overPlain: Bool) async throws {
    let (observation, _) = try await observation(
      of: .readOnlyKubelet, host: overPlain ? "127.31.55.1" : "127.31.55.2", port: 10255, overPlain: overPlain
    )
    #expect(observation.transport == .plain)
    let assessment = assess(observation)
    #expect(assessment.component == .kubelet)
    #expect(assessment.verdict == .insecurePort)
    #expect(assessment.severity == .high)
  }

  @Test("kube-proxy's measurements are found on their port, and told by its mode")
  func proxyMeasurements() async throws {
    let (observation, requests) = try await observation(
      of: .kubeProxyMetrics, host: "127.31.55.3", port: 10249)
    #expect(
      observation.componentAnswers == [
        ComponentAnswer(path: "/proxyMode", status: 200, content: .word),
        ComponentAnswer(path: "/metrics", status: 200, content: .metrics),
      ])
    let assessment = assess(observation)
    #expect(assessment.component == .kubeProxy)
    #expect(assessment.verdict == .versionLeak)
    #expect(requests.allSatisfy { $0.hasPrefix("GET ") })
  }

  @Test(
    "what only has the paths of a component is none, on the port of each",
    arguments: Component.allCases.flatMap(\.ports))
  func lookalike(port: UInt16) async throws {
    let (observation, requests) = try await observation(
      of: .lookalike, host: "127.31.56.\(1 + port % 250)", port: port)
    let assessment = assess(observation)
    #expect(assessment.component == nil)
    #expect(assessment.verdict == .notKubernetes)
    #expect(requests.allSatisfy { $0.hasPrefix("GET ") || $0.hasPrefix("HEAD ") })
  }

  @Test("a kubelet that shows the list of its pods alone is less than one that runs commands")
  func listing() async throws {
    let open = assess(try await observation(of: .openKubelet).observation)
    let listing = assess(try await observation(of: .listingKubelet).observation)
    #expect(open.severity == .critical)
    #expect(listing.severity == .high)
    #expect(
      listing.findings.first { $0.id == .kubeletAnonymous }?.evidence
        == "/pods 200, 3 pods; /configz 403: the list of pods alone is open")
  }

  @Test("a supervisor tells its certificates, and its API server stays what it is")
  func supervisor() async throws {
    let (observation, _) = try await observation(of: .supervisor)
    let serving = try #require(observation.tls?.certificate)
    let authority = ClusterSigns.Authority(
      keyIdentifier: try #require(serving.authorityKeyIdentifier), name: serving.issuer)
    #expect(
      observation.componentAnswers == [
        ComponentAnswer(path: "/ping", status: 200, content: .word),
        ComponentAnswer(
          path: "/cacerts", status: 200, content: .certificates, count: 1, authority: authority),
      ])
    #expect(assess(observation).component == .kubeAPIServer)
  }

  @Test("a list of megabytes is read to its end, so that the kubelet logs no error, and only counted")
  func large() async throws {
    let pod = #"{"metadata":{"name":"a"},"spec":{"note":"\#(String(repeating: "x", count: 4000))"}}"#
    let pods = Array(repeating: pod, count: 500).joined(separator: ",")
    let body = #"{"kind":"PodList","apiVersion":"v1","metadata":{},"items":["# + pods + "]}"
    let observation = try await askedForPods(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
    #expect(
      observation.componentAnswers.first
        == ComponentAnswer(path: "/pods", status: 200, content: .list, count: 500))
  }

  @Test(
    "an answer whose body is broken decides nothing",
    arguments: [
      "Content-Encoding: br\r\nContent-Length: 6\r\n\r\nabcdef",
      "Content-Length: 5000\r\n\r\n{\"kin", "Content-Length: 0\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\n-1\r\n{\"kind\":\"PodList\"}",
    ])
  func broken(_ rest: String) async throws {
    let observation = try await askedForPods("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\(rest)")
    #expect(observation.leavesOpen([try #require(Component.kubelet.questions.first)]))
    #expect(assess(observation).verdict == .inconclusive)
  }

  @Test("one that never ends is left at its bound, and counts at least so many")
  func endless() async throws {
    let pod = #"{"spec":"\#(String(repeating: "x", count: 65_000))"},"#
    let pods = String(repeating: pod, count: 200)
    let observation = try await askedForPods(
      "HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n"
        + #"{"kind":"PodList","apiVersion":"v1","items":["# + pods, closes: false)
    let answer = try #require(observation.componentAnswers.first)
    #expect(answer.content == .list)
    #expect(answer.isCut)
    #expect(answer.count.map { (100...200).contains($0) } == true)
  }

  /// What a kubelet in plain HTTP says on its first connection, and how it answers for its pods on the second.
  private func askedForPods(_ answer: String, closes: Bool = true) async throws -> Observation {
    let text = "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
    let paths =
      "HTTP/1.1 404 Not Found\r\n\(text)Content-Length: 19\r\n\r\n404 page not found\n"
      + "HTTP/1.1 403 Forbidden\r\n\(text)Content-Length: 56\r\n\r\n"
      + "Forbidden (user=system:anonymous, resource=nodes, a=bcd)"
    var settings = Self.asking
    settings.components = [.kubelet]
    let script: @Sendable (Int) -> [Act] = { number in
      number == 0
        ? [.awaitRequests(2), .send(paths), .close]
        : [.awaitRequests(1), .send(answer)] + (closes ? [.close] : [])
    }
    return try await ScriptedServer.running(script: script) { [settings] server in
      let observations = try await observe(["http://127.0.0.1:\(server.port)"], settings: settings)
      return try #require(observations.first)
    }
  }
}
