import Exposure
import Targets
import NIOConcurrencyHelpers
import NIOCore

@testable import Scanning

/// A machine's clock that a test sets.
final class ManualClock: Sendable {
  private let moment = NIOLockedValueBox(NIODeadline.uptimeNanoseconds(1_000_000_000_000))

  var now: NIODeadline { moment.withLockedValue { $0 } }

  func advance(_ time: TimeAmount) { moment.withLockedValue { $0 = $0 + time } }

  /// A scan's clock that runs with this one.
  func deadlineClock() -> DeadlineClock { DeadlineClock { self.now } }
}

/// Sockets that do what a test says: attempts end when it lets them, and waiting takes no time but the clock's.
final class ScriptedSockets: SocketSystem {
  /// What the next attempts come to at once; without one they are under way.
  var beginnings: [SocketAttempt] = []
  /// The `errno` of attempts that have ended, by descriptor, in the order in which the kernel has them ready.
  var ready: [(descriptor: CInt, code: CInt)] = []
  /// How many one call hands over.
  var eventsInOneCall = 256
  /// Calls that a signal will interrupt.
  var interruptions = 0
  /// Called at the beginning of each wait with its timeout, to let time go by or things happen.
  var onPoll: (CInt) -> Void = { _ in }

  private(set) var opened: [(descriptor: CInt, address: IPAddress)] = []
  private(set) var closed: [CInt] = []
  private(set) var timeouts: [CInt] = []
  private var results: [CInt: CInt] = [:]
  private var free: [CInt] = []
  private var next: CInt = 100

  let waker: Waker

  init() throws {
    waker = try Waker()
  }

  /// Descriptors that are open.
  var openCount: Int { opened.count - closed.count }

  func connect(to address: IPAddress, port: UInt16) -> SocketAttempt {
    if !beginnings.isEmpty {
      let beginning = beginnings.removeFirst()
      if case .connected(let descriptor) = beginning { opened.append((descriptor, address)) }
      return beginning
    }
    // The kernel gives the lowest descriptor that is free: one that was closed is soon used again.
    let descriptor = free.popLast() ?? next
    if descriptor == next { next += 1 }
    opened.append((descriptor, address))
    return .underWay(descriptor)
  }

  func poll(milliseconds: CInt, ready report: (CInt) -> Void) -> PollEnd {
    timeouts.append(milliseconds)
    onPoll(milliseconds)
    if interruptions > 0 {
      interruptions -= 1
      return .more
    }
    let count = min(eventsInOneCall, ready.count)
    let events = ready.prefix(count)
    ready.removeFirst(count)
    for event in events {
      results[event.descriptor] = event.code
      report(event.descriptor)
    }
    return count == eventsInOneCall ? .more : .drained
  }

  func result(of descriptor: CInt) -> CInt { results[descriptor] ?? 0 }

  func close(_ descriptor: CInt) {
    closed.append(descriptor)
    free.append(descriptor)
  }
}
