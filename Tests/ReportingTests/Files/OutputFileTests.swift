import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("A report on its way to a file")
struct OutputFileTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("scan.csv")
  }

  @Test("lies in a partial file and gets its own name when it is complete")
  func commit() throws {
    let file = try OutputFile(creating: path)
    #expect(directory.names == ["scan.csv.partial"])
    try file.append(Array("one\n".utf8))
    try file.append(Array("two\n".utf8))
    #expect(file.length == 8)
    #expect(directory.text("scan.csv.partial") == "")
    #expect(try file.flush() == 8)
    #expect(directory.text("scan.csv.partial") == "one\ntwo\n")
    try file.commit()
    #expect(directory.names == ["scan.csv"])
    #expect(directory.text("scan.csv") == "one\ntwo\n")
    #expect(file.partialPath == nil)
    try file.commit()
    #expect(try file.flush() == 8)
  }

  @Test(
    "is written in order, whatever the size of its rows",
    arguments: [1, 100, 65_535, 65_536, 65_537, 300_000])
  func sizes(size: Int) throws {
    let file = try OutputFile(creating: path)
    let rows = (0..<5).map { String(repeating: "\($0)", count: size) + "\n" }
    for row in rows { try file.append(Array(row.utf8)) }
    try file.commit()
    #expect(directory.text("scan.csv") == rows.joined())
  }

  @Test("leaves the complete report that is there alone until it is complete itself")
  func replacing() throws {
    try directory.write("old", to: "scan.csv")
    chmod(path, 0o600)
    let file = try OutputFile(creating: path)
    try file.append(Array("new\n".utf8))
    try file.flush()
    #expect(directory.text("scan.csv") == "old")
    try file.commit()
    #expect(directory.text("scan.csv") == "new\n")
    #expect(try directory.permissions("scan.csv") == 0o600)
  }

  @Test("may not be written by others where it is new")
  func permissions() throws {
    try OutputFile(creating: path).commit()
    let permissions = try #require(try directory.permissions("scan.csv"))
    #expect(permissions & 0o133 == 0)
  }

  @Test(
    "keeps the owner, group and permissions of the report that it replaces",
    .enabled(if: geteuid() == 0, "only root may give files away"), arguments: [0o640, 0o600, 0o664])
  func owner(permissions: Int) throws {
    try directory.write("old", to: "scan.csv")
    #expect(chown(path, 65534, 4) == 0)
    chmod(path, mode_t(permissions))
    let file = try OutputFile(creating: path)
    try file.append(Array("new\n".utf8))
    try file.commit()
    let status = try Descriptor.status(path, followingLinks: false)
    #expect(status.st_uid == 65534 && status.st_gid == 4)
    #expect(try directory.permissions("scan.csv") == permissions)
    #expect(directory.text("scan.csv") == "new\n")
  }

  @Test("goes on where a descriptor stands that its path is another name of, and leaves it open")
  func descriptor() throws {
    try directory.write("before\n", to: "redirected.txt")
    let handle = try #require(FileHandle(forWritingAtPath: directory.file("redirected.txt")))
    try handle.seekToEnd()
    let file = try OutputFile(creating: "/dev/fd/\(handle.fileDescriptor)")
    #expect(file.partialPath == nil)
    try file.append(Array("row\n".utf8))
    try file.commit()
    try handle.write(contentsOf: Data("after\n".utf8))
    #expect(directory.text("redirected.txt") == "before\nrow\nafter\n")
  }

  @Test("is written to a socket by the name of its descriptor")
  func socket() throws {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let writing = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    let file = try OutputFile(creating: "/proc/self/fd/\(ends[1])")
    try file.append(Array("row\n".utf8))
    try file.commit()
    try writing.close()
    #expect(try reading.readToEnd() == Data("row\n".utf8))
  }

  @Test("is not written to a descriptor that is open for reading only")
  func readingOnly() throws {
    try directory.write("precious", to: "list.txt")
    let handle = try #require(FileHandle(forReadingAtPath: directory.file("list.txt")))
    let error = #expect(throws: OutputFileError.self) {
      try OutputFile(creating: "/dev/fd/\(handle.fileDescriptor)")
    }
    #expect(error?.isRefusal == true)
    #expect(directory.text("list.txt") == "precious")
  }

  @Test("starts anew over the partial file of another run")
  func leftover() throws {
    try directory.write("a longer text of an interrupted run", to: "scan.csv.partial")
    let file = try OutputFile(creating: path)
    try file.append(Array("new\n".utf8))
    try file.commit()
    #expect(directory.text("scan.csv") == "new\n")
  }

  @Test("does not follow a link where its partial file is to be")
  func partialLink() throws {
    try directory.write("precious", to: "precious")
    try FileManager.default.createSymbolicLink(atPath: path + ".partial", withDestinationPath: "precious")
    let error = #expect(throws: OutputFileError.self) { try OutputFile(creating: path) }
    #expect(error?.isRefusal == true)
    #expect(directory.text("precious") == "precious")
  }

  @Test("is written by one scan at a time")
  func inUse() throws {
    let first = try OutputFile(creating: path)
    try first.append(Array("first\n".utf8))
    try first.flush()
    let inUse = OutputFileError.inUse(partial: path + ".partial")
    #expect(throws: inUse) { try OutputFile(creating: path) }
    #expect(throws: inUse) { try OutputFile(resuming: path, length: 0) }
    try first.commit()
    let second = try OutputFile(creating: path)
    #expect(directory.text("scan.csv") == "first\n")
    second.discard()
    #expect(directory.names == ["scan.csv"])
  }

  @Test("stays as it is where the scan is given up, without what was not flushed")
  func close() throws {
    let file = try OutputFile(creating: path)
    try file.append(Array("one\n".utf8))
    try file.flush()
    try file.append(Array("two\n".utf8))
    file.close()
    #expect(directory.names == ["scan.csv.partial"])
    #expect(directory.text("scan.csv.partial") == "one\n")
  }

  @Test("goes where the scan never began")
  func discard() throws {
    let file = try OutputFile(creating: path)
    try file.append(Array("header\n".utf8))
    try file.flush()
    file.discard()
    #expect(directory.names == [])
  }

  @Test("is written straight to a FIFO", .timeLimit(.minutes(10)))
  func fifo() async throws {
    mkfifo(path, 0o600)
    let reading = WholeReading(path)
    let file = try OutputFile(creating: path)
    #expect(file.partialPath == nil)
    try file.append(Array("row\n".utf8))
    try file.commit()
    #expect(await reading.bytes() == Data("row\n".utf8))
    #expect(directory.names == ["scan.csv"])
  }

  @Test("is not created where its directory is missing")
  func missingDirectory() throws {
    let path = directory.file("missing/scan.csv")
    let error = #expect(throws: OutputFileError.self) { try OutputFile(creating: path) }
    #expect(
      error?.description
        == "cannot create \(path): there is no directory \(directory.file("missing"))"
    )
    #expect(error?.isRefusal == true)
  }
}
