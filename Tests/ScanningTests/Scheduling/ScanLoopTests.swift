import Exposure
import Targets
import Foundation
import NIOCore
import Testing

@testable import Scanning

@Suite("The scan loop", .timeLimit(.minutes(10)))
struct ScanLoopTests {
  private let machine = ManualClock()
  private let sockets: ScriptedSockets
  private let sink = CollectingSink()
  private let control = ScanControl()

  init() throws {
    sockets = try ScriptedSockets()
    sockets.onPoll = { [machine] in Self.pass($0, on: machine) }
  }

  /// A wait takes as long as it may; one without a limit is for the thread that reads the list.
  private static func pass(_ milliseconds: CInt, on machine: ManualClock) {
    if milliseconds >= 60_000 { sched_yield() } else { machine.advance(.milliseconds(Int64(milliseconds))) }
  }

  private func scan(
    _ target: String, concurrency: Int = 512, _ conversations: ScriptedConversations = .init()
  ) throws -> ScanEnd {
    let list = try TargetList(
      sources: [TargetSource(argument: target)], ports: PortList("6443"), exclusions: [], maximum: 100_000)
    let settings = ScanSettings(
      connectTimeout: .seconds(3), deadline: .seconds(10), retries: 0, concurrency: concurrency,
      userAgent: "test", startTime: false)
    let clock = machine.deadlineClock()
    let waker = sockets.waker
    let resolver = Resolver(families: .any, threads: 1, clock: clock) { waker.wake() }
    let feed = EndpointFeed(resolver: resolver) { waker.wake() }
    feed.start(list, skipping: 0)
    defer { feed.stop() }
    var loop = ScanLoop(
      settings: settings, sockets: sockets, clock: clock,
      intake: EndpointIntake(feed, skipped: 0, resolveTimeout: .seconds(5)),
      conversations: conversations, control: control)
    return loop.run(into: sink)
  }

  private var connections: [ConnectionOutcome] { sink.observations.map(\.connection) }

  @Test(
    "endpoints that connected while the process was stopped are not filtered", arguments: [1, 300, 10_000])
  func stopped(_ signals: Int) throws {
    var hasStopped = false
    sockets.onPoll = { [sockets, machine] timeout in
      // The thread that reads the list is not late, however busy the machine is.
      guard sockets.opened.count == 256 else { return _ = sched_yield() }
      guard !hasStopped else { return Self.pass(timeout, on: machine) }
      hasStopped = true
      // All connect at once, and then the process does not run for an hour.
      sockets.ready = sockets.opened.map { ($0.descriptor, 0) }
      sockets.interruptions = min(signals, 3)
      sockets.eventsInOneCall = 64
      machine.advance(.hours(1))
    }
    #expect(try scan("192.0.2.0/24") == .complete)
    #expect(connections == Array(repeating: .connected, count: 256))
  }

  @Test("what is silent is filtered after its timeout, in the order of the list")
  func silent() throws {
    let start = machine.now
    #expect(try scan("192.0.2.0/24") == .complete)
    #expect(connections == Array(repeating: .timedOut, count: 256))
    #expect(sink.destinations == Array(0..<256))
    #expect(machine.now - start < .seconds(60))
    #expect(sockets.openCount == 0)
  }

  @Test("a sink that is full stops the beginning of endpoints, and not those under way")
  func fullSink() throws {
    let conversations = ScriptedConversations(holding: true)
    var polls = 0
    var beganWhileFull = 0
    sockets.onPoll = { [sockets, sink, machine] timeout in
      // The list may not have been read yet.
      guard !sockets.opened.isEmpty else { return Self.pass(timeout, on: machine) }
      polls += 1
      switch polls {
      case 1...8:
        // The first portion connects, and the sink is full from then on.
        sink.pretend(.holding(count: Bounds.sinkCount, bytes: 0))
        if polls == 1 { sockets.ready = sockets.opened.map { ($0.descriptor, 0) } }
        if polls == 3 { beganWhileFull = sockets.opened.count }
      case 9:
        #expect(sockets.opened.count == beganWhileFull)
        #expect(conversations.heldCount == beganWhileFull)
        conversations.finishHeld()
      case 10:
        #expect(sink.observations.count == beganWhileFull)
        sink.pretend(.holding(count: 0, bytes: 0))
      default: break
      }
      Self.pass(timeout, on: machine)
    }
    #expect(try scan("192.0.2.0/23", concurrency: 2_000, conversations) == .complete)
    #expect(beganWhileFull > 0 && beganWhileFull < 512)
    #expect(connections.count { $0 == .connected } == beganWhileFull)
    #expect(connections.count == 512)
  }

