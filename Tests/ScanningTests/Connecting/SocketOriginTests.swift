import Exposure
import NIOCore
import SimulatedFleet
import Targets
import Testing

@testable import Scanning

@Suite("Where connections leave from", .timeLimit(.minutes(10)))
struct SocketOriginTests {
  @Test("an address that this machine does not have, or an interface, is told before anything depends on it")
  func missing() throws {
    let address = try #require(IPAddress("192.0.2.1"))
    #expect(throws: SocketOriginError.noAddress(address)) { try SocketOrigin(address: address).check() }
    let name = try #require(InterfaceName("nosuch0"))
    #expect(throws: SocketOriginError.noInterface("nosuch0")) { try SocketOrigin(interface: name).check() }
    try SocketOrigin(address: IPAddress("127.0.0.1")).check()
  }

  @Test("the names of interfaces are those that the kernel takes")
  func names() {
    for name in ["eth0", "br-1a2b3c", "wg.0", "lo"] { #expect(InterfaceName(name)?.text == name) }
    for name in ["", "a/b", "a b", "..", "nameoversixteen0", "e\u{0}"] { #expect(InterfaceName(name) == nil) }
  }

  @Test("an endpoint of the other family was not tried, and the others are asked")
  func families() async throws {
    let fleet = try await SimulatedFleet.start([.kubeadmDefault])
    let port = try #require(fleet.servers.first).port
    var settings = ScanSettings.patient
    settings.origin = SocketOrigin(address: IPAddress("127.0.0.1"))
    let observations = try await observe(["127.0.0.1:\(port)", "[2001:db8::1]:6443"], settings: settings)
    #expect(observations.map { assess($0).verdict } == [.versionLeak, .failed])
    #expect(observations.last?.attempts == 0)
    try await fleet.stop()
  }

  #if os(Linux)
    @Test("the server sees the address that was chosen")
    func seen() throws {
      // All of 127/8 is this machine on Linux.
      let origin = SocketOrigin(address: IPAddress("127.9.8.7"))
      let listener = try ListeningSocket()
      let sockets = try KernelSockets(from: origin)
      _ = sockets.connect(to: .v4(0x7F00_0001), port: listener.port)
      #expect(listener.acceptedPeer() == "127.9.8.7")
    }

    @Test("a socket that may not leave from there was not tried")
    func refusedHere() throws {
      let sockets = try KernelSockets(from: SocketOrigin(address: IPAddress("192.0.2.1")))
      var dialer = Dialer(sockets, clock: DeadlineClock())
      let outcome = dialer.dial(.v4(0x7F00_0001), port: 1, deadline: .now() + .seconds(1), token: 0)
      guard case .exhausted? = outcome else {
        Issue.record("ended as \(String(describing: outcome))")
        return
      }
    }
  #endif
}
