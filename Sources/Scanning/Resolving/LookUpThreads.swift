import DequeModule
import Dispatch
import NIOConcurrencyHelpers
import PortableLibc

/// Threads for calls that block for seconds. They start one by one, as there is work for them, and are never waited
/// for: they may be told to end at any time, also while one is being started. Where the system gives fewer threads than
/// wanted, those that there are do all the work.
final class LookUpThreads: Sendable {
  /// What becomes of a piece of work.
  enum Turn: Sendable, Hashable {
    /// It is its turn, on one of the threads.
    case now
    /// It will not have one: the threads were told to end.
    case stopped
    /// It will not have one: there is not one thread, and this is what the system says.
    case noThread(reason: String)
  }

  /// A piece of work, called once.
  typealias Work = @Sendable (Turn) -> Void

  private struct State {
    var works = Deque<Work>()
    /// Threads that run, or are being started.
    var running = 0
    /// Those of them that wait for work, or are on their way to wait.
    var idle = 0
    var isStopped = false
  }

  private let most: Int
  private let startThread: @Sendable (@escaping @Sendable () -> Void) -> CInt
  private let state = NIOLockedValueBox(State())
  private let available = DispatchSemaphore(value: 0)

  /// At most so many threads; nothing is started before there is work. `startThread` returns 0, or the error's number.
  init(
    most: Int,
    startThread: @escaping @Sendable (@escaping @Sendable () -> Void) -> CInt = { startDetachedThread($0) }
  ) {
    self.most = most
    self.startThread = startThread
  }

  /// Takes a piece of work; returns at once.
  func submit(_ work: @escaping Work) {
    let (isStopped, needsThread) = state.withLockedValue { state in
      guard !state.isStopped else { return (true, false) }
      state.works.append(work)
      let needsThread = state.idle < state.works.count && state.running < most
      if needsThread {
        state.running += 1
        state.idle += 1
      }
      return (false, needsThread)
    }
    if isStopped { return work(.stopped) }
    available.signal()
    if needsThread { addThread() }
  }

  /// Lets the threads end when they have done what they are at. The work that waits does not get its turn.
  func stop() {
    let (works, running) = state.withLockedValue { state in
      defer {
        state.isStopped = true
        state.works = []
      }
      return (state.works, state.isStopped ? 0 : state.running)
    }
    for _ in 0..<running { available.signal() }
    for work in works { work(.stopped) }
  }

  private func addThread() {
    let code = startThread { self.work() }
    guard code != 0 else { return }
    let orphaned = state.withLockedValue { state in
      state.running -= 1
      state.idle -= 1
      guard state.running == 0 else { return Deque<Work>() }
      defer { state.works = [] }
      return state.works
    }
    for work in orphaned { work(.noThread(reason: systemReason(code))) }
  }

  private func work() {
    while true {
      available.wait()
      let (work, isStopped) = state.withLockedValue { state in
        state.idle -= 1
        return (state.works.popFirst(), state.isStopped)
      }
      if isStopped { return }
      work?(.now)
      state.withLockedValue { $0.idle += 1 }
    }
  }
}
