import Exposure
import Targets
import Fixtures
import Foundation
import NIOCore
import Testing

@testable import Scanning

/// The scan loop under a clock and with sockets of the test: connections come up, and conversations end, in orders that
/// no network would show in a hundred scans. What every endpoint does is fixed by its address, so every scan of the list
/// has to give the same observations in the same order.
@Suite("The order in which endpoints finish", .timeLimit(.minutes(10)))
struct CompletionOrderTests {
  /// What is seen of an endpoint but for times.
  private struct Seen: Hashable {
    let destination: UInt64
    let address: IPAddress?
    let connection: ConnectionOutcome
    let attempts: Int
    let handshake: HandshakeOutcome?
    let bodies: [String]

    init(_ destination: UInt64, _ observation: Observation) {
      self.destination = destination
      address = observation.endpoint.address
      connection = observation.connection
      attempts = observation.attempts
      handshake = observation.tls?.handshake
      bodies = observation.responses.map(\.body)
    }
  }

  /// What an address does.
  private enum Fate: Int {
    case refuses
    case answers
    case failsTheHandshake
    case isSilent

    init(_ address: IPAddress) {
      let last = address.description.split(separator: ".").last.flatMap { Int($0) }
      self = Fate(rawValue: (last ?? 0) % 4) ?? .answers
    }
  }

  /// A scan in which `choose` says, among so many things that may happen next, which one does, once `begun` attempts
  /// have begun.
  private func scan(
    _ target: String, concurrency: Int, begun: Int = 1, choose: @escaping (Int) -> Int,
    pause: @escaping () -> TimeAmount
  ) throws -> [Seen] {
    let machine = ManualClock()
    let sockets = try ScriptedSockets()
    let conversations = ScriptedConversations(holding: true) { plan in
      let address = plan.endpoint.address ?? .v4(0)
      guard case .answers = Fate(address) else {
        return ConnectionReport(tls: TLSFacts(handshake: .closed), ending: .handshakeFailed)
      }
      return ConnectionReport(
        tls: TLSFacts(handshake: .established),
        responses: ["/version", "/healthz"].map { path in
          Response(path: path, status: 200, body: "\(path) of \(address)")
        }, ending: .answered)
    }
    var seen = 0
    var pending: [CInt] = []
    sockets.onPoll = { timeout in
      pending += sockets.opened[seen...].filter { Fate($0.address) != .isSilent }.map(\.descriptor)
      seen = sockets.opened.count
      // The list is read by a thread of its own.
      guard seen >= begun, timeout < 60_000 else {
        sched_yield()
        return
      }
      let count = pending.count + conversations.heldCount
      // Only silence is under way.
      guard count > 0 else { return machine.advance(.milliseconds(Int64(timeout))) }
      let choice = choose(count)
      if choice < pending.count {
        let descriptor = pending.remove(at: choice)
        let address = sockets.opened.last { $0.descriptor == descriptor }?.address ?? .v4(0)
        sockets.ready.append((descriptor, Fate(address) == .refuses ? ECONNREFUSED : 0))
      } else {
        conversations.finishHeld(at: choice - pending.count)
      }
      machine.advance(pause())
    }
    let list = try TargetList(
      sources: [TargetSource(argument: target)], ports: PortList("6443"), exclusions: [], maximum: 1_000)
    let settings = ScanSettings(
      connectTimeout: .seconds(3), deadline: .seconds(10), retries: 0, concurrency: concurrency,
      userAgent: "test", startTime: false)
    let sink = CollectingSink()
    let clock = machine.deadlineClock()
    let waker = sockets.waker
    let feed = EndpointFeed(resolver: Resolver(families: .any, threads: 1, clock: clock) { waker.wake() }) {
      waker.wake()
    }
    feed.start(list, skipping: 0)
    defer { feed.stop() }
    var loop = ScanLoop(
      settings: settings, sockets: sockets, clock: clock,
      intake: EndpointIntake(feed, skipped: 0, resolveTimeout: .seconds(5)),
      conversations: conversations, control: ScanControl())
    try #require(loop.run(into: sink) == .complete)
    return zip(sink.destinations, sink.observations).map(Seen.init)
  }

  /// What has to be seen: each endpoint after the other.
  private func reference(_ target: String) throws -> [Seen] {
    try scan(target, concurrency: 1, choose: { _ in 0 }, pause: { .zero })
  }

  @Test("changes nothing that a scan sees: every order in which five endpoints can do what they do")
  func everyOrder() throws {
    let target = "192.0.2.1-5"
    let reference = try reference(target)
    #expect(reference.map(\.address) == (1...5).map { .v4(0xC000_0200 + $0) })
    #expect(Set(reference.map(\.connection)) == [.refused, .connected, .timedOut])
    #expect(reference.filter { $0.bodies.count == 2 }.count == 2)
    var choices: [Int] = []
    var count = 0
    repeat {
      var bounds: [Int] = []
      let given = choices
      let seen = try scan(target, concurrency: 5, begun: 5) { bound in
        bounds.append(bound)
        return bounds.count <= given.count ? given[bounds.count - 1] : 0
      } pause: {
        .zero
      }
      try #require(seen == reference)
      count += 1
      // The next sequence of choices: the last one that can be another becomes it, and those behind it begin anew.
      choices = Array((given + Array(repeating: 0, count: bounds.count)).prefix(bounds.count))
      while let last = choices.last, last + 1 >= bounds[choices.count - 1] { choices.removeLast() }
      if !choices.isEmpty { choices[choices.count - 1] += 1 }
    } while !choices.isEmpty
    #expect(count >= 630)
  }

  @Test("changes nothing that a scan sees: random orders and pauses", arguments: [2, 7, 64, 200])
  func randomOrders(_ concurrency: Int) throws {
    let block = "192.0.2.0/25"
    let reference = try reference(block)
    #expect(reference.count == 128)
    for seed in 0..<50 {
      var orders = SplitMix(state: UInt64(seed))
      var pauses = SplitMix(state: ~UInt64(seed))
      let seen = try scan(block, concurrency: concurrency) {
        Int.random(in: 0..<$0, using: &orders)
      } pause: {
        // All that is under way ends long before its timeout.
        .microseconds(Int64.random(in: 0...5_000, using: &pauses))
      }
      try #require(seen == reference, "seed \(seed)")
    }
  }
}
