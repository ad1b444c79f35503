import NIOConcurrencyHelpers
import NIOCore

/// The clock of a scan's deadlines: monotonic, and it stands still while the process did not run.
///
/// Whatever the scanner's own machine does must not turn an endpoint that answered in time into one that did not. The
/// scan loop tells the clock with each turn when the next one is due. A turn that comes much later shows that the process
/// was stopped (SIGSTOP), starved of CPU (a container's quota) or frozen; what it is late by does not count, so that
/// every endpoint under way gets that time again. A suspended laptop needs no such care on Linux, where CLOCK_MONOTONIC
/// does not run during suspend (clock_gettime(2)); there it shows elsewhere, on macOS say.
///
/// Its moments are those of `NIODeadline` less the time that it stood still: they are compared with each other, and
/// turned into the machine's own by `machineTime(of:)` where an event loop schedules.
final class DeadlineClock: Sendable {
  /// How often the scan loop comes round at least while something is under way, so that a gap is noticed soon.
  static let beat = TimeAmount.milliseconds(250)
  /// A turn may be so late before it counts as a gap: a loop on a busy machine is.
  static let tolerance = TimeAmount.seconds(1)
  /// An event loop that is so late has not yet served all of its sockets.
  static let lateness = TimeAmount.milliseconds(50)
  /// How soon a deadline is looked at again, so that the sockets get their turn before.
  static let secondLook = TimeAmount.milliseconds(5)
  /// How often a deadline is looked at before it counts, whatever the machine does.
  static let mostLooks = 200

  fileprivate struct State {
    var stoodStill = TimeAmount.zero
    var lastTurn: NIODeadline
    var nextWithin = TimeAmount.zero
  }

  private let machine: @Sendable () -> NIODeadline
  private let state: NIOLockedValueBox<State>

  /// A clock that runs with the machine's monotonic one, which a test may replace.
  init(machine: @escaping @Sendable () -> NIODeadline = { .now() }) {
    self.machine = machine
    state = NIOLockedValueBox(State(lastTurn: machine()))
  }

  /// The moment on this clock.
  func now() -> NIODeadline {
    let machineTime = machine()
    return state.withLockedValue { machineTime - $0.stoodStill }
  }

  /// The machine's own moment.
  func machineNow() -> NIODeadline { machine() }

  /// When the machine's clock will show a moment of this one, if it does not stand still any more.
  func machineTime(of moment: NIODeadline) -> NIODeadline {
    state.withLockedValue { moment + $0.stoodStill }
  }

  /// Called by the scan loop before and after it waits; the next call is due `within` this time.
  /// - Returns: How long the process did not run, as far as that is noticed now.
  @discardableResult func turn(nextWithin within: TimeAmount) -> TimeAmount {
    let now = machine()
    return state.withLockedValue { state in
      let gap = state.gap(at: now)
      state.stoodStill = state.stoodStill + gap
      state.lastTurn = now
      state.nextWithin = within
      return gap
    }
  }

  /// What a deadline means whose timer went off.
  enum Reached: Sendable, Hashable {
    case expired
    /// Not yet: look again at this moment of the machine's clock.
    case again(at: NIODeadline)
  }

  /// Called on an event loop when the timer for a deadline of this clock goes off, `looks` times before for the same one.
  ///
  /// A timer and the bytes of an answer may be due together, and an event loop takes at most so many sockets in one
  /// round: a deadline counts only at a second look, and one of a loop that is late only when it has caught up.
  func reached(_ deadline: NIODeadline, scheduledFor: NIODeadline, looks: Int) -> Reached {
    let now = machine()
    guard looks < Self.mostLooks else { return .expired }
    let (gap, stoodStill) = state.withLockedValue { ($0.gap(at: now), $0.stoodStill) }
    let due = deadline + stoodStill + gap
    if due > now { return .again(at: due) }
    // The scan loop has not noticed it yet; when it has, the deadline is due later.
    if gap > .zero { return .again(at: now + Self.secondLook) }
    if looks == 0 || now - scheduledFor > Self.lateness { return .again(at: now + Self.secondLook) }
    return .expired
  }
}

extension DeadlineClock.State {
  /// How much more time has gone by than the loop asked for; zero where that is little.
  fileprivate func gap(at now: NIODeadline) -> TimeAmount {
    let late = now - lastTurn - nextWithin
    return late > DeadlineClock.tolerance ? late : .zero
  }
}
