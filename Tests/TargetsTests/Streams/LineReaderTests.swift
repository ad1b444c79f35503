import Targets
import Testing

@Suite("The line reader")
struct LineReaderTests {
  /// The lines of an input that comes in these pieces.
  private func reader(_ chunks: InputChunk...) -> LineReader {
    var rest = chunks[...]
    return LineReader { rest.popFirst() ?? .end }
  }

  private func chunk(_ text: String) -> InputChunk { .bytes(Array(text.utf8)) }

  private func lines(_ reader: LineReader) -> [String] {
    var reader = reader
    var lines: [String] = []
    while let line = reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test(
    "splits at LF, CRLF and CR, and the last line needs none",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
      ("a\r\nb\n", ["a", "b"]), ("a\rb\r", ["a", "b"]), ("a\r", ["a"]), ("a\n\rb", ["a", "", "b"]),
      ("a\r\r\nb", ["a", "", "b"]),
    ])
  func splits(_ text: String, expected: [String]) {
    #expect(lines(text.isEmpty ? reader() : reader(chunk(text))) == expected)
    let pieces = text.unicodeScalars.map { chunk(String($0)) }
    var rest = pieces[...]
    #expect(lines(LineReader { rest.popFirst() ?? .end }) == expected)
  }

  @Test("keeps no more of a line than its bound, and goes on with the next one")
  func bounded() {
    let long = String(repeating: "x", count: 3 * LineReader.longestLine + 5)
    #expect(lines(reader(chunk(long), chunk("\nnext"))).map(\.utf8.count) == [LineReader.longestLine, 4])
  }

  @Test("does not give the half of a line that a failure has cut off, and says why")
  func cutOff() {
    var reader = reader(chunk("10.0.0.1\n10.0.0.2"), .failed(reason: "Connection reset by peer"))
    #expect(reader.next() == Array("10.0.0.1".utf8))
    #expect(reader.next() == nil)
    #expect(reader.failure == "Connection reset by peer")
    #expect(reader.head == Array("10.0.0.1\n10.0.0.2".utf8))
  }
}
