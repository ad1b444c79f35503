import NIOConcurrencyHelpers
import NIOCore

/// A connection that is talked on: the slot of its probe, and a number that no other connection of the scan has.
struct Conversation: Sendable, Hashable {
  let slot: Int
  let number: UInt64
}

/// Where event loops leave their reports for the scan loop.
final class Inbox: Sendable {
  private let reports = NIOLockedValueBox<[(Conversation, ConnectionReport)]>([])
  private let waker: Waker

  /// So many reports wake the scan loop at once.
  private static let batch = 32

  init(waker: Waker) {
    self.waker = waker
  }

  /// Leaves a report, on `loop`. The scan loop is woken when the event loop has worked on all that is ready there, or
  /// when enough has come together: threads that wake each other for every report spend their time on changing places.
  func put(_ report: ConnectionReport, of conversation: Conversation, on loop: any EventLoop) {
    let count = reports.withLockedValue { reports in
      reports.append((conversation, report))
      return reports.count
    }
    if count == 1 {
      loop.execute { self.waker.wake() }
    } else if count == Self.batch {
      waker.wake()
    }
  }

  /// Takes out all that has been left.
  func takeAll() -> [(Conversation, ConnectionReport)] {
    reports.withLockedValue { reports in
      guard !reports.isEmpty else { return [] }
      let taken = reports
      reports.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
