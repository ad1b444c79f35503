import Exposure
import Foundation
import SimulatedFleet
import Targets
import Testing

@testable import Scanning

extension ScanSettings {
  /// The same through a proxy on loopback.
  func through(
    _ scheme: String, _ port: UInt16, _ credentials: ProxyCredentials? = nil
  ) throws -> ScanSettings {
    var settings = self
    settings.proxy = ProxyRoute(
      try ProxyURL("\(scheme)://127.0.0.1:\(port)"), at: .v4(0x7F00_0001), credentials: credentials)
    return settings
  }
}

/// Runs a proxy and servers for the length of a body.
func withProxy<Value>(
  _ behaviour: SimulatedProxy.Behaviour = .init(), before behaviours: [ServerBehaviour] = [],
  _ body: (SimulatedProxy, [SimulatedServer]) async throws -> Value
) async throws -> Value {
  let fleet = try await SimulatedFleet.start(behaviours)
  let proxy = try await SimulatedProxy.start(behaviour)
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await body(proxy, fleet.servers))
  } catch {
    outcome = .failure(error)
  }
  try await proxy.stop()
  try await fleet.stop()
  return try outcome.get()
}

@Suite("A scan through a proxy", .timeLimit(.minutes(10)))
struct ProxyScanTests {
  private static let schemes = ["socks5", "socks5h", "http"]
  private static let behaviours: [ServerBehaviour] = [
    .kubeadmDefault, .anonymousDisabled, .healthPathsOnly, .webServer, .clientCertificateRequired,
    .insecurePort, .otherProtocol, .oldTLS,
  ]

