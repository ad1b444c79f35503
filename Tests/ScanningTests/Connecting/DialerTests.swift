import Exposure
import NIOCore
import Testing

@testable import Scanning

import PortableLibc

@Suite("Dialer")
struct DialerTests {
  private let machine = ManualClock()
  private let sockets: ScriptedSockets

  init() throws {
    sockets = try ScriptedSockets()
  }

  private func dialer() -> Dialer<ScriptedSockets> { Dialer(sockets, clock: machine.deadlineClock()) }

  private func dial(_ dialer: inout Dialer<ScriptedSockets>, _ tokens: Range<Int>, within time: TimeAmount) {
    for token in tokens {
      let outcome = dialer.dial(
        .v4(UInt32(token)), port: 6443, deadline: machine.now + time, token: token)
      #expect(outcome == nil)
    }
  }

  private func ended(
    _ dialer: inout Dialer<ScriptedSockets>, until deadline: NIODeadline? = nil
  ) -> [Int: DialOutcome] {
    var ended: [Int: DialOutcome] = [:]
    dialer.wait(until: deadline) { token, outcome in
      #expect(ended[token] == nil)
      ended[token] = outcome
    }
    return ended
  }

  @Test(
    "an attempt that ends at once is told at once",
    arguments: [
      (SocketAttempt.connected(7), DialOutcome.connected(descriptor: 7)),
      (.failed(ECONNREFUSED), .failed(.refused)), (.failed(ETIMEDOUT), .failed(.timedOut)),
      (.failed(ECONNRESET), .reset), (.failed(EPIPE), .reset),
      (.failed(ENETUNREACH), .failed(.unreachable(reason: "Network is unreachable"))),
      (.failed(EMFILE), .exhausted(reason: "Too many open files")),
      (.failed(ENOSPC), .exhausted(reason: "No space left on device")),
      (.failed(EADDRNOTAVAIL), .exhausted(reason: "Cannot assign requested address")),
    ])
  func atOnce(_ beginning: SocketAttempt, _ expected: DialOutcome) {
    sockets.beginnings = [beginning]
    var dialer = dialer()
    let outcome = dialer.dial(.v4(1), port: 1, deadline: machine.now, token: 1)
    #expect(outcome == expected)
    let pending = dialer.pending
    #expect(pending == 0)
  }

  @Test("10,000 that are ready at once are all taken before the first is overdue, though all are")
  func manyReady() {
    var dialer = dialer()
    dial(&dialer, 0..<10_000, within: .seconds(3))
    sockets.ready = sockets.opened.map { ($0.descriptor, $0.descriptor % 2 == 0 ? 0 : ECONNREFUSED) }
    // They answered in time; this thread comes round late.
    machine.advance(.seconds(60))
    let ended = ended(&dialer)
    #expect(ended.count == 10_000)
    #expect(ended.values.count { if case .connected = $0 { true } else { false } } == 5_000)
    #expect(ended.values.count { $0 == .failed(.refused) } == 5_000)
    let pending = dialer.pending
    #expect(pending == 0)
  }

  @Test(
    "only what is not up is refused: a connection that was reset had been up", arguments: [ECONNRESET, EPIPE])
  func resetBeforeSeen(_ code: CInt) {
    var dialer = dialer()
    dial(&dialer, 0..<2, within: .seconds(3))
    sockets.ready = zip(sockets.opened, [code, ECONNREFUSED]).map { ($0.descriptor, $1) }
    #expect(ended(&dialer) == [0: .reset, 1: .failed(.refused)])
    #expect(sockets.openCount == 0)
  }

  @Test("a wait that a signal interrupts says nothing of what is ready", arguments: [1, 2, 7])
  func interrupted(_ times: Int) {
    var dialer = dialer()
    dial(&dialer, 0..<300, within: .seconds(3))
    sockets.ready = sockets.opened.map { ($0.descriptor, 0) }
    sockets.interruptions = times
    machine.advance(.seconds(60))
    let ended = ended(&dialer)
    #expect(ended.count == 300)
    #expect(!ended.values.contains(.failed(.timedOut)))
  }

  @Test("what is not ready after its deadline is overdue, and its descriptor closed")
  func overdue() {
    var dialer = dialer()
    dial(&dialer, 0..<10, within: .seconds(3))
    sockets.ready = sockets.opened.prefix(4).map { ($0.descriptor, 0) }
    sockets.onPoll = { self.machine.advance(.milliseconds(Int64($0))) }
    let ended = ended(&dialer)
    #expect(ended.count == 10)
    #expect(ended.values.count { $0 == .failed(.timedOut) } == 6)
    #expect(sockets.openCount == 4)
    // Attempts that are overdue together end in one turn, a little later.
    #expect(sockets.timeouts == [3_005, 0])
  }

  @Test("a process that was stopped while it waited gives the time of the stop again")
  func stopped() {
    var dialer = dialer()
    dial(&dialer, 0..<2, within: .seconds(3))
    // Asked to wait for the deadline, and came back 4 seconds after it.
    sockets.onPoll = { timeout in
      self.sockets.onPoll = { _ in }
      self.machine.advance(.milliseconds(Int64(timeout)) + .seconds(4))
      self.sockets.interruptions = 1
    }
    #expect(ended(&dialer).count == 2, "the deadline itself had come")

    dial(&dialer, 2..<4, within: .seconds(3))
    sockets.onPoll = { _ in
      self.sockets.onPoll = { _ in }
      self.machine.advance(.seconds(5))
    }
    // Asked to wait for 100 ms only, so 4.9 of the 5 seconds were a stop, and 2.9 are left.
    let soon = machine.now - .seconds(4) + .milliseconds(100)
    #expect(ended(&dialer, until: soon).isEmpty)
    let pending = dialer.pending
    #expect(pending == 2)
    sockets.ready = sockets.opened.suffix(2).map { ($0.descriptor, 0) }
    #expect(ended(&dialer, until: soon).count == 2)
  }

  @Test("a descriptor that is used again has the deadline of its new attempt, not of the old one")
  func reused() {
    var dialer = dialer()
    dial(&dialer, 0..<1, within: .seconds(1))
    sockets.ready = [(sockets.opened[0].descriptor, ECONNREFUSED)]
    #expect(ended(&dialer, until: machine.now) == [0: .failed(.refused)])
    dial(&dialer, 1..<2, within: .seconds(10))
    #expect(sockets.opened[0].descriptor == sockets.opened[1].descriptor)
    machine.advance(.milliseconds(900))
    #expect(ended(&dialer, until: machine.now).isEmpty)
    machine.advance(.milliseconds(900))
    #expect(ended(&dialer, until: machine.now).isEmpty)
    let pending = dialer.pending
    #expect(pending == 1)
  }
}
