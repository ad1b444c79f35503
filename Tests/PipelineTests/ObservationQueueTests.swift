import Dispatch
import Exposure
import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite("The queue between scan and writer")
struct ObservationQueueTests {
  private func ordered(_ number: UInt32, bytes: Int = 100) -> OrderedObservation {
    OrderedObservation(.sample(number), destination: UInt64(number), bytes: bytes)
  }

  @Test("holds what was put and what the writer works on, until that is released")
  func load() {
    let queue = ObservationQueue()
    queue.put([ordered(1), ordered(2)])
    #expect(queue.load == .holding(count: 2, bytes: 200))
    let delivery = queue.take(until: .now())
    #expect(delivery.observations.map(\.destination) == [1, 2])
    #expect(!delivery.isLast)
    #expect(queue.load == .holding(count: 2, bytes: 200))
    queue.release(count: 2, bytes: 200)
    #expect(queue.load == .holding(count: 0, bytes: 0))
  }

  @Test("takes more than there is room for without waiting, and tells when there is room again")
  func room() {
    let queue = ObservationQueue()
    let told = Mutex(0)
    queue.begin { told.withLock { $0 += 1 } }
    let count = ObservationQueue.capacity + 10
    queue.put((0..<count).map { ordered(UInt32($0)) })
    #expect(queue.load == .holding(count: count, bytes: 100 * count))
    var taken = 0
    while taken < count { taken += queue.take(until: .now()).observations.count }
    #expect(taken == count)
    queue.release(count: 10, bytes: 1_000)
    #expect(told.withLock { $0 } == 0)
    queue.release(count: ObservationQueue.capacity / 2, bytes: 50 * ObservationQueue.capacity)
    #expect(told.withLock { $0 } == 1)
    queue.release(count: ObservationQueue.capacity / 2, bytes: 50 * ObservationQueue.capacity)
    #expect(told.withLock { $0 } == 1)
  }

  @Test("ends behind what was put before the end")
  func end() {
    let queue = ObservationQueue()
    queue.put([ordered(1)])
    queue.end()
    let delivery = queue.take(until: .distantFuture)
    #expect(delivery.observations.count == 1)
    #expect(delivery.isLast)
  }

  @Test("once closed drops everything, takes nothing, and says so")
  func closed() {
    let queue = ObservationQueue()
    let told = Mutex(0)
    queue.begin { told.withLock { $0 += 1 } }
    queue.put([ordered(1)])
    queue.close()
    #expect(queue.load == .closed)
    #expect(told.withLock { $0 } == 1)
    #expect(!queue.offer(ordered(2)))
    queue.put([ordered(3)])
    #expect(queue.take(until: .now()).observations.isEmpty)
  }

  @Test("who offers waits for room, and loses nothing")
  func offer() async throws {
    let queue = ObservationQueue()
    let seen = Mutex<[String]>([])
    async let consumed: Void = queue.forEach { observation in
      seen.withLock { $0.append(observation.endpoint.target.text) }
    }
    // Each takes a quarter of the room.
    for number in 0..<100 {
      #expect(queue.offer(ordered(UInt32(number), bytes: ObservationQueue.byteCapacity / 4)))
    }
    queue.end()
    try await consumed
    #expect(seen.withLock { $0 } == (0..<100).map { "192.0.2.\($0)" })
  }

  private struct Refusal: Error {}

  @Test("what the consumer throws closes it")
  func consumerFails() async throws {
    let queue = ObservationQueue()
    queue.put([ordered(1), ordered(2)])
    await #expect(throws: Refusal.self) { try await queue.forEach { _ in throw Refusal() } }
    #expect(queue.load == .closed)
  }
}
