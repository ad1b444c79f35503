import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("The file of a checkpoint")
struct CheckpointFileTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = Checkpoint.path(for: directory.file("scan.csv"))
  }

  @Test("lies beside the first report, and comes back as it was")
  func roundTrip() throws {
    try Checkpoint.sample.save(path)
    #expect(directory.names == ["scan.csv.checkpoint"])
    #expect(try Checkpoint.load(path) == .sample)
  }

  @Test("is replaced as a whole")
  func replaced() throws {
    try Checkpoint.sample.save(path)
    var later = Checkpoint.sample
    later.destinationsDone = 4
    later.reports = [:]
    try later.save(path)
    #expect(directory.names == ["scan.csv.checkpoint"])
    #expect(try Checkpoint.load(path) == later)
  }

  @Test("is gone once removed, and to remove it again does nothing")
  func removed() throws {
    try Checkpoint.sample.save(path)
    Checkpoint.remove(path)
    Checkpoint.remove(path)
    #expect(throws: CheckpointError.missing(path: path)) { try Checkpoint.load(path) }
  }

  @Test(
    "is refused where it is none of this version",
    arguments: [
      "", "{", "[]", "{}", "\u{0}", #"{"schema":2}"#, #"{"schema":1,"scan":{}}"#,
      #"{"schema":1,"scan":null,"destinations_done":-1}"#,
    ])
  func corrupt(text: String) throws {
    try directory.write(text, to: "scan.csv.checkpoint")
    #expect(throws: CheckpointError.unreadable(path: path, reason: "it is no checkpoint of this version")) {
      try Checkpoint.load(path)
    }
  }

  @Test("is refused where one byte of it is lost")
  func torn() throws {
    try Checkpoint.sample.save(path)
    let text = try #require(directory.text("scan.csv.checkpoint"))
    for length in stride(from: 0, to: text.utf8.count - 1, by: 7) {
      try directory.write(String(text.prefix(length)), to: "scan.csv.checkpoint")
      #expect(throws: CheckpointError.self) { try Checkpoint.load(path) }
    }
  }

  @Test("is not read beyond its bound")
  func huge() throws {
    try directory.write(String(repeating: " ", count: 3 << 20), to: "scan.csv.checkpoint")
    #expect(throws: CheckpointError.unreadable(path: path, reason: "File too large")) {
      try Checkpoint.load(path)
    }
  }

  @Test("cannot be saved where its directory has gone")
  func noDirectory() throws {
    let path = directory.file("gone/scan.csv.checkpoint")
    #expect(throws: OutputFileError.writeFailed(path: path, kept: nil, reason: "No such file or directory")) {
      try Checkpoint.sample.save(path)
    }
  }

  @Test(
    "is not replaced by half of one where the disk is full",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func fullDisk() throws {
    let disk = try SmallDisk(bytes: 64 * 1024)
    let path = disk.directory.file("scan.csv.checkpoint")
    try Checkpoint.sample.save(path)
    try disk.fill(leaving: 0)
    var later = Checkpoint.sample
    later.destinationsDone = 4
    #expect(throws: OutputFileError.self) { try later.save(path) }
    #expect(try Checkpoint.load(path) == .sample)
    #expect(disk.directory.names == ["ballast", "scan.csv.checkpoint"])
  }
}
