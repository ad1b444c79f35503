import NIOCore

/// The latest moment of what is done for an endpoint, and the clock that it is a moment of.
struct EndpointDeadline: Sendable {
  /// A moment of `clock`.
  let moment: NIODeadline
  /// The clock that stands still while the process did not run.
  let clock: DeadlineClock

  /// The time that is left; not negative.
  var timeLeft: TimeAmount { max(.zero, moment - clock.now()) }
}
