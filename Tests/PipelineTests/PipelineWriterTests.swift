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
    #expect(try writer.finish(ScanEnding()).endpoints == 6)
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

  @Test(
    "the end of the list is marked, so that a scan that cannot name its reports goes on with nothing left to ask"
  )
  func marksEnd() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory)
    try writer.take([Self.ordered(.sample(1), 0), Self.ordered(.sample(2), 1)])
    try FileManager.default.createDirectory(
      atPath: directory.file("a.csv"), withIntermediateDirectories: false)
    #expect(throws: OutputFileError.self) { try writer.finish(ScanEnding()) }
    let checkpoint = try Checkpoint.load(directory.file("a.csv.checkpoint"))
    #expect(checkpoint.destinationsDone == 2)
    #expect(checkpoint.endpointsDone == 2)
    #expect(checkpoint.reports.values.map(\.completeLength) != [nil])
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

  @Test("in whichever portions observations come, and whenever it saves, the bytes are the same")
  func portions() throws {
    // Every third destination is an address; names lead to three endpoints, of which some differ.
    let observations = (0..<40).flatMap { destination -> [OrderedObservation] in
      let name = destination % 3 == 0 ? nil : "name-\(destination).example"
      return (0..<(name == nil ? 1 : 3)).map { number in
        let leaks = destination % 2 == 0 || number != 1
        return Self.ordered(
          .sample(UInt32(destination * 3 + number), of: name, leaks: leaks), UInt64(destination))
      }
    }
    var random = SplitMix(state: 1)
    var reference: String?
    for _ in 0..<20 {
      let directory = try TemporaryDirectory()
      let writer = try Self.writer(directory)
      var rest = observations[...]
      while !rest.isEmpty {
        // All at once for the first time.
        let count = reference == nil ? rest.count : Int.random(in: 1...9, using: &random)
        try writer.take(rest.prefix(count))
        rest = rest.dropFirst(count)
        if Int.random(in: 0..<6, using: &random) == 0 { try writer.save() }
      }
      #expect(try writer.finish(ScanEnding()).endpoints == observations.count)
      let text = try #require(directory.text("a.csv"))
      try #require(text == reference ?? text)
      reference = text
    }
    #expect(Self.marked(reference).contains(true) && Self.marked(reference).contains(false))
  }

  @Test("a list that pauses does not hold endpoints back for long")
  func overdue() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory, patience: .zero)
    try writer.take([Self.ordered(.sample(1, of: "a.example"), 0)])
    try writer.save()
    #expect(column("address", of: directory.text("a.csv.partial")).count == 1)
  }

  @Test("the last endpoint of a name does not wait for what comes next")
  func endsName() throws {
    let directory = try TemporaryDirectory()
    let writer = try Self.writer(directory)
    try writer.take([Self.ordered(.sample(1, of: "a.example"), 0)])
    try writer.save()
    #expect(column("address", of: directory.text("a.csv.partial")).isEmpty)
    try writer.take([
      OrderedObservation(.sample(2, of: "a.example", leaks: false), destination: 0, endsName: true)
    ])
    try writer.save()
    #expect(Self.marked(directory.text("a.csv.partial")) == [true, true])
  }
}
