import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("The partial file of an interrupted scan")
struct PartialFileTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("scan.csv")
  }

  @Test(
    "is cut back to the rows that the checkpoint vouches for",
    arguments: ["", "thr", "three\n", "three\r\nfour, torn in the mid"])
  func torn(rest: String) throws {
    try directory.write("one\ntwo\n" + rest, to: "scan.csv.partial")
    let file = try OutputFile(resuming: path, length: 8)
    #expect(file.length == 8)
    #expect(directory.text("scan.csv.partial") == "one\ntwo\n")
    try file.append(Array("new\n".utf8))
    #expect(file.length == 12)
    try file.commit()
    #expect(directory.names == ["scan.csv"])
    #expect(directory.text("scan.csv") == "one\ntwo\nnew\n")
  }

  @Test("is refused where it is shorter than that")
  func short() throws {
    try directory.write("one\n", to: "scan.csv.partial")
    let error = OutputFileError.partialTooShort(partial: path + ".partial", length: 4, expected: 8)
    #expect(throws: error) { try OutputFile(resuming: path, length: 8) }
    #expect(directory.text("scan.csv.partial") == "one\n")
  }

  @Test("is refused where there is none")
  func missing() throws {
    let error = OutputFileError.cannotResume(partial: path + ".partial", reason: "No such file or directory")
    #expect(throws: error) { try OutputFile(resuming: path, length: 0) }
    #expect(directory.names == [])
  }

  @Test("stays where the resumed scan does not begin after all")
  func discarded() throws {
    try directory.write("one\ntwo\ntorn", to: "scan.csv.partial")
    try OutputFile(resuming: path, length: 8).discard()
    #expect(directory.text("scan.csv.partial") == "one\ntwo\n")
  }

  @Test(
    "that is deleted or replaced while it is written is missed, and nothing gets the report's name",
    arguments: [false, true])
  func deleted(isReplaced: Bool) throws {
    let file = try OutputFile(creating: directory.file("a.csv"))
    try file.append(Array("a row\n".utf8))
    try file.flush()
    try FileManager.default.removeItem(atPath: directory.file("a.csv.partial"))
    if isReplaced { try directory.write("another\n", to: "a.csv.partial") }
    let error = #expect(throws: OutputFileError.self) { try file.commit() }
    #expect(error?.description.contains("a.csv.partial was deleted or replaced") == true)
    #expect(error?.description.contains("so far") == false)
    #expect(!directory.exists("a.csv"))
  }
}
