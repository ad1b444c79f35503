import NIOConcurrencyHelpers

/// Where event loops leave their reports for the conductor.
final class Inbox: Sendable {
  private let arrivals = NIOLockedValueBox<[Arrival]>([])
  private let waker: Waker

  init(waker: Waker) {
    self.waker = waker
  }

  /// Leaves a report, and wakes the conductor if it is the first one since it last looked.
  func put(_ arrival: Arrival) {
    let isFirst = arrivals.withLockedValue { arrivals in
      arrivals.append(arrival)
      return arrivals.count == 1
    }
    if isFirst { waker.wake() }
  }

  /// Takes out all that has been left.
  func takeAll() -> [Arrival] {
    arrivals.withLockedValue { arrivals in
      let taken = arrivals
      arrivals.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
