import Exposure
import Targets
import Fixtures
import NIOOpenSSL
import Testing

@testable import Scanning

@Suite(
  "Servers that flood TLS", .enabled(if: try OutsideTool.cCompiler.isReady, "needs \(OutsideTool.cCompiler)"),
  .timeLimit(.minutes(10)))
struct FloodingServerTests {
  @Test(
    "after the handshake are left at the bound, and the row says which",
    arguments: [
      ("tickets", "the server sent more than 32 TLS messages without data"),
      ("keyupdate", "the server sent more than 32 TLS messages without data"),
      ("renegotiate", "the server asked for more than 2 TLS handshakes"),
    ])
  func flood(kind: String, excess: String) async throws {
    try await FloodingServer().running(kind) { port in
      let targets = (1...20).map { "127.0.0.\($0):\(port)" }
      for observation in try await observe(targets) {
        #expect(observation.tls?.handshake == .established)
        #expect(observation.tls?.excess == excess)
        #expect(observation.tls?.certificate?.subject == "CN=kube-apiserver")
        #expect(
          observation.unanswered == [
            UnansweredPath(path: "/version", reason: .flooded),
            UnansweredPath(path: "/healthz", reason: .flooded),
          ])
        #expect(observation.attempts == 1)
        #expect(assess(observation).verdict == .inconclusive)
      }
    }
  }

  @Test("in the handshake are left at the bound")
  func floodedHandshake() async throws {
    try await FloodingServer().running("handshake") { port in
      let observation = try await observe(port: port)
      guard case .failed = observation.tls?.handshake else {
        Issue.record("not failed, but \(String(describing: observation.tls?.handshake))")
        return
      }
      #expect(assess(observation).verdict == .tlsFailed)
    }
  }

  @Test("before there was an answer to the second path leave the first one's answer standing")
  func answered() {
    let report = ConnectionReport(
      tls: TLSFacts(handshake: .established, excess: "the server sent more than 4096 TLS records"),
      responses: [Response(path: "/version", status: 401)], ending: .flooded)
    var probe = ProbeProgress(
      endpoint: Endpoint(target: Target(text: "t"), address: .v4(1), port: 6443, transport: .tls),
      scannedAt: .now, retries: 3)
    probe.beginAttempt()
    let step = probe.absorb(
      report, dialledAt: .uptimeNanoseconds(0), retryPause: .zero)
    #expect(step == .finished)
    #expect(probe.observation.responses.map(\.status) == [401])
    #expect(probe.observation.unanswered == [UnansweredPath(path: "/healthz", reason: .flooded)])
  }
}
