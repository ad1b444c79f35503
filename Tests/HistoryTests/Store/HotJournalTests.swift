import Fixtures
import Foundation
import GRDB
import Testing

@testable import History

@Suite("A history whose writer was killed in the middle of a change")
struct HotJournalTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("h.sqlite") }

  init() throws { directory = try TemporaryDirectory() }

  /// Leaves the file, and the journal beside it, as they are in the middle of a change that has reached the file.
  private func leaveHotJournal(of original: String) throws {
    let database = try DatabaseQueue(path: original)
    try database.inDatabase { database in
      // With so small a cache SQLite writes changed pages, and before them the journal, while the transaction goes on.
      try database.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE begun (a)")
      for _ in 0..<200 { try database.execute(sql: "INSERT INTO begun VALUES (zeroblob(4096))") }
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: original + ending, toPath: path + ending)
      }
      try database.execute(sql: "ROLLBACK")
    }
    try database.close()
    try FileManager.default.removeItem(atPath: original)
  }

  private func leaveHistory() throws {
    let original = directory.file("original.sqlite")
    let file = try HistoryFile.writing(original)
    try file.record([.sample(.versionLeak)])
    file.close()
    try leaveHotJournal(of: original)
  }

  @Test("is rolled back by whoever reads it")
  func reading() throws {
    try leaveHistory()
    let reader = try HistoryFile.reading(path)
    #expect(try reader.scans().count == 1)
    #expect(try reader.read { try !$0.tableExists("begun") })
    #expect(try reader.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    #expect(!directory.exists("h.sqlite-journal"))
  }

  @Test("is rolled back by whoever writes it, also through a link")
  func writing() throws {
    try leaveHistory()
    let link = directory.file("link.sqlite")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let writer = try HistoryFile.writing(link)
    #expect(try writer.record([.sample(.lockedDown)]) == 2)
    #expect(try writer.read { try !$0.tableExists("begun") })
    writer.close()
    #expect(try HistoryFile.reading(path).scans().count == 2)
  }

  @Test("is left as it is where it is another program's", arguments: [Int32(0), 7])
  func foreign(identifier: Int32) throws {
    let original = directory.file("bookmarks.sqlite")
    let other = try DatabaseQueue(path: original)
    try other.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA application_id = \(identifier); CREATE TABLE bookmarks (url TEXT)")
    }
    try other.close()
    try leaveHotJournal(of: original)
    let before = ["", "-journal"].map { FileManager.default.contents(atPath: path + $0) }
    #expect(throws: HistoryError.foreign(path: path)) { try HistoryFile.reading(path) }
    #expect(throws: HistoryError.foreign(path: path)) { try HistoryFile.writing(path) }
    #expect(["", "-journal"].map { FileManager.default.contents(atPath: path + $0) } == before)
  }

  @Test(
    "is told as such to who may not write it, with what to do",
    .enabled(if: geteuid() != 0, "root may write every file"))
  func readOnly() throws {
    try leaveHistory()
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let error = #expect(throws: HistoryError.self) { try HistoryFile.reading(path) }
    #expect(error?.description.contains("Permission denied") == true)
    #expect(error?.description.contains("let its owner list it once") == true)
  }

  @Test("that is deleted during a scan fails the scan")
  func deleted() throws {
    let file = try HistoryFile.writing(path)
    let recorder = try ScanRecorder.begin(.sample(), in: file)
    try recorder.add(.sample(.versionLeak), seen: nil, line: [])
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: HistoryError.gone(path: path)) { try recorder.finish(at: .sample) }
  }
}
