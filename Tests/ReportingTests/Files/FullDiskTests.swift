import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("A report on a disk that is full")
struct FullDiskTests {
  @Test(
    "keeps the whole rows that fit, and says where they are",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func wholeRows() throws {
    let disk = try SmallDisk(bytes: 256 * 1024)
    try disk.fill(leaving: 100 * 1024)
    let path = disk.directory.file("scan.csv")
    let file = try OutputFile(creating: path)
    let row = Array((String(repeating: "x", count: 998) + "\r\n").utf8)
    let error = OutputFileError.writeFailed(
      path: path, kept: path + ".partial", reason: "No space left on device")
    #expect(throws: error) {
      for _ in 0..<300 { try file.append(row) }
    }
    let kept = try #require(disk.directory.text("scan.csv.partial"))
    #expect(kept.utf8.count >= 90_000)
    #expect(kept.utf8.count % 1000 == 0)
    #expect(kept.utf8.count == Int(file.length))
    #expect(kept.hasSuffix("x\r\n"))

    #expect(throws: error) { try file.append(row) }
    #expect(throws: error) { try file.flush() }
    #expect(throws: error) { try file.commit() }
    file.close()
    #expect(disk.directory.names == ["ballast", "scan.csv.partial"])
  }

  @Test(
    "fails at the latest when it is to be completed",
    .enabled(if: SmallDisk.isAvailable, "this process may not mount a small disk"))
  func atTheEnd() throws {
    let disk = try SmallDisk(bytes: 64 * 1024)
    let path = disk.directory.file("scan.csv")
    let file = try OutputFile(creating: path)
    try disk.fill(leaving: 0)
    try file.append(Array("row\r\n".utf8))
    #expect(throws: OutputFileError.self) { try file.commit() }
    #expect(disk.directory.names == ["ballast", "scan.csv.partial"])
    #expect(disk.directory.text("scan.csv.partial") == "")
  }

  @Test(
    "is told from a device that takes nothing",
    .enabled(if: access("/dev/full", W_OK) == 0, "there is no /dev/full"))
  func device() throws {
    let file = try OutputFile(creating: "/dev/full")
    try file.append(Array("row\r\n".utf8))
    #expect(
      throws: OutputFileError.writeFailed(path: "/dev/full", kept: nil, reason: "No space left on device")
    ) {
      try file.commit()
    }
  }
}
