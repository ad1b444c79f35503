import Exposure
import Fixtures
import Foundation
import Reporting
import Synchronization
import Testing

@testable import Pipeline

@Suite("From observations to reports", .timeLimit(.minutes(10)))
struct PipelineTests {
  /// An archive that holds its caller up until it is told, or fails.
  private final class Archive: ArchivedScan, Sendable {
    struct Failure: Error {}

    let number: Int64 = 7
    let gate = DispatchSemaphore(value: 0)
    let fails: Bool
    let added = Mutex(0)
    let ending = Mutex("")

    init(fails: Bool = false, isOpen: Bool = true) {
      self.fails = fails
      if isOpen { gate.signal() }
    }

    func add(_ observation: Observation, _ assessment: Assessment) throws -> SeenTimes? {
      gate.wait()
      gate.signal()
      if fails { throw Failure() }
      added.withLock { $0 += 1 }
      return nil
    }

    func flush() throws {}
    func finish(_ summary: Summary) throws { ending.withLock { $0 = "finished" } }
    func abandon() { ending.withLock { $0 = "abandoned" } }
  }

  private func pipeline(_ directory: TemporaryDirectory, _ archive: Archive) throws -> Pipeline {
    Pipeline(try reports(directory), archived: archive, knowing: .none)
  }

  private func put(_ count: Int, into queue: ObservationQueue) {
    for number in 0..<count {
      queue.put([OrderedObservation(.sample(UInt32(number)), destination: UInt64(number))])
    }
  }

  @Test("writes everything in order, to reports and archive")
  func finishes() async throws {
    let directory = try TemporaryDirectory()
    let archive = Archive()
    let pipeline = try pipeline(directory, archive)
    #expect(pipeline.scanNumber == 7)
    put(200, into: pipeline.queue)
    let summary = try await pipeline.finish(ScanEnding(duplicatesDropped: 3, excluded: 4))
    #expect(summary.endpoints == 200 && summary.duplicatesDropped == 3 && summary.excluded == 4)
    #expect(column("address", of: directory.text("a.csv")) == (0..<200).map { "192.0.2.\($0)" })
    #expect(archive.added.withLock { $0 } == 200)
    #expect(archive.ending.withLock { $0 } == "finished")
    #expect(pipeline.queue.load == .holding(count: 0, bytes: 0))
  }

  @Test("a writer that is held up holds up neither who puts nor who asks how far it is")
  func heldUp() async throws {
    let directory = try TemporaryDirectory()
    let archive = Archive(isOpen: false)
    let pipeline = try pipeline(directory, archive)
    put(ObservationQueue.capacity * 2, into: pipeline.queue)
    guard case .holding(let count, _) = pipeline.queue.load else {
      Issue.record("it is closed")
      return
    }
    #expect(count == ObservationQueue.capacity * 2)
    #expect(pipeline.summary.endpoints == 0)
    archive.gate.signal()
    #expect(try await pipeline.finish().endpoints == ObservationQueue.capacity * 2)
  }

  @Test("a failure closes the queue, is thrown at the end, and leaves what was written")
  func fails() async throws {
    let directory = try TemporaryDirectory()
    let pipeline = try pipeline(directory, Archive(fails: true))
    let closed = Mutex(false)
    await withCheckedContinuation { continuation in
      pipeline.queue.begin {
        let isFirst = closed.withLock { closed in
          defer { closed = true }
          return !closed
        }
        if isFirst { continuation.resume() }
      }
      put(1, into: pipeline.queue)
    }
    #expect(pipeline.queue.load == .closed)
    await #expect(throws: Archive.Failure.self) { try await pipeline.finish() }
    let remains = await pipeline.abandon()
    #expect(remains.partials == [directory.file("a.csv.partial")])
  }

  @Test("what is abandoned can be resumed")
  func abandoned() async throws {
    let directory = try TemporaryDirectory()
    let archive = Archive()
    let pipeline = try pipeline(directory, archive)
    put(10, into: pipeline.queue)
    let remains = await pipeline.abandon()
    #expect(remains.checkpoint == directory.file("a.csv.checkpoint"))
    #expect(column("address", of: directory.text("a.csv.partial")).count == 10)
    #expect(archive.ending.withLock { $0 } == "abandoned")
  }

  @Test("what is discarded leaves nothing")
  func discarded() async throws {
    let directory = try TemporaryDirectory()
    let pipeline = try pipeline(directory, Archive())
    put(10, into: pipeline.queue)
    await pipeline.discard()
    #expect(!directory.exists("a.csv") && !directory.exists("a.csv.partial"))
  }
}
