import Exposure
import Fixtures
import Foundation
import Reporting
import Testing

@testable import Pipeline

@Suite("What the writer's thread does")
struct PipelineWriterTests {
  private static func writer(
    _ directory: TemporaryDirectory, patience: Duration = .seconds(60)
  ) throws -> PipelineWriter {
    PipelineWriter(
      try reports(directory), archived: nil, skipped: 0, knowing: .none, patience: patience)
  }

  private static func ordered(_ observation: Observation, _ destination: UInt64) -> OrderedObservation {
    OrderedObservation(observation, destination: destination)
  }

  private static func marked(_ text: String?) -> [Bool] {
    column("findings", of: text).map { $0.contains("inconsistent-control-plane") }
  }

  @Test("endpoints of one name that differ get the finding, in the order in which they came")
  func inconsistent() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory)
    try writer.take([
      Self.ordered(.sample(1, of: "a.example"), 0),
      Self.ordered(.sample(2, of: "a.example", leaks: false), 0),
      Self.ordered(.sample(3, of: "b.example"), 1), Self.ordered(.sample(4, of: "b.example"), 1),
      Self.ordered(.sample(5), 2), Self.ordered(.sample(6, leaks: false), 3),
    ])
    #expect(try writer.finish(duplicatesDropped: 0, excluded: 0).endpoints == 6)
    let text = directory.text("a.csv")
    #expect(column("address", of: text) == (1...6).map { "192.0.2.\($0)" })
    #expect(Self.marked(text) == [true, true, false, false, false, false])
  }

  @Test("the checkpoint marks only what is written, and only whole destinations")
  func marks() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory)
    try writer.take([
      Self.ordered(.sample(1, of: "a.example"), 0),
      Self.ordered(.sample(2, of: "a.example", leaks: false), 0),
    ])
    try writer.save()
    #expect(column("address", of: directory.text("a.csv.partial")).isEmpty)
    try writer.take([Self.ordered(.sample(3, of: "b.example"), 1)])
    try writer.save()
    let remains = writer.abandon(isSound: true)
    let checkpoint = try Checkpoint.load(try #require(remains.checkpoint))
    #expect(checkpoint.destinationsDone == 1)
    #expect(checkpoint.endpointsDone == 2)
    let partial = directory.text("a.csv.partial")
    #expect(Self.marked(partial) == [true, true, false])
    let length = Int(try #require(checkpoint.reports.values.first).length)
    let vouchedFor = String(decoding: Array((partial ?? "").utf8).prefix(length), as: UTF8.self)
    #expect(column("address", of: vouchedFor).count == 2)
  }

  @Test("a portion with several destinations is marked at the last one that it begins")
  func marksLast() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory)
    try writer.take((1...5).map { Self.ordered(.sample(UInt32($0)), UInt64($0 - 1)) }[...])
    try writer.save()
    let checkpoint = try Checkpoint.load(directory.file("a.csv.checkpoint"))
    #expect(checkpoint.destinationsDone == 4)
    #expect(checkpoint.endpointsDone == 4)
  }

  @Test("a list that pauses does not hold endpoints back for long")
  func overdue() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory, patience: .zero)
    try writer.take([Self.ordered(.sample(1, of: "a.example"), 0)])
    try writer.save()
    #expect(column("address", of: directory.text("a.csv.partial")).count == 1)
  }
}
