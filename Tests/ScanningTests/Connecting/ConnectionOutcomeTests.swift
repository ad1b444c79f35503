import Exposure
import Fixtures
import Foundation
import NIOCore
import NIOPosix
import Scanning
import SimulatedFleet
import Testing

@Suite("Connecting", .timeLimit(.minutes(10)))
struct ConnectionOutcomeTests {
  @Test(
    "a port that nobody listens on refuses, at once and whatever the retries",
    arguments: ["127.0.0.1", "::1"])
  func closed(host: String) async throws {
    let fleet = try await SimulatedFleet.start([.closedPort], host: host)
    let observation = try #require(
      try await observe(fleet.servers.map(\.target), settings: .patient.retrying(3)).first)
    try await fleet.stop()
    #expect(observation.connection == .refused)
    #expect(observation.attempts == 1)
    #expect(observation.tls == nil && observation.latency == nil)
    #expect(assess(observation).verdict == .closed)
  }

  @Test("a port that accepts and resets is no closed port, whenever the scanner sees the reset")
  func acceptsAndResets() async throws {
    try await ScriptedServer.running(script: { _ in [.reset] }) { server in
      for _ in 0..<20 {
        let observation = try await observe(port: server.port, settings: .patient.retrying(1))
        #expect(observation.connection == .connected)
        #expect(observation.tls?.handshake == .reset)
        #expect(observation.attempts == 3)
        #expect(assess(observation).verdict == .tlsFailed)
      }
    }
  }

  @Test("IPv6 is talked to as IPv4 is")
  func ipv6() async throws {
    let fleet = try await SimulatedFleet.start([.kubeadmDefault], host: "::1")
    let observation = try #require(try await observe(fleet.servers.map(\.target)).first)
    try await fleet.stop()
    #expect(observation.endpoint.address == .v6(1))
    #expect(assess(observation).verdict == .versionLeak)
  }

  @Test("a listener whose queue is full does not answer: filtered, after the retries")
  func fullQueue() async throws {
    // Linux drops a SYN where the queue of connections that nobody accepts is full.
    #if os(Linux)
      let listener = try #require(FullListener())
      let settings = ScanSettings(
        connectTimeout: .milliseconds(300), deadline: .seconds(30), retries: 1, userAgent: "apiexpose-tests")
      let observation = try await observe(port: listener.port, settings: settings)
      withExtendedLifetime(listener) {}
      #expect(observation.connection == .timedOut)
      #expect(observation.attempts == 2)
      #expect(assess(observation).verdict == .filtered)
    #endif
  }

  @Test("an address that cannot be connected to is unreachable, with the system's reason")
  func unreachable() async throws {
    // A link-local address without its link: the system refuses without sending anything.
    let observation = try #require(try await observe(["[fe80::1]:1"]).first)
    guard case .unreachable(let reason) = observation.connection else {
      Issue.record("not unreachable, but \(observation.connection)")
      return
    }
    #expect(!reason.isEmpty)
    #expect(assess(observation).verdict == .unreachable)
  }
}

#if os(Linux)
  /// A socket that listens, accepts nobody, and has its queue filled.
  private final class FullListener {
    let port: UInt16
    private var descriptors: [Int32] = []

    init?() {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      guard listener >= 0 else { return nil }
      descriptors = [listener]
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let opened = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          bind(listener, address, size) == 0 && listen(listener, 0) == 0
            && getsockname(listener, address, &size) == 0
        }
      }
      port = UInt16(bigEndian: address.sin_port)
      guard opened else { return nil }
      // One more than the queue holds is enough; the rest makes sure.
      for _ in 0..<4 {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        descriptors.append(client)
        _ = withUnsafePointer(to: address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(client, $0, size) }
        }
      }
    }

    deinit {
      for descriptor in descriptors { close(descriptor) }
    }
  }
#endif
