import DequeModule
import Dispatch
import Exposure
import NIOConcurrencyHelpers

/// Observations between the thread that scans or reads and the one that writes.
///
/// `put` never waits: a scan asks `load` before it begins endpoints. `offer` waits for room: who reads a file has time.
/// The two threads meet once for many observations; changing places for each of them would cost more than a connection
/// attempt.
public final class ObservationQueue: ObservationSink {
  /// What `offer` waits for room beyond.
  static let capacity = 4_096
  static let byteCapacity = 8 * 1024 * 1024
  /// How many the writer takes at a time.
  static let portion = 64
  /// The writer is woken at once when so many wait; fewer wait for its next look.
  fileprivate static let batch = 512
  fileprivate static let batchBytes = 1024 * 1024
  /// How often the writer looks, so that a row is not late for a person.
  private static let look = DispatchTimeInterval.milliseconds(50)

  fileprivate struct State {
    var waiting = Deque<OrderedObservation>()
    var waitingBytes = 0
    /// What is held in all, that which the writer is working on included.
    var count = 0
    var bytes = 0
    var isEnded = false
    var isClosed = false
    var writerIsWoken = false
    var readerWaits = false
    /// Whether so much was held that the scan may wait for room.
    var wasFull = false
    var onRoom: (@Sendable () -> Void)?
  }

  private let state = NIOLockedValueBox(State())
  private let work = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Makes an empty queue.
  public init() {}

  /// Keeps what is to be called when there is room again.
  public func begin(onRoom: @escaping @Sendable () -> Void) {
    let isClosed = state.withLockedValue { state in
      state.onRoom = onRoom
      return state.isClosed
    }
    if isClosed { onRoom() }
  }

  /// What is held, that which the writer is working on included.
  public var load: SinkLoad {
    state.withLockedValue { $0.isClosed ? .closed : .holding(count: $0.count, bytes: $0.bytes) }
  }

  /// Takes observations without waiting, in the order of the list.
  public func put(_ observations: [OrderedObservation]) {
    if state.withLockedValue({ $0.append(observations) }) { work.signal() }
  }

  /// Puts one observation, and waits while there is no room.
  /// - Returns: Whether the queue still takes observations.
  public func offer(_ observation: OrderedObservation) -> Bool {
    while true {
      let (isTaken, isClosed, wakes) = state.withLockedValue { state -> (Bool, Bool, Bool) in
        if state.isClosed { return (false, true, false) }
        if state.count >= Self.capacity || state.bytes >= Self.byteCapacity {
          state.readerWaits = true
          return (false, false, state.wakeWriter())
        }
        return (true, false, state.append([observation]))
      }
      if wakes { work.signal() }
      if isTaken { return true }
      if isClosed { return false }
      room.wait()
    }
  }

  /// Says that nothing more comes.
  public func end() {
    let wakes = state.withLockedValue { state in
      state.isEnded = true
      return state.wakeWriter()
    }
    if wakes { work.signal() }
  }

  /// What the writer finds.
  struct Delivery {
    var observations: [OrderedObservation]
    /// Whether nothing comes behind them.
    var isLast: Bool
  }

  /// Takes out some of what waits, on the writer's thread, so that it can be let go soon; waits until there is something, the end, or `deadline`.
  func take(until deadline: DispatchTime) -> Delivery {
    while true {
      let delivery = state.withLockedValue { $0.take() }
      if !delivery.observations.isEmpty || delivery.isLast || DispatchTime.now() >= deadline {
        return delivery
      }
      _ = work.wait(timeout: min(deadline, .now() + Self.look))
      state.withLockedValue { $0.writerIsWoken = false }
    }
  }

  /// Called by the writer when it is done with some of what it took.
  func release(count: Int, bytes: Int) {
    let (onRoom, readerWaits) = state.withLockedValue { $0.release(count: count, bytes: bytes) }
    onRoom?()
    if readerWaits { room.signal() }
  }

  /// Called by the writer to wait for another `end()`, after one that did not go well.
  func reopen() {
    state.withLockedValue { $0.isEnded = false }
  }

  /// Called by the writer when it can go on no more; what waits is dropped.
  func close() {
    let (onRoom, readerWaits) = state.withLockedValue { state in
      state.isClosed = true
      state.waiting = Deque()
      state.waitingBytes = 0
      defer { state.readerWaits = false }
      return (state.onRoom, state.readerWaits)
    }
    onRoom?()
    if readerWaits { room.signal() }
  }
}

extension ObservationQueue.State {
  /// Appends, unless closed. Returns whether the writer is to be woken.
  fileprivate mutating func append(_ observations: [OrderedObservation]) -> Bool {
    guard !isClosed else { return false }
    let added = observations.reduce(0) { $0 + $1.bytes }
    waiting += observations
    waitingBytes += added
    count += observations.count
    bytes += added
    if count >= ObservationQueue.capacity || bytes >= ObservationQueue.byteCapacity / 2 { wasFull = true }
    guard waiting.count >= ObservationQueue.batch || waitingBytes >= ObservationQueue.batchBytes else {
      return false
    }
    return wakeWriter()
  }

  /// Returns whether the writer is not woken already.
  fileprivate mutating func wakeWriter() -> Bool {
    defer { writerIsWoken = true }
    return !writerIsWoken
  }

  fileprivate mutating func take() -> ObservationQueue.Delivery {
    let taken = Array(waiting.prefix(ObservationQueue.portion))
    waiting.removeFirst(taken.count)
    waitingBytes -= taken.reduce(0) { $0 + $1.bytes }
    return ObservationQueue.Delivery(observations: taken, isLast: isEnded && waiting.isEmpty)
  }

  fileprivate mutating func release(
    count released: Int, bytes releasedBytes: Int
  ) -> (onRoom: (@Sendable () -> Void)?, readerWaits: Bool) {
    count -= released
    bytes -= releasedBytes
    let isHalfEmpty =
      count <= ObservationQueue.capacity / 2 && bytes <= ObservationQueue.byteCapacity / 4
    guard isHalfEmpty else { return (nil, false) }
    defer {
      readerWaits = false
      wasFull = false
    }
    return (wasFull ? onRoom : nil, readerWaits)
  }
}

extension ObservationQueue {
  /// Calls `body` on a thread of its own for each observation, until `end()`. What it throws closes the queue, and is
  /// thrown here.
  public func forEach(_ body: @escaping @Sendable (Observation) throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "apiexpose.consumer").async {
        continuation.resume(with: Result { try self.consume(body) })
      }
    }
  }

  private func consume(_ body: (Observation) throws -> Void) throws {
    while true {
      let delivery = take(until: .distantFuture)
      for ordered in delivery.observations {
        do {
          try body(ordered.observation)
        } catch {
          close()
          throw error
        }
        release(count: 1, bytes: ordered.bytes)
      }
      if delivery.isLast { return }
    }
  }
}
