import Fixtures
import Foundation
import Testing

@testable import apiexpose

@Suite("The line reader")
struct LineReaderTests {
  private func lines(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let directory = try TemporaryDirectory()
    let path = directory.file("input")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forReadingAtPath: path))
    defer { try? file.close() }
    var reader = LineReader(descriptor: file.fileDescriptor)
    var lines: [[UInt8]] = []
    while let line = reader.next() { lines.append(line) }
    return lines
  }

  @Test(
    "splits at line feeds, and the last line needs none",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
      ("a\r\nb\n", ["a\r", "b"]),
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

  @Test("ends at once where nothing can be read")
  func unreadable() {
    var reader = LineReader(descriptor: -1)
    #expect(reader.next() == nil)
  }
}
