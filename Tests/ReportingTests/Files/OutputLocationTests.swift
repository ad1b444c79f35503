import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("Where a report goes")
struct OutputLocationTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("a new file has a partial file beside it")
  func new() throws {
    let location = try OutputLocation(directory.file("new.csv"))
    #expect(location.path == directory.file("new.csv"))
    #expect(location.partialPath == directory.file("new.csv.partial"))
    #expect(!location.isStraight)
    #expect(location.permissions == nil)
    #expect(directory.names == [])
  }

  @Test("a report that is there already hands its permissions on")
  func existing() throws {
    let path = try directory.write("old", to: "old.csv")
    chmod(path, 0o640)
    #expect(try OutputLocation(path).permissions == 0o640)
  }

  @Test("a link to a report leads to where the report is")
  func link() throws {
    try directory.write("old", to: "old.csv")
    try link("first.csv", to: "old.csv")
    try link("second.csv", to: directory.file("first.csv"))
    let location = try OutputLocation(directory.file("second.csv"))
    #expect(location.path.hasSuffix("/old.csv"))
    #expect(!location.isStraight)
  }

  @Test("a link to a report that is not there yet leads to where the report will be")
  func danglingLink() throws {
    try FileManager.default.createDirectory(
      atPath: directory.file("reports"), withIntermediateDirectories: false)
    try link("first.csv", to: "second.csv")
    try link("second.csv", to: "reports/new.csv")
    let location = try OutputLocation(directory.file("first.csv"))
    #expect(location.path == directory.file("reports/new.csv"))
    #expect(!location.isStraight)
    try link("nowhere.csv", to: "missing/new.csv")
    try expect(
      directory.file("nowhere.csv"), path: directory.file("missing/new.csv"),
      "there is no directory \(directory.file("missing"))")
    try link("loop.csv", to: "loop.csv")
    try expect(directory.file("loop.csv"), "the link leads to no file")
  }

  @Test("a descriptor that is not open is refused")
  func notOpen() throws {
    try expect("/dev/fd/1000000", "no such descriptor is open")
    try expect("/proc/self/fd/1000000", "no such descriptor is open")
  }

  @Test("a device and a FIFO are written straight")
  func straight() throws {
    #expect(try OutputLocation("/dev/null").isStraight)
    mkfifo(directory.file("fifo"), 0o600)
    #expect(try OutputLocation(directory.file("fifo")).isStraight)
  }

  @Test("another name of an open descriptor is written straight, whatever it leads to")
  func descriptor() throws {
    let path = try directory.write("", to: "redirected.txt")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    let descriptor = "/dev/fd/\(handle.fileDescriptor)"
    #expect(try OutputLocation(descriptor).isStraight)
    #expect(try OutputLocation(descriptor).descriptor == handle.fileDescriptor)
    #expect(try OutputLocation("/proc/self/fd/\(handle.fileDescriptor)").descriptor == handle.fileDescriptor)
    try link("output", to: descriptor)
    #expect(try OutputLocation(directory.file("output")).isStraight)
    #expect(try OutputLocation(directory.file("output")).path == directory.file("output"))
    #expect(try !OutputLocation(path).isStraight)
  }

  @Test(
    "a regular file below /dev has a partial file like any other",
    .enabled(if: access("/dev/shm", W_OK) == 0, "there is no /dev/shm to write to"))
  func memory() throws {
    let path = "/dev/shm/apiexpose-\(UUID().uuidString).csv"
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let location = try OutputLocation(path)
    #expect(!location.isStraight)
    #expect(location.path == path)
  }

  @Test("what cannot be a file is refused with the reason, and nothing is created")
  func refused() throws {
    try directory.write("", to: "file")
    try expect("", "it names no file")
    try expect(directory.path + "/", "it names no file")
    try expect(directory.path, "it is a directory")
    try expect(
      directory.file("missing/a.csv"), "there is no directory \(directory.file("missing"))"
    )
    try expect(directory.file("file/a.csv"), "\(directory.file("file")) is no directory")
    #expect(directory.names == ["file"])
  }

  @Test(
    "what may not be written is refused with the reason",
    .enabled(if: geteuid() != 0, "root may write everything"))
  func permissions() throws {
    let path = try directory.write("old", to: "old.csv")
    chmod(path, 0o400)
    try expect(path, "Permission denied")
    chmod(directory.path, 0o500)
    defer { chmod(directory.path, 0o700) }
    try expect(directory.file("new.csv"), "the directory \(directory.path): Permission denied")
  }

  private func expect(_ given: String, path: String? = nil, _ reason: String) throws {
    let error = OutputFileError.cannotCreate(path: path ?? given, reason: reason)
    #expect(throws: error) { try OutputLocation(given) }
  }

  private func link(_ name: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(atPath: directory.file(name), withDestinationPath: destination)
  }
}
