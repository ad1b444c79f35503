import Fixtures
import Foundation
import GRDB
import Testing

@testable import History

@Suite("What is no history, or cannot be written")
struct HistoryRefusalTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("h.sqlite") }

  init() throws { directory = try TemporaryDirectory() }

  private func expectRefused(_ expected: HistoryError) {
    #expect(throws: expected) { try HistoryFile.reading(path) }
    #expect(throws: expected) { try HistoryFile.writing(path) }
  }

  @Test("a file that is no database is refused and left as it is")
  func noDatabase() throws {
    let text = String(repeating: "no database at all\n", count: 100)
    try directory.write(text, to: "h.sqlite")
    expectRefused(.noDatabase(path: path))
    #expect(directory.text("h.sqlite") == text)
  }

  @Test("the database of another program is refused and left as it is")
  func foreign() throws {
    let other = try DatabaseQueue(path: path)
    try other.write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
    try other.close()
    let before = FileManager.default.contents(atPath: path)
    expectRefused(.foreign(path: path))
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  @Test("a history of a later schema is refused")
  func newer() throws {
    do {
      let file = try HistoryFile.writing(path)
      try file.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('4')") }
      file.close()
    }
    expectRefused(.newer(path: path))
  }

  @Test("no file, a directory and a directory that is not there are told apart")
  func places() throws {
    #expect(throws: HistoryError.unreadable(path: path, reason: "No such file or directory")) {
      try HistoryFile.reading(path)
    }
    #expect(throws: HistoryError.unreadable(path: directory.path, reason: "it is no regular file")) {
      try HistoryFile.writing(directory.path)
    }
    let nowhere = directory.file("no/h.sqlite")
    #expect(
      throws: HistoryError.cannotCreate(path: nowhere + ".lock", reason: "No such file or directory")
    ) {
      try HistoryFile.writing(nowhere)
    }
  }

  @Test("an empty file, and one whose creator died at once, become histories")
  func empty() throws {
    try directory.write("", to: "h.sqlite")
    try HistoryFile.writing(path).record([.sample(.versionLeak)])
    let begun = try DatabaseQueue(path: directory.file("begun.sqlite"))
    try begun.inDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (a); DROP TABLE t")
    }
    try begun.close()
    try HistoryFile.writing(directory.file("begun.sqlite")).record([.sample(.versionLeak)])
    #expect(try HistoryFile.reading(directory.file("begun.sqlite")).scans().count == 1)
  }

  @Test("a file that another program has locked is told as such")
  func locked() throws {
    let writer = try HistoryFile.writing(path)
    try writer.record([.sample(.versionLeak)])
    writer.close()
    let other = try DatabaseQueue(path: path)
    let reader = try HistoryFile.reading(path, busyTimeout: 0)
    try other.inDatabase { database in
      try database.execute(sql: "BEGIN EXCLUSIVE")
      #expect(throws: HistoryError.locked(path: path, toRead: true)) { try reader.scans() }
      #expect(throws: HistoryError.locked(path: path, toRead: true)) {
        try HistoryFile.reading(path, busyTimeout: 0)
      }
      try database.execute(sql: "COMMIT")
    }
    #expect(try reader.scans().count == 1)
  }

  @Test("there is nothing to read in a file without a byte, or without a table, and it is left as it is")
  func nothingToRead() throws {
    try directory.write("", to: "h.sqlite")
    #expect(throws: HistoryError.empty(path: path)) { try HistoryFile.reading(path) }
    #expect(directory.text("h.sqlite") == "")
    let begun = directory.file("begun.sqlite")
    let database = try DatabaseQueue(path: begun)
    try database.inDatabase { try $0.execute(sql: "CREATE TABLE t (a); DROP TABLE t") }
    try database.close()
    #expect(throws: HistoryError.empty(path: begun)) { try HistoryFile.reading(begun) }
  }

  @Test(
    "what another program holds is said to be locked",
    arguments: [
      (HistoryError.Moment.openingToRead, HistoryError.locked(path: "h.sqlite", toRead: true)),
      (.reading, .locked(path: "h.sqlite", toRead: true)),
      (.openingToWrite, .locked(path: "h.sqlite", toRead: false)),
      (.writing, .writeFailed(path: "h.sqlite", reason: "it is locked by another program")),
    ])
  func locked(_ moment: HistoryError.Moment, _ expected: HistoryError) {
    for code in [ResultCode.SQLITE_BUSY, .SQLITE_LOCKED] {
      let error = HistoryError(DatabaseError(resultCode: code), path: "h.sqlite", while: moment)
      #expect(error == expected)
      #expect(error.description.contains("is locked by another program"))
    }
  }

  @Test("a scan never ends before it began, though the wall clock was set back meanwhile")
  func clockSetBack() throws {
    let file = try HistoryFile.writing(path)
    let finished = try ScanRecorder.begin(.sample(day: 1), in: file)
    try finished.finish(at: .sample)
    let abandoned = try ScanRecorder.begin(.sample(day: 1), in: file)
    abandoned.abandon(at: .sample)
    for scan in try file.scans() { #expect(scan.endedAt == scan.description.startedAt) }
  }

  @Test("a scan of 0.1.0 whose end is before its beginning, by a clock that was set back, has no duration")
  func endBeforeBeginning() throws {
    let file = try HistoryFile.writing(path)
    try ScanRecorder.begin(.sample(), in: file).finish(at: .sample)
    try file.write { try $0.execute(sql: "UPDATE scans SET ended_at = started_at - 86395") }
    #expect(try file.scan(.newest).seconds == nil)
    try file.record([.sample(.closed)], day: 1)
    #expect(try file.scan(.newest).seconds == 60)
  }

  @Test("a second writer is told who is the first, and one that waits gets its turn")
  func twoWriters() throws {
    var first: HistoryFile? = try HistoryFile.writing(path)
    try first?.record([.sample(.versionLeak)])
    let holder = "process \(ProcessInfo.processInfo.processIdentifier)"
    for timeout in [Duration.zero, .milliseconds(60)] {
      #expect(throws: HistoryError.inUse(path: path, holder: holder)) {
        try HistoryFile.writing(path, lockTimeout: timeout)
      }
    }
    let reader = try HistoryFile.reading(path)
    #expect(reader.isBeingWritten)
    #expect(try reader.scans().count == 1)
    first = nil
    try HistoryFile.writing(path, lockTimeout: .seconds(60)).record([.sample(.versionLeak)])
    #expect(try reader.scans().count == 2)
    #expect(!reader.isBeingWritten)
  }

  /// What a history of schema 1 is, whatever becomes of `Schema`: released files look like this.
  @Test("a history of the first schema is read and written on")
  func firstSchema() throws {
    let old = try DatabaseQueue(path: path)
    try old.inDatabase { database in
      try database.execute(sql: FirstSchema.sql)
    }
    try old.close()
    let before = try HistoryFile.reading(path)
    #expect(try before.scans().map(\.number) == [7])
    #expect(try before.results(of: 7).map(\.verdict) == [.versionLeak])
    before.close()
    let file = try HistoryFile.writing(path)
    #expect(try file.record([.sample(.lockedDown)]) == 8)
    let last = try file.scan(.newestFinished)
    let first = try #require(try file.finishedScan(before: last))
    #expect(try file.comparison(from: first, to: last, confirm: 2).changes.map(\.kind) == [.newlyLockedDown])
  }

  @Test(
    "a disk that is full keeps what was written before",
    .enabled(if: SmallDisk.isAvailable, "a tmpfs of our own takes root"))
  func fullDisk() throws {
    let disk = try SmallDisk(bytes: 512 * 1024)
    let path = disk.directory.file("h.sqlite")
    let file = try HistoryFile.writing(path)
    try file.record([.sample(.versionLeak)])
    let recorder = try ScanRecorder.begin(.sample(day: 1), in: file)
    let line = [UInt8](repeating: 0x20, count: 2000)
    let error = #expect(throws: HistoryError.self) {
      for index in 0..<2000 {
        try recorder.add(.sample(.lockedDown, address: UInt32(index), day: 1), seen: nil, line: line)
        if index % 50 == 49 { try recorder.flush() }
      }
    }
    if case .writeFailed? = error {} else { Issue.record("\(String(describing: error))") }
    #expect(throws: HistoryError.self) { try recorder.flush() }
    recorder.abandon(at: .sample)
    file.close()
    try disk.grow(toBytes: 4096 * 1024)
    let reader = try HistoryFile.reading(path)
    #expect(try reader.results(of: 1).count == 1)
    #expect(try reader.results(of: 2).count > 0)
    #expect(try reader.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }
}
