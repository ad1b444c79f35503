import Exposure
import Targets
import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOOpenSSL
import Scanning
import SimulatedFleet
import Testing

@Suite("A scan", .timeLimit(.minutes(10)))
struct ScannerTests {
  @Test("sees every server of the fleet for what it is", arguments: ["127.0.0.1", "::1"])
  func fleet(host: String) async throws {
    let fleet = try await SimulatedFleet.start(ServerBehaviour.allCases, host: host)
    var settings = ScanSettings.patient
    // The one that is neither waits for a request that never comes.
    settings.deadline = .seconds(20)
    let observations = try await observe(fleet.servers.map(\.target), settings: settings)
    try await fleet.stop()
    #expect(observations.map { assess($0).verdict } == fleet.servers.map(\.behaviour.expectedVerdict))
  }

  @Test("delivers in list order, whatever finishes first")
  func order() async throws {
    // The first is the slowest by far.
    let slow = try await ScriptedServer.start(script: { _ in [] })
    let fleet = try await SimulatedFleet.start(Array(repeating: .anonymousDisabled, count: 20))
    let targets = ["127.0.0.1:\(slow.port)"] + fleet.servers.map(\.target)
    let observations = try await observe(targets, settings: .impatient)
    try await fleet.stop()
    try await slow.stop()
    #expect(observations.map(\.endpoint.target.text) == targets)
    #expect(observations.first?.tls?.handshake == .timedOut)
  }

  @Test("never has more connections than its concurrency")
  func concurrency() async throws {
    let most = NIOLockedValueBox(0)
    let fleet = try await SimulatedFleet.start(Array(repeating: .anonymousDisabled, count: 30))
    var settings = ScanSettings.patient
    settings.concurrency = 3
    let scanner = Scanner(settings: settings)
    let list = try TargetList(
      sources: fleet.servers.map { TargetSource(argument: $0.target) }, ports: PortList("1"), exclusions: [],
      maximum: 100)
    let sink = CollectingSink { _ in
      let underWay = scanner.progress.underWay
      most.withLockedValue { $0 = max($0, underWay) }
    }
    let end = try await scanner.scan(list, excluding: { _, _ in false }, into: sink)
    try await fleet.stop()
    #expect(end == .complete)
    #expect(most.withLockedValue { $0 } <= 3)
    #expect(scanner.progress.completed == 30)
    #expect(scanner.progress.underWay == 0)
  }

  @Test("asks a name by its name, and each of its addresses")
  func names() async throws {
    let server = try await ScriptedServer.start(
      tls: .kubernetes(),
      script: { _ in [.awaitRequests(2), .send(Answers.version + Answers.healthz), .close] })
    var settings = ScanSettings.patient
    settings.addressFamilies = .v4Only
    let observations = try await observe(["LOCALHOST:\(server.port)"], settings: settings)
    try await server.stop()
    let observation = try #require(observations.first)
    #expect(observations.count == 1)
    #expect(observation.endpoint.address == .v4(0x7F00_0001))
    #expect(observation.endpoint.hostHeader == "localhost:\(server.port)")
    #expect(assess(observation).verdict == .versionLeak)
  }

  @Test("leaves excluded addresses alone, also where a name leads to them")
  func exclusions() async throws {
    let fleet = try await SimulatedFleet.start([.anonymousDisabled])
    let port = try #require(fleet.servers.first?.port)
    let observations = try await observe(
      ["localhost:\(port)", "127.0.0.2:\(port)"], excluding: ["127.0.0.1", "::1"])
    try await fleet.stop()
    #expect(observations.map(\.endpoint.address) == [.v4(0x7F00_0002)])
  }

  @Test("that is stopped lets finish what has begun, and hands it over")
  func stop() async throws {
    let slow = try await ScriptedServer.start(script: { _ in [] })
    let list = try TargetList(
      sources: [
        TargetSource(argument: "127.0.0.1:\(slow.port)"), TargetSource(argument: "127.3.0.0/16:1"),
      ], ports: PortList("1"), exclusions: [], maximum: 100_000)
    var settings = ScanSettings.impatient
    settings.concurrency = 8
    settings.rate = 100
    let scanner = Scanner(settings: settings)
    // Called with the first observation, behind which others already wait.
    let sink = CollectingSink { _ in scanner.stop() }
    let end = try await scanner.scan(list, excluding: { _, _ in false }, into: sink)
    try await slow.stop()
    let positions = sink.destinations
    #expect(end == .stopped)
    #expect(positions == Array(0..<UInt64(positions.count)))
    #expect(positions.count > 1 && positions.count < 65_537)
  }

  @Test("ends at once when its sink closes")
  func sinkCloses() async throws {
    let list = try TargetList(
      sources: [TargetSource(argument: "127.3.0.0/16:1")], ports: PortList("1"), exclusions: [],
      maximum: 100_000)
    let closing = NIOLockedValueBox<CollectingSink?>(nil)
    let sink = CollectingSink { _ in closing.withLockedValue { $0 }?.pretend(.closed) }
    closing.withLockedValue { $0 = sink }
    let end = try await Scanner(settings: .patient).scan(list, excluding: { _, _ in false }, into: sink)
    closing.withLockedValue { $0 = nil }
    #expect(end == .sinkClosed)
    #expect(sink.destinations.count < 65_536)
  }

  @Test("skips what an earlier scan has done")
  func skipping() async throws {
    let list = try TargetList(
      sources: [TargetSource(argument: "127.3.0.0/24:1")], ports: PortList("1"), exclusions: [], maximum: 256)
    let sink = CollectingSink()
    _ = try await Scanner(settings: .patient).scan(
      list, skipping: 200, excluding: { _, _ in false }, into: sink)
    #expect(sink.destinations == Array(200..<256))
    #expect(sink.observations.map(\.endpoint.address) == (200..<256).map { .v4(0x7F03_0000 + $0) })
  }
}
