import HeapModule
import NIOCore

/// The deadlines of all connections of one event loop. Lives on that loop.
///
/// Nearly all of them are cancelled. An event loop looks through all that it has scheduled to cancel one of them, so
/// the queue schedules only its earliest deadline and forgets the cancelled ones in bulk.
final class DeadlineQueue {
  private struct Entry: Comparable {
    let moment: NIODeadline
    let timer: DeadlineTimer

    static func < (left: Entry, right: Entry) -> Bool { left.moment < right.moment }
    static func == (left: Entry, right: Entry) -> Bool { left.moment == right.moment }
  }

  /// So many cancelled entries may wait for their moment.
  private static let cancelledCount = 256

  private let loop: any EventLoop
  private var entries = Heap<Entry>()
  private var cancelled = 0
  private var wakeUp: (moment: NIODeadline, task: Scheduled<Void>)?
  private var isLooking = false

  init(on loop: any EventLoop) {
    self.loop = loop
  }

  /// Calls `expired` when the deadline has come and all that lay in the loop's sockets has been served.
  func schedule(_ deadline: EndpointDeadline, expired: @escaping () -> Void) -> DeadlineTimer {
    let timer = DeadlineTimer(deadline, in: self, expired: expired)
    add(timer, at: deadline.clock.machineTime(of: deadline.moment))
    return timer
  }

  fileprivate func noteCancellation() {
    cancelled += 1
    guard cancelled > Self.cancelledCount, cancelled > entries.count / 2 else { return }
    entries = Heap(entries.unordered.filter { !$0.timer.isOver })
    cancelled = 0
  }

  private func add(_ timer: DeadlineTimer, at moment: NIODeadline) {
    entries.insert(Entry(moment: moment, timer: timer))
    if !isLooking { scheduleWakeUp() }
  }

  private func scheduleWakeUp() {
    guard let moment = entries.min?.moment else { return }
    if let wakeUp {
      guard moment < wakeUp.moment else { return }
      wakeUp.task.cancel()
    }
    wakeUp = (
      moment, loop.assumeIsolated().scheduleTask(deadline: moment) { self.look(scheduledFor: moment) }
    )
  }

  private func look(scheduledFor due: NIODeadline) {
    wakeUp = nil
    isLooking = true
    while let first = entries.min, first.moment <= due {
      entries.removeMin()
      if first.timer.isOver {
        cancelled = max(0, cancelled - 1)
      } else if let again = first.timer.look(scheduledFor: first.moment) {
        add(first.timer, at: again)
      }
    }
    isLooking = false
    scheduleWakeUp()
  }
}

/// A deadline that waits in a queue.
final class DeadlineTimer {
  private let deadline: EndpointDeadline
  private unowned let queue: DeadlineQueue
  private var expired: (() -> Void)?
  private var looks = 0

  fileprivate init(_ deadline: EndpointDeadline, in queue: DeadlineQueue, expired: @escaping () -> Void) {
    self.deadline = deadline
    self.queue = queue
    self.expired = expired
  }

  /// Whether it was cancelled or went off.
  fileprivate var isOver: Bool { expired == nil }

  /// Calls nothing any more.
  func cancel() {
    guard expired != nil else { return }
    expired = nil
    queue.noteCancellation()
  }

  /// Goes off, or tells when to look again.
  fileprivate func look(scheduledFor moment: NIODeadline) -> NIODeadline? {
    switch deadline.clock.reached(deadline.moment, scheduledFor: moment, looks: looks) {
    case .expired:
      let action = expired
      expired = nil
      action?()
      return nil
    case .again(let next):
      looks += 1
      return next
    }
  }
}
