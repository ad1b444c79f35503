import Dispatch
import NIOConcurrencyHelpers
import PortableLibc
import Testing

@testable import Scanning

@Suite("Threads for names", .timeLimit(.minutes(10)))
struct LookUpThreadsTests {
  /// What became of pieces of work, and a way to wait for them.
  private final class Turns: Sendable {
    private let all = NIOLockedValueBox<[LookUpThreads.Turn]>([])
    private let taken = DispatchSemaphore(value: 0)

    func take(_ turn: LookUpThreads.Turn) {
      all.withLockedValue { $0.append(turn) }
      taken.signal()
    }

    func wait(for count: Int) -> [LookUpThreads.Turn] {
      for _ in 0..<count { taken.wait() }
      return all.withLockedValue { $0 }
    }
  }

  @Test(
    "no more are started than there is work for, and than are wanted", arguments: [(1, 1), (3, 3), (9, 4)])
  func started(works: Int, most: Int) {
    let started = NIOLockedValueBox(0)
    let threads = LookUpThreads(most: 4) { body in
      started.withLockedValue { $0 += 1 }
      return startDetachedThread(body)
    }
    let (turns, gate) = (Turns(), DispatchSemaphore(value: 0))
    for _ in 0..<works {
      threads.submit { turn in
        gate.wait()
        turns.take(turn)
      }
    }
    #expect(started.withLockedValue { $0 } == most)
    for _ in 0..<works { gate.signal() }
    #expect(turns.wait(for: works) == Array(repeating: .now, count: works))
    threads.stop()
  }

  @Test("where the system gives fewer, those that there are do all the work")
  func few() {
    let started = NIOLockedValueBox(0)
    let threads = LookUpThreads(most: 8) { body in
      let count = started.withLockedValue { count in
        count += 1
        return count
      }
      return count == 1 ? startDetachedThread(body) : EAGAIN
    }
    let turns = Turns()
    for _ in 0..<100 { threads.submit { turns.take($0) } }
    #expect(turns.wait(for: 100).allSatisfy { $0 == .now })
    threads.stop()
  }

  @Test("where the system gives none, every piece of work learns why")
  func noThread() {
    let threads = LookUpThreads(most: 8) { _ in EAGAIN }
    let turns = Turns()
    for _ in 0..<3 { threads.submit { turns.take($0) } }
    let reason = systemReason(EAGAIN)
    #expect(turns.wait(for: 3) == Array(repeating: .noThread(reason: reason), count: 3))
    threads.stop()
  }

  @Test("work that waits when they are stopped, or comes later, does not get its turn")
  func stopped() {
    let threads = LookUpThreads(most: 1)
    let (turns, begun, gate) = (Turns(), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    threads.submit { turn in
      begun.signal()
      gate.wait()
      turns.take(turn)
    }
    begun.wait()
    threads.submit { turns.take($0) }
    threads.stop()
    threads.submit { turns.take($0) }
    gate.signal()
    #expect(Set(turns.wait(for: 3)) == [.stopped, .now])
  }
}
