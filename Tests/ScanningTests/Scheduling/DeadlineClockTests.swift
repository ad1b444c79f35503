import Targets
import NIOCore
import Testing

@testable import Scanning

@Suite("The clock of deadlines")
struct DeadlineClockTests {
  private let machine = ManualClock()

  @Test("runs with the machine's while the scan loop comes round in time")
  func runs() {
    let clock = machine.deadlineClock()
    let start = clock.now()
    for _ in 0..<10 {
      #expect(clock.turn(nextWithin: .seconds(2)) == .zero)
      machine.advance(.milliseconds(2_900))
    }
    #expect(clock.now() - start == .seconds(29))
  }

  @Test("stands still while the process does not run, wherever in the loop that happens")
  func standsStill() {
    let clock = machine.deadlineClock()
    let start = clock.now()
    clock.turn(nextWithin: .milliseconds(200))
    machine.advance(.milliseconds(200) + .seconds(4))
    #expect(clock.turn(nextWithin: .zero) == .seconds(4))
    #expect(clock.now() - start == .milliseconds(200))
    machine.advance(.seconds(7))
    #expect(clock.turn(nextWithin: .seconds(1)) == .seconds(7))
    #expect(clock.now() - start == .milliseconds(200))
    #expect(clock.machineTime(of: clock.now()) == machine.now)
  }

  @Test("a deadline counts at the second look, when the loop has served its sockets")
  func secondLook() {
    let clock = machine.deadlineClock()
    let deadline = clock.now() + .seconds(1)
    clock.turn(nextWithin: .seconds(1))
    machine.advance(.seconds(1))
    guard case .again(let at) = clock.reached(deadline, scheduledFor: machine.now, looks: 0) else {
      Issue.record("it counted at once")
      return
    }
    #expect(at > machine.now && at - machine.now < .milliseconds(20))
    machine.advance(at - machine.now)
    #expect(clock.reached(deadline, scheduledFor: at, looks: 1) == .expired)
  }

  @Test("a loop that is late is let catch up, but not for ever")
  func late() {
    let clock = machine.deadlineClock()
    let deadline = clock.now() + .seconds(1)
    clock.turn(nextWithin: .seconds(5))
    machine.advance(.seconds(2))
    for looks in 1..<DeadlineClock.mostLooks {
      guard
        case .again = clock.reached(deadline, scheduledFor: machine.now - .milliseconds(100), looks: looks)
      else {
        Issue.record("it counted at look \(looks)")
        return
      }
    }
    #expect(
      clock.reached(deadline, scheduledFor: machine.now, looks: DeadlineClock.mostLooks) == .expired)
  }

  @Test("a deadline that goes off before the scan loop has noticed the stop is put off")
  func unnoticed() {
    let clock = machine.deadlineClock()
    let deadline = clock.now() + .seconds(1)
    clock.turn(nextWithin: .milliseconds(250))
    machine.advance(.seconds(5))
    // Stopped for 4.75 seconds, so 0.75 are left.
    #expect(
      clock.reached(deadline, scheduledFor: machine.now - .seconds(4), looks: 3)
        == .again(at: machine.now + .milliseconds(750)))
    clock.turn(nextWithin: .zero)
    #expect(
      clock.reached(deadline, scheduledFor: machine.now - .seconds(4), looks: 3)
        == .again(at: machine.now + .milliseconds(750)))
  }
}
