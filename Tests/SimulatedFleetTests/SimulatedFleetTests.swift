import NIOCore
import Testing

@testable import SimulatedFleet

@Suite("A fleet on loopback", .timeLimit(.minutes(10)))
struct SimulatedFleetTests {
  /// Starts servers, and stops them whatever the body does.
  private func withFleet(
    _ behaviours: [ServerBehaviour], host: String = "127.0.0.1",
    _ body: ([SimulatedServer]) async throws -> Void
  ) async throws {
    let fleet = try await SimulatedFleet.start(behaviours, host: host)
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body(fleet.servers))
    } catch {
      outcome = .failure(error)
    }
    try await fleet.stop()
    try outcome.get()
  }

  private static let bothRequests =
    "GET /version HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

  @Test("has its servers in the order of their behaviours, each with a port of its own")
  func order() async throws {
    try await withFleet(ServerBehaviour.allCases) { servers in
      #expect(servers.map(\.behaviour) == ServerBehaviour.allCases)
      #expect(Set(servers.map(\.port)).count == servers.count)
      #expect(servers.allSatisfy { $0.target == "127.0.0.1:\($0.port)" })
    }
  }

  @Test(
    "API servers answer pipelined requests in their order, over TLS",
    arguments: [
      (ServerBehaviour.kubeadmDefault, "200 OK", "200 OK"),
      (.anonymousDisabled, "401 Unauthorized", "401 Unauthorized"),
      (.healthPathsOnly, "401 Unauthorized", "200 OK"),
      (.rbacForbidden, "403 Forbidden", "403 Forbidden"),
      (.unhealthy, "200 OK", "500 Internal Server Error"),
      (.overloaded, "429 Too Many Requests", "429 Too Many Requests"),
    ])
  func answers(_ behaviour: ServerBehaviour, _ version: String, _ healthz: String) async throws {
    try await withFleet([behaviour]) { servers in
      let port = try #require(servers.first?.port)
      let talk = try await Conversation(port: port, overTLS: true, sending: Self.bothRequests)
      #expect(talk.received.matches(of: /HTTP\/1\.1 ([^\r]+)/).map(\.1) == [version[...], healthz[...]])

      let session = try #require(talk.session)
      #expect(session.version == "TLSv1.3")
      #expect(session.authorityNames == ["CN=kubernetes", "CN=front-proxy-ca"])
      #expect(session.peerCertificate?.issuer == "CN=kubernetes")
      #expect(session.peerCertificate?.names.contains("kubernetes.default.svc") == true)
    }
  }

  @Test("the old one speaks TLS 1.2 with an RSA key")
  func legacy() async throws {
    try await withFleet([.legacy]) { servers in
      let port = try #require(servers.first?.port)
      let talk = try await Conversation(port: port, overTLS: true, sending: Self.bothRequests)
      #expect(talk.session?.version == "TLSv1.2")
      #expect(talk.session?.cipher?.contains("RSA") == true)
      #expect(talk.received.contains("v1.9.6"))
    }
  }

  @Test("plain HTTP to a TLS port is told so, as Go does")
  func plainToTLS() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let port = try #require(servers.first?.port)
      let talk = try await Conversation(port: port, overTLS: false, sending: Self.bothRequests)
      #expect(talk.received == PlainRequestHandler.answer)
    }
  }

  @Test("the proxy ends sessions of clients without a certificate")
  func clientCertificate() async throws {
    try await withFleet([.clientCertificateRequired]) { servers in
      let port = try #require(servers.first?.port)
      let talk = try await Conversation(port: port, overTLS: true, sending: Self.bothRequests)
      #expect(talk.received.isEmpty)
      #expect(talk.session?.certificateRequested == true)
      guard case .alert = talk.failure else {
        Issue.record("no alert, but \(String(describing: talk.failure))")
        return
      }
    }
  }

  @Test("the insecure port and the web server speak plain HTTP, the third greets")
  func withoutTLS() async throws {
    try await withFleet([.insecurePort, .plainWebServer, .otherProtocol]) { servers in
      var received: [String] = []
      for server in servers {
        received.append(
          try await Conversation(port: server.port, overTLS: false, sending: Self.bothRequests).received)
      }
      #expect(received[0].contains("v1.16.15"))
      #expect(received[1].contains("404 Not Found") && !received[1].contains("gitVersion"))
      #expect(received[2] == "SSH-2.0-OpenSSH_9.2\r\n")
    }
  }

  @Test("a closed port refuses for as long as the fleet lives")
  func closedPort() async throws {
    try await withFleet([.closedPort]) { servers in
      let port = try #require(servers.first?.port)
      await #expect(throws: (any Error).self) {
        try await Conversation(port: port, overTLS: false, sending: "")
      }
    }
  }

  @Test("stopped servers are gone, and so are their connections")
  func stop() async throws {
    let fleet = try await SimulatedFleet.start([.kubeadmDefault])
    let port = try #require(fleet.servers.first?.port)
    async let unfinished = Conversation(port: port, overTLS: false, sending: "")
    try await fleet.stop()
    _ = try? await unfinished
    await #expect(throws: (any Error).self) {
      try await Conversation(port: port, overTLS: false, sending: "")
    }
  }

  @Test("two hundred servers start together, on IPv6 as well")
  func many() async throws {
    let behaviours = (0..<200).map { ServerBehaviour.demonstration[$0 % ServerBehaviour.demonstration.count] }
    try await withFleet(behaviours, host: "::1") { servers in
      #expect(Set(servers.map(\.port)).count == 200)
      #expect(servers.allSatisfy { $0.target == "[::1]:\($0.port)" })
    }
  }
}
