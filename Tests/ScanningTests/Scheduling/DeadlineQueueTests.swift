import NIOCore
import NIOEmbedded
import Testing

@testable import Scanning

@Suite("The deadlines of an event loop")
struct DeadlineQueueTests {
  private let loop = EmbeddedEventLoop()
  private let machine = ManualClock()
  private let clock: DeadlineClock
  private let queue: DeadlineQueue

  init() {
    clock = machine.deadlineClock()
    clock.turn(nextWithin: .hours(1))
    queue = DeadlineQueue(on: loop)
    loop.advanceTime(to: machine.now)
  }

  private func advance(_ time: TimeAmount) {
    machine.advance(time)
    loop.advanceTime(by: time)
  }

  private func deadline(in time: TimeAmount) -> EndpointDeadline {
    EndpointDeadline(moment: clock.now() + time, clock: clock)
  }

  /// Every deadline counts at its second look.
  private func pass(_ time: TimeAmount) {
    advance(time)
    advance(DeadlineClock.secondLook)
  }

  @Test("a timer goes off once, after its deadline, and not when it is cancelled")
  func once() {
    var expired: [String] = []
    #expect(deadline(in: .zero).timeLeft == .zero)
    let cancelled = queue.schedule(deadline(in: .zero)) { expired.append("cancelled") }
    cancelled.cancel()
    let timer = queue.schedule(deadline(in: .zero)) { expired.append("timer") }
    loop.advanceTime(to: machine.now)
    #expect(expired.isEmpty)
    advance(DeadlineClock.secondLook)
    #expect(expired == ["timer"])
    advance(.seconds(5))
    timer.cancel()
    #expect(expired == ["timer"])
  }

  @Test("timers go off in the order of their deadlines, whatever the order in which they were made")
  func order() {
    var expired: [Int] = []
    var timers: [DeadlineTimer] = []
    for seconds in [5, 1, 3, 2, 4] {
      timers.append(queue.schedule(deadline(in: .seconds(Int64(seconds)))) { expired.append(seconds) })
    }
    for second in 1...5 {
      pass(.seconds(1))
      #expect(expired == Array(1...second))
    }
  }

  @Test("of a thousand timers, most of them cancelled, each of the others goes off")
  func many() {
    var expired: Set<Int> = []
    var timers: [DeadlineTimer] = []
    for number in 0..<1000 {
      timers.append(queue.schedule(deadline(in: .milliseconds(Int64(number)))) { expired.insert(number) })
    }
    for (number, timer) in timers.enumerated() where number % 10 != 0 {
      timer.cancel()
      timer.cancel()
    }
    pass(.seconds(1))
    #expect(expired == Set(stride(from: 0, to: 1000, by: 10)))
  }

  @Test("a timer that goes off may make others and cancel others")
  func nested() {
    var expired: [String] = []
    var timers: [DeadlineTimer] = []
    let other = queue.schedule(deadline(in: .milliseconds(1))) { expired.append("other") }
    timers.append(
      queue.schedule(deadline(in: .zero)) { [self] in
        expired.append("first")
        other.cancel()
        timers.append(queue.schedule(deadline(in: .zero)) { expired.append("second") })
      })
    pass(.zero)
    pass(.milliseconds(1))
    pass(.seconds(1))
    #expect(expired == ["first", "second"])
  }
}
