import Dispatch
import NIOConcurrencyHelpers
import PortableLibc

/// The limit on threads, which are processes to the system: RLIMIT_NPROC counts those of the whole user (setrlimit(2)),
/// `pids.max` those of a control group. libdispatch waits for ever, and SwiftNIO ends the process, where a thread cannot
/// be made. How many there are left is not to be read anywhere (a user's threads may be in other containers), so threads
/// are made to see.
public enum ThreadLimit {
  /// Threads that the runtime starts before a command can say anything.
  private static let runtimeThreads = 6
  /// Threads of the runtime and of the scan beside event loops and resolver.
  private static let fixedThreads = 12

  /// Sees whether the runtime can start its threads. To be called before anything asynchronous runs.
  public static func checkRuntime() throws(ScanError) {
    let room = room(upTo: runtimeThreads)
    guard room < runtimeThreads else { return }
    throw .tooFewThreads(room: room, needed: least)
  }

  /// What a scan of one endpoint at a time needs.
  private static var least: Int { fixedThreads + 2 }

  /// Sees whether so many event loops can be made and used, because SwiftNIO ends the process where they cannot.
  public static func check(eventLoops: Int) throws(ScanError) {
    let needed = fixedThreads + eventLoops
    let room = room(upTo: needed)
    guard room >= needed else { throw .tooFewThreads(room: room, needed: needed) }
  }

  /// How many threads can be made now for a scan that would like to have `wanted`.
  public static func room(for wanted: ScanResources) -> Int {
    room(upTo: fixedThreads + wanted.eventLoops + wanted.resolverThreads)
  }

  /// How much of `wanted` there is room for.
  /// - Parameter room: How many threads can be made.
  /// - Throws: `ScanError.tooFewThreads` where that is too few for a scan of any size.
  public static func allowed(within room: Int, of wanted: ScanResources) throws(ScanError) -> ScanResources {
    guard room >= least else { throw .tooFewThreads(room: room, needed: least) }
    let left = room - fixedThreads
    let loops = max(1, min(wanted.eventLoops, left / 2))
    return ScanResources(
      eventLoops: loops, resolverThreads: max(1, min(wanted.resolverThreads, left - loops)),
      concurrency: wanted.concurrency)
  }

  /// How many threads can be made at the same time, at most so many.
  static func room(upTo most: Int) -> Int {
    let before = threadsOfProcess
    let (gate, ended) = (NIOLock(), DispatchSemaphore(value: 0))
    var count = 0
    gate.lock()
    while count < most {
      let code = startDetachedThread(stackSize: 128 << 10) {
        gate.withLock {}
        ended.signal()
      }
      guard code == 0 else { break }
      count += 1
    }
    gate.unlock()
    for _ in 0..<count { ended.wait() }
    // A thread counts against the limits until the kernel has forgotten it, a little after its end.
    var turns = 0
    while let before, let now = threadsOfProcess, now > before, turns < 1000 {
      usleep(100)
      turns += 1
    }
    return count
  }

  /// How many threads the process has; nil where `/proc/self/status` (proc(5)) does not say so.
  private static var threadsOfProcess: Int? {
    MemoryLimit.text("/proc/self/status").split(separator: "\n").first { $0.hasPrefix("Threads:") }
      .flatMap { Int($0.dropFirst("Threads:".count).drop(while: \.isWhitespace)) }
  }
}
