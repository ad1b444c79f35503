import Exposure
import NIOOpenSSL
import Scanning
import SimulatedFleet
import Testing

@Suite("The certificate that tells the start", .timeLimit(.minutes(10)))
struct LoopbackCertificateTests {
  private static let asking = ScanSettings.patient.asking(startTime: true)

  /// A server that shows this certificate for the loopback client's name.
  private func context(
    commonName: String, clientCertificates: TLSClientCertificates = .notRequested,
    newest: TLSProtocolVersion = .tls13
  ) throws -> TLSContext {
    try .kubernetes(
      TLSServerOptions(
        maximumVersion: newest, clientCertificates: clientCertificates,
        alternatives: ["apiserver-loopback-client": .selfSigned(commonName: commonName)]))
  }

  private static let answers: [Act] = [
    .awaitRequests(2), .send(Answers.unauthorized + Answers.unauthorized), .close,
  ]

  @Test(
    "is shown by every API server of the fleet that speaks TLS, and by nothing else",
    arguments: ServerBehaviour.allCases)
  func fleet(behaviour: ServerBehaviour) async throws {
    let fleet = try await SimulatedFleet.start([behaviour])
    var settings = Self.asking
    // The one that is neither TLS nor HTTP waits for a request that never comes.
    settings.deadline = .seconds(20)
    let observations = try await observe(fleet.servers.map(\.target), settings: settings)
    try await fleet.stop()
    let observation = try #require(observations.first)
    switch behaviour {
    case .kubeadmDefault, .anonymousDisabled, .healthPathsOnly, .rbacForbidden, .legacy, .unhealthy,
      .overloaded, .anonymousAdmin, .justStarted, .expiredCertificate, .expiringCertificate, .oldTLS,
      .startingUp, .supervisor:
      let certificate = try #require(observation.loopbackCertificate)
      #expect(certificate.subject.hasPrefix("CN=apiserver-loopback-client@"))
      #expect(certificate.issuer.hasPrefix("CN=apiserver-loopback-client-ca@"))
      #expect(observation.tls?.certificate?.subject == "CN=kube-apiserver")
    case .insecurePort, .webServer, .closedPort, .clientCertificateRequired, .plainWebServer, .otherProtocol,
      .plaintextProxy, .controllerManager, .kubelet, .lockedKubelet, .openKubelet, .readOnlyKubelet, .etcd,
      .lockedEtcd, .scheduler, .machineConfigServer, .kubectlProxy, .kubeProxy, .kubeProxyMetrics,
      .listingKubelet, .lookalike:
      #expect(observation.loopbackCertificate == nil)
      #expect(observation.attempts <= 2)
    case .balancerWithoutBackend:
      #expect(observation.loopbackCertificate == nil)
      // 503 is asked again three times.
      #expect(observation.attempts <= 4)
    }
    #expect(assess(observation).verdict == behaviour.expectedVerdict)
    #expect(assess(observation).component == behaviour.expectedComponent)
  }

  @Test("costs one connection without a request, and does not change the latency's meaning")
  func cost() async throws {
    try await ScriptedServer.running(
      tls: context(commonName: "apiserver-loopback-client@1795471479"), script: { _ in Self.answers }
    ) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(observation.loopbackCertificate?.subject == "CN=apiserver-loopback-client@1795471479")
      #expect(observation.attempts == 2)
      #expect(observation.latency != nil)
      #expect(server.requests == [["GET /version HTTP/1.1", "GET /healthz HTTP/1.1"], []])
    }
  }

  @Test("is not asked for where it is not wished")
  func notWished() async throws {
    try await ScriptedServer.running(
      tls: context(commonName: "apiserver-loopback-client@1795471479"), script: { _ in Self.answers }
    ) { server in
      let observation = try await observe(port: server.port)
      #expect(observation.loopbackCertificate == nil)
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    "is shown before a client certificate is missed",
    arguments: [TLSProtocolVersion.tls12, .tls13])
  func clientCertificateRequired(version: TLSProtocolVersion) async throws {
    let context = try context(
      commonName: "apiserver-loopback-client@1795471479",
      clientCertificates: .required(authorities: ["CN=kubernetes"]), newest: version)
    try await ScriptedServer.running(tls: context, script: { _ in [] }) { server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(assess(observation).verdict == .clientCertificateRequired)
      #expect(observation.loopbackCertificate?.subject == "CN=apiserver-loopback-client@1795471479")
    }
  }

  @Test(
    "is not believed under another name",
    arguments: [
      "apiserver-loopback-client", "apiserver-loopback-client-ca@1795471479", "kube-apiserver",
      "x,CN=apiserver-loopback-client@1795471479", "www@1795471479", " apiserver-loopback-client@1",
    ])
  func otherName(_ name: String) async throws {
    try await ScriptedServer.running(tls: context(commonName: name), script: { _ in Self.answers }) {
      server in
      let observation = try await observe(port: server.port, settings: Self.asking)
      #expect(observation.loopbackCertificate == nil)
      #expect(server.requests.count == 2)
    }
  }

  @Test("is never asked of a server without TLS")
  func plain() async throws {
    let answers: [Act] = [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    try await ScriptedServer.running(script: { _ in answers }) { server in
      let observation = try await observe(["http://127.0.0.1:\(server.port)"], settings: Self.asking)[0]
      #expect(assess(observation).verdict == .versionLeak)
      #expect(server.requests.count == 1)
    }
  }

  struct Reaction: CustomTestStringConvertible {
    let acts: [Act]
    var hangs = false
    let testDescription: String
  }

  static let reactions = [
    Reaction(acts: [.awaitBytes, .close], testDescription: "closes"),
    Reaction(acts: [.awaitBytes, .reset], testDescription: "resets"),
    Reaction(
      acts: [.send("SSH-2.0-OpenSSH_9.2\r\n"), .awaitBytes, .close], testDescription: "greets as SSH"),
    Reaction(acts: [.flood("garbage ")], testDescription: "floods with garbage"),
    Reaction(
      acts: [.awaitBytes, .send("\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{70}"), .close],
      testDescription: "does not know the name (unrecognized_name)"),
    Reaction(acts: [], hangs: true, testDescription: "is silent"),
    Reaction(
      acts: [.drip("\u{16}\u{3}\u{3}\u{40}\u{0}\u{2}\u{0}\u{3F}\u{FC}")], hangs: true,
      testDescription: "drips the beginning of a record"),
  ]

  @Test("leaves what is known as it was where the server spoils the handshake, once", arguments: reactions)
  func spoilt(_ reaction: Reaction) async throws {
    try await ScriptedServer.running(
      tls: .kubernetes(), plainFrom: 1, script: { $0 == 0 ? Self.answers : reaction.acts }
    ) { server in
      var settings: ScanSettings = reaction.hangs ? .unhurried : .patient
      settings = settings.retrying(3).asking(startTime: true)
      let observation = try await observe(port: server.port, settings: settings)
      #expect(observation.loopbackCertificate == nil)
      #expect(assess(observation).verdict == .lockedDown)
      #expect(observation.tls?.handshake == .established)
      #expect(observation.attempts == 2)
      #expect(server.requests.count == 2)
    }
  }
}
