import CommandSupport
import Fixtures
import Foundation
import Targets
import Testing

@Suite("The lines of a descriptor")
struct DescriptorLinesTests {
  private func lines(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let directory = try TemporaryDirectory()
    let path = directory.file("input")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forReadingAtPath: path))
    defer { try? file.close() }
    var reader = LineReader { StandardInput.read(file.fileDescriptor) }
    var lines: [[UInt8]] = []
    while let line = reader.next() { lines.append(line) }
    return lines
  }

  @Test(
    "splits at LF, CRLF and CR, and the last line needs none",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
      ("a\r\nb\n", ["a", "b"]), ("a\rb\r", ["a", "b"]), ("a\r", ["a"]), ("a\n\rb", ["a", "", "b"]),
      ("a\r\r\nb", ["a", "", "b"]),
    ])
  func splits(_ text: String, expected: [String]) throws {
    #expect(try lines(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test("keeps no more of a line than its bound, and goes on with the next one")
  func bounded() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 3 * LineReader.longestLine + 5)
    let lines = try lines(long + Array("\nnext".utf8))
    #expect(lines.map(\.count) == [LineReader.longestLine, 4])
  }

  @Test("takes a CRLF that two reads part for one line end, and does not wait for the second half")
  func parted() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let readEnd = ends[0]
    var reader = LineReader { StandardInput.read(readEnd) }
    write(ends[1], "a\r", 2)
    #expect(reader.next() == Array("a".utf8))
    write(ends[1], "\nb\r\n", 4)
    close(ends[1])
    #expect(reader.next() == Array("b".utf8))
    #expect(reader.next() == nil)
    #expect(reader.failure == nil)
    #expect(reader.head == Array("a\r\nb\r\n".utf8))
  }

  @Test("says why where nothing can be read")
  func unreadable() {
    var reader = LineReader { StandardInput.read(-1) }
    #expect(reader.next() == nil)
    #expect(reader.failure == "Bad file descriptor")
  }

  @Test("does not give the half of a line that a failure has cut off")
  func cutOff() throws {
    // The first read ends within the line, the second one fails: the other side has reset the connection.
    let listener = try Listener()
    let (client, server) = try listener.pair()
    defer { close(client) }
    var reader = LineReader { StandardInput.read(client) }
    write(server, "10.0.0.1\n10.0.0.2", 17)
    #expect(reader.next() == Array("10.0.0.1".utf8))
    listener.reset(server)
    #expect(reader.next() == nil)
    #expect(reader.failure == "Connection reset by peer")
  }
}
