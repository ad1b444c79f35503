import Exposure
import Targets
import NIOCore
import NIOConcurrencyHelpers
import SimulatedFleet
import Testing

@testable import NIOOpenSSL
@testable import Scanning

@Suite("The safety net under the shortened lists of algorithms", .timeLimit(.minutes(10)))
struct ConfiguredLibraryTests {
  /// Contexts whose shortened lists lack what every TLS 1.3 handshake needs.
  private static let broken: ClientContexts.Maker = { library in
    switch library {
    case .shortened:
      try .scanningClient(library: LibraryContext(for: .client(leavingOut: ["TLS13-KDF"])))
    case .configured: try .scanningClient(.configured)
    }
  }

  @Test("gives the verdict that the whole library sees", .enabled(if: ClientProvider.isOfUse))
  func verdict() async throws {
    let script: @Sendable (Int) -> [Act] = { _ in
      [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let (observation, libraries) = try await Self.probe(port: server.port, make: Self.broken)
      #expect(libraries == [.shortened, .configured])
      #expect(observation.tls?.handshake == .established)
      #expect(observation.attempts == 2)
      #expect(observation.unanswered.isEmpty)
      #expect(assess(observation).verdict == .versionLeak)
    }
  }

  @Test("is not used where the lists hold what the handshake needs")
  func unused() async throws {
    let script: @Sendable (Int) -> [Act] = { _ in
      [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close]
    }
    try await ScriptedServer.running(tls: .kubernetes(), script: script) { server in
      let (observation, libraries) = try await Self.probe(port: server.port) { try .scanningClient($0) }
      #expect(libraries == [.shortened])
      #expect(observation.attempts == 1)
    }
  }

  @Test(
    "lets the whole library's failure stand, and asks no third time", .enabled(if: ClientProvider.isOfUse))
  func bothFail() async throws {
    // A ServerHello that ends in the middle of its fields.
    let garbage = "\u{16}\u{3}\u{3}\u{0}\u{6}\u{2}\u{0}\u{0}\u{2}\u{3}\u{3}"
    try await ScriptedServer.running(script: { _ in [.awaitBytes, .send(garbage), .awaitRequests(1)] }) {
      server in
      let (observation, libraries) = try await Self.probe(port: server.port) { try .scanningClient($0) }
      #expect(libraries == [.shortened, .configured])
      guard case .failed = observation.tls?.handshake else {
        Issue.record("not failed, but \(String(describing: observation.tls?.handshake))")
        return
      }
      #expect(assess(observation).verdict == .tlsFailed)
    }
  }

  /// Probes as the scan loop does, on contexts of the test's own; with the library that each connection used.
  private static func probe(
    port: UInt16, make: @escaping ClientContexts.Maker
  ) async throws -> (Observation, [TLSClientLibrary]) {
    let group = try ConversationGroup(eventLoops: 1, makeContext: make)
    let result = try await connections(port: port, group: group)
    try group.shutDown()
    return result
  }

  private static func connections(
    port: UInt16, group: ConversationGroup
  ) async throws -> (Observation, [TLSClientLibrary]) {
    var probe = ProbeProgress(
      endpoint: Endpoint(
        target: Target(text: "127.0.0.1"), address: IPAddress("127.0.0.1"), port: port, transport: .tls),
      scannedAt: .now, retries: 0)
    var libraries: [TLSClientLibrary] = []
    var step = ProbeProgress.Step.connect(after: .zero)
    while step != .finished {
      probe.beginAttempt()
      libraries.append(probe.plan.library)
      let dialledAt = NIODeadline.now()
      let plan = probe.plan
      let descriptor = try dial(port: port)
      let report = await withCheckedContinuation { continuation in
        // A connection may report twice; the first report counts.
        let waiting = NIOLockedValueBox<CheckedContinuation<ConnectionReport, Never>?>(continuation)
        group.converse(
          descriptor: descriptor, plan: plan,
          deadline: EndpointDeadline(moment: .now() + .seconds(60), clock: DeadlineClock()),
          tunnelEnd: .now() + .seconds(60),
          userAgent: "tests",
          turn: 0,
          handle: ConversationHandle()
        ) { report, _ in
          waiting.withLockedValue { held in
            defer { held = nil }
            return held
          }?.resume(returning: report)
        }
      }
      step = probe.absorb(report, dialledAt: dialledAt, retryPause: .zero)
    }
    return (probe.observation, libraries)
  }

  private static func dial(port: UInt16) throws -> CInt {
    var dialer = Dialer(try KernelSockets(), clock: DeadlineClock())
    var outcome = dialer.dial(.v4(0x7F00_0001), port: port, deadline: .now() + .seconds(30), token: 0)
    while outcome == nil { dialer.wait(until: nil) { _, ended in outcome = ended } }
    guard case .connected(let descriptor)? = outcome else { throw CancellationError() }
    return descriptor
  }
}
