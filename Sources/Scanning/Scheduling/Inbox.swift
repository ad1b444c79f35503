import NIOConcurrencyHelpers
import NIOCore

/// Where event loops leave their reports for the scan loop.
final class Inbox: Sendable {
  private let arrivals = NIOLockedValueBox<[Arrival]>([])
  private let waker: Waker

  /// So many reports are worth waking the scan loop for at once.
  private static let batch = 32

  init(waker: Waker) {
    self.waker = waker
  }

  /// Leaves a report, on `loop`. The scan loop is woken when the loop has worked on all that is ready there, or when
  /// enough has come together: threads that wake each other for every report spend their time on changing places.
  func put(_ arrival: Arrival, on loop: any EventLoop) {
    let count = arrivals.withLockedValue { arrivals in
      arrivals.append(arrival)
      return arrivals.count
    }
    if count == 1 {
      loop.execute { self.waker.wake() }
    } else if count == Self.batch {
      waker.wake()
    }
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