  @Test("sees in servers what a direct one sees", arguments: schemes)
  func same(_ scheme: String) async throws {
    try await withProxy(before: Self.behaviours) { proxy, servers in
      let targets = servers.map(\.target)
      let direct = try await observe(targets)
      let observations = try await observe(targets, settings: .patient.through(scheme, proxy.port))
      #expect(observations.map { assess($0).verdict } == direct.map { assess($0).verdict })
      #expect(observations.map(\.tls?.certificate) == direct.map(\.tls?.certificate))
      let url = "\(scheme)://127.0.0.1:\(proxy.port)"
      #expect(
        observations.map(\.proxy) == servers.map { _ in ProxyFacts(url: url, targetAnswered: true) })
      #expect(Set(proxy.requests).count == servers.count)
    }
  }

  @Test("takes a refusal that the proxy tells for a closed port only from SOCKS", arguments: schemes)
  func closed(_ scheme: String) async throws {
    try await withProxy(before: [.kubeadmDefault, .closedPort]) { proxy, servers in
      let observations = try await observe(
        servers.map(\.target), settings: .patient.through(scheme, proxy.port))
      let verdicts = observations.map { assess($0).verdict }
      #expect(verdicts == [.versionLeak, scheme == "http" ? .failed : .closed])
      #expect(observations.last?.proxy?.reply == (scheme == "http" ? 502 : 5))
      #expect(observations.last?.attempts == 1)
    }
  }

  @Test("believes no proxy that says it connected, and then brings nothing", arguments: schemes)
  func hasty(_ scheme: String) async throws {
    try await withProxy(.init(isHasty: true), before: [.kubeadmDefault, .closedPort]) { proxy, servers in
      let observations = try await observe(
        servers.map(\.target), settings: .patient.through(scheme, proxy.port))
      #expect(observations.map { assess($0).verdict } == [.versionLeak, .failed])
      #expect(observations.map(\.connection) == [.connected, .connected])
      #expect(observations.map(\.proxy?.targetAnswered) == [true, false])
    }
  }

  @Test("leaves names to the proxy, and has no address of them then", arguments: ["socks5h", "http"])
  func names(_ scheme: String) async throws {
    try await withProxy(before: [.kubeadmDefault]) { proxy, servers in
      let port = try #require(servers.first).port
      // A name that no name server knows (RFC 6761 §6.4).
      let observations = try await observe(
        ["api.cluster.invalid:\(port)"], settings: .patient.through(scheme, proxy.port))
      let observation = try #require(observations.first)
      #expect(assess(observation).verdict == .versionLeak)
      #expect(observation.endpoint.address == nil)
      #expect(observation.endpoint.hostHeader == "api.cluster.invalid:\(port)")
      #expect(Set(proxy.requests) == ["api.cluster.invalid:\(port)"])
    }
  }

  @Test("resolves names here where the scheme says so")
  func namesHere() async throws {
    try await withProxy(before: [.kubeadmDefault]) { proxy, servers in
      let port = try #require(servers.first).port
      let settings = try ScanSettings.patient.through("socks5", proxy.port)
      let observations = try await observe(
        ["localhost:\(port)", "api.cluster.invalid:\(port)"], settings: settings)
      #expect(
        observations.contains { $0.endpoint.address == .v4(0x7F00_0001) && $0.connection == .connected })
      #expect(observations.last?.connection != .connected)
      #expect(proxy.requests.allSatisfy { !$0.contains("localhost") && !$0.contains("invalid") })
    }
  }

  @Test("leaves no name to the proxy that may lead to an excluded address")
  func exclusions() async throws {
    try await withProxy(before: [.kubeadmDefault]) { proxy, servers in
      let port = try #require(servers.first).port
      let settings = try ScanSettings.patient.through("socks5h", proxy.port)
      let observations = try await observe(
        ["api.cluster.invalid:\(port)", "127.0.0.1:\(port)"], settings: settings, excluding: ["10.0.0.0/8"])
      #expect(observations.map { assess($0).verdict } == [.failed, .versionLeak])
      #expect(!proxy.requests.contains { $0.contains("invalid") })
    }
  }

  @Test("tells user and password to a proxy that wants them", arguments: schemes)
  func credentials(_ scheme: String) async throws {
    try await withProxy(.init(credentials: "me:hush"), before: [.kubeadmDefault]) { proxy, servers in
      let right = try ProxyCredentials(user: "me", password: "hush")
      let settings = try ScanSettings.patient.through(scheme, proxy.port, right)
      let observations = try await observe(servers.map(\.target), settings: settings)
      #expect(observations.map { assess($0).verdict } == [.versionLeak])
      let wrong = try ProxyCredentials(user: "me", password: "x")
      for (credentials, fault) in [(wrong, ProxyFault.refusesCredentials), (nil, .wantsCredentials)] {
        let sink = CollectingSink()
        let end = try await Scanner(settings: .patient.through(scheme, proxy.port, credentials)).scan(
          Self.list(servers.map(\.target)), excluding: { _, _ in false }, into: sink)
        #expect(end == .proxyFailed(fault, hasWorked: false))
        #expect(sink.observations.isEmpty)
      }
    }
  }

  @Test(
    "reports what the proxy answers about each endpoint",
    arguments: [
      ("socks5", 2, Verdict.failed), ("socks5", 4, .unreachable), ("socks5", 1, .failed),
      ("http", 403, .failed),
      ("http", 504, .failed),
    ])
  func answers(_ scheme: String, _ reply: Int, _ verdict: Verdict) async throws {
    try await withProxy(.init(refusals: [6443: reply])) { proxy, _ in
      let observations = try await observe(
        ["192.0.2.0/28"], settings: .patient.retrying(1).through(scheme, proxy.port))
      #expect(observations.map { assess($0).verdict } == Array(repeating: verdict, count: 16))
      #expect(observations.map(\.proxy?.reply) == Array(repeating: reply, count: 16))
      #expect(observations.map(\.attempts) == Array(repeating: 1, count: 16))
    }
  }

  @Test("works on no more endpoints at the same time than it is told")
  func connections() async throws {
    try await withProxy(before: [.kubeadmDefault]) { proxy, servers in
      let port = try #require(servers.first).port
      var settings = try ScanSettings.patient.through("socks5", proxy.port)
      settings.proxyConnections = 2
      let sockets = try ScriptedSockets()
      let conversations = ScriptedConversations(holding: true) { _ in
        ConnectionReport(tls: TLSFacts(handshake: .established), ending: .deadline)
      }
      sockets.beginnings = (1...40).map { .connected($0) }
      let most = HighestCount()
      sockets.onPoll = { _ in
        most.note(conversations.heldCount)
        conversations.finishHeld(1)
        sched_yield()
      }
      #expect(try Self.loop("127.0.0.0-31:\(port)", settings, sockets, conversations) == .complete)
      #expect(most.value == 2)
    }
  }

  @Test("asks a target with a proxy of its own through that, and does not judge the scan's by it")
  func own() async throws {
    try await withProxy(before: [.kubeadmDefault]) { proxy, servers in
      let target = try #require(servers.first).target
      try await withProxy(.init(credentials: "me:hush")) { closed, _ in
        var targets = [target, "\(target) proxy-url=http://127.0.0.1:\(proxy.port)"]
        for number in 1...5 {
          targets.append("192.0.2.\(number) proxy-url=socks5h://127.0.0.1:\(closed.port)")
        }
        targets.append("192.0.2.9 proxy-url=http://proxy.cluster.invalid:3128")
        let observations = try await observe(targets)
        let failed = Array(repeating: Verdict.failed, count: 6)
        #expect(observations.map { assess($0).verdict } == [.versionLeak, .versionLeak] + failed)
        #expect(observations.map { $0.proxy == nil } == targets.map { !$0.contains("proxy-url=") })
        #expect(observations.last?.endpoint.address == IPAddress("192.0.2.9"))
      }
    }
  }

  static func list(_ targets: [String]) throws -> TargetList {
    try TargetList(
      sources: targets.map { TargetSource(argument: $0) }, ports: PortList("6443"), exclusions: [],
      maximum: 100_000)
  }

  /// Runs the loop with scripted sockets.
  static func loop(
    _ target: String, _ settings: ScanSettings, _ sockets: ScriptedSockets,
    _ conversations: ScriptedConversations, into sink: CollectingSink = CollectingSink()
  ) throws -> ScanEnd {
    try loop(over: list([target]), settings, sockets, conversations, into: sink)
  }

  /// Runs the loop over a list with scripted sockets.
  static func loop(
    over list: TargetList, _ settings: ScanSettings, _ sockets: ScriptedSockets,
    _ conversations: ScriptedConversations, excluding exclusions: IntakeExclusions = IntakeExclusions(),
    into sink: CollectingSink
  ) throws -> ScanEnd {
    let clock = DeadlineClock()
    let resolver = Resolver(families: .any, threads: 1, clock: clock) {}
    let feed = EndpointFeed(resolver: resolver, proxy: settings.proxy?.url) {}
    feed.start(list, skipping: 0)
    defer { feed.stop() }
    var loop = ScanLoop(
      settings: settings, sockets: sockets, clock: clock,
      intake: EndpointIntake(
        feed, skipped: 0, resolveTimeout: .seconds(5), proxy: settings.proxy, exclusions: exclusions),
      conversations: conversations, control: ScanControl())
    return loop.run(into: sink)
  }
}

/// The highest number that was noted. For one thread.
private final class HighestCount {
  private(set) var value = 0

  func note(_ count: Int) { value = max(value, count) }
}