  @Test("where nothing can be opened and nothing is under way, endpoints fail soon, with one notice")
  func exhausted() throws {
    let start = machine.now
    sockets.beginnings = Array(repeating: .failed(EMFILE), count: 1_000)
    #expect(try scan("192.0.2.0/29", concurrency: 4) == .complete)
    #expect(connections == Array(repeating: .notAttempted(reason: "Too many open files"), count: 8))
    #expect(sink.observations.allSatisfy { $0.attempts == 0 })
    #expect(machine.now - start < .seconds(8))
    #expect(control.takeNotices() == [.exhausted(reason: "Too many open files")])
  }

  @Test("an endpoint that finds nothing to open waits for those under way")
  func waitsForDescriptors() throws {
    let conversations = ScriptedConversations(holding: true)
    sockets.beginnings = [.connected(7), .failed(EMFILE), .failed(EMFILE), .failed(EMFILE), .failed(EMFILE)]
    sockets.onPoll = { [sockets, machine] timeout in
      Self.pass(timeout, on: machine)
      if sockets.beginnings.isEmpty, sockets.opened.count == 1 {
        sockets.beginnings = [.connected(8)]
        conversations.finishHeld()
      } else if sockets.opened.count == 2 {
        conversations.finishHeld()
      }
    }
    #expect(try scan("192.0.2.0/31", conversations) == .complete)
    #expect(connections == [.connected, .connected])
  }

  /// How the connection after a silent one begins, and what is reported of it.
  struct Second: CustomTestStringConvertible {
    let beginnings: [SocketAttempt]
    let isHeld: Bool
    let testDescription: String
  }

  @Test(
    "a handshake that ends late is read, whatever the other connection is at by then",
    arguments: [
      Second(beginnings: [], isHeld: false, testDescription: "dialling"),
      Second(beginnings: [.connected(8)], isHeld: true, testDescription: "talking"),
      Second(beginnings: [.connected(8), .connected(9)], isHeld: false, testDescription: "given up twice"),
      Second(beginnings: [.failed(ECONNREFUSED)], isHeld: false, testDescription: "refused, then dialling"),
      Second(
        beginnings: [.failed(ECONNRESET), .failed(ECONNREFUSED)], isHeld: false,
        testDescription: "reset, then refused"),
    ])
  func lateHandshake(_ second: Second) throws {
    let answers = ProbePath.allCases.map { Response(path: $0.rawValue, status: 401, headers: []) }
    let conversations = ScriptedConversations(
      holding: second.isHeld,
      late: ConnectionReport(tls: TLSFacts(handshake: .established), responses: answers, ending: .answered)
    ) { plan in
      ConnectionReport(
        tls: plan.transport == .tls ? TLSFacts(handshake: .timedOut) : nil, hasBytes: false,
        ending: plan.transport == .tls ? .handshakeFailed : .quiet, staysOpen: plan.staysOpenInSilence)
    }
    sockets.beginnings = [.connected(7)] + second.beginnings
    var polls = 0
    sockets.onPoll = { [machine] timeout in
      polls += 1
      if polls > 8 { conversations.finishSilent() }
      Self.pass(min(timeout, 60_000), on: machine)
    }
    #expect(try scan("192.0.2.1/32", conversations) == .complete)
    let observation = try #require(sink.observations.first)
    #expect(observation.responses.count == 2)
    #expect(observation.transport == .tls && observation.connection == .connected)
    #expect(observation.tls?.handshake == .established)
  }

  @Test("a silent connection gives its descriptor back where there is none for the one in plain HTTP")
  func silentWithoutDescriptors() throws {
    let conversations = ScriptedConversations(late: ConnectionReport(ending: .closed)) { plan in
      guard plan.transport == .plain else {
        return ConnectionReport(
          tls: TLSFacts(handshake: .timedOut), hasBytes: false, ending: .handshakeFailed,
          staysOpen: plan.staysOpenInSilence)
      }
      let answers = ProbePath.allCases.map { Response(path: $0.rawValue, status: 200, headers: []) }
      return ConnectionReport(responses: answers, ending: .answered)
    }
    sockets.beginnings = [.connected(7), .failed(EMFILE), .connected(8)]
    #expect(try scan("192.0.2.1/32", conversations) == .complete)
    let observation = try #require(sink.observations.first)
    #expect(observation.transport == .plain)
    #expect(observation.responses.count == 2)
  }

  @Test("a connection that fails at once frees its place for the next", arguments: [1, 8])
  func failsAtOnce(_ concurrency: Int) throws {
    sockets.beginnings = Array(repeating: .failed(ECONNREFUSED), count: 256)
    #expect(try scan("192.0.2.0/24", concurrency: concurrency) == .complete)
    #expect(connections == Array(repeating: .refused, count: 256))
  }

  @Test("once stopped lets what has begun finish")
  func stop() throws {
    sockets.onPoll = { [machine, control] timeout in
      control.stop()
      Self.pass(timeout, on: machine)
    }
    #expect(try scan("192.0.0.0/20", concurrency: 100) == .stopped)
    #expect(connections.allSatisfy { $0 == .timedOut })
    #expect(connections.count <= 100)
  }
}
