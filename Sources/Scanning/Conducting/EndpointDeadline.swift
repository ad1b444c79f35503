import NIOCore

/// The latest moment of what is done for an endpoint, and the clock that it is a moment of.
struct EndpointDeadline: Sendable {
  /// A moment of `clock`.
  let moment: NIODeadline
  /// The clock that stands still while the process did not run.
  let clock: DeadlineClock

  /// The time that is left; not negative.
  var timeLeft: TimeAmount { max(.zero, moment - clock.now()) }

  /// Calls `expired` on the event loop, which the caller is on, when the deadline has come and all that lay in the
  /// loop's sockets has been served.
  func schedule(on loop: any EventLoop, expired: @escaping () -> Void) -> DeadlineTimer {
    let timer = DeadlineTimer(self, loop: loop, expired: expired)
    timer.schedule(for: clock.machineTime(of: moment))
    return timer
  }
}

/// A deadline that waits on an event loop. Lives on that loop.
final class DeadlineTimer {
  private let deadline: EndpointDeadline
  private let loop: any EventLoop
  private var expired: (() -> Void)?
  private var task: Scheduled<Void>?
  private var looks = 0

  fileprivate init(_ deadline: EndpointDeadline, loop: any EventLoop, expired: @escaping () -> Void) {
    self.deadline = deadline
    self.loop = loop
    self.expired = expired
  }

  /// Calls nothing any more.
  func cancel() {
    expired = nil
    task?.cancel()
    task = nil
  }

  fileprivate func schedule(for moment: NIODeadline) {
    task = loop.assumeIsolated().scheduleTask(deadline: moment) { self.look(scheduledFor: moment) }
  }

  private func look(scheduledFor moment: NIODeadline) {
    guard let expired else { return }
    switch deadline.clock.reached(deadline.moment, scheduledFor: moment, looks: looks) {
    case .expired:
      cancel()
      expired()
    case .again(let next):
      looks += 1
      schedule(for: next)
    }
  }
}
