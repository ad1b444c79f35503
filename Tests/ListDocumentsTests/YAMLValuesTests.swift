import Targets
import Testing

@testable import ListDocuments

@Suite("YAML that people write")
struct YAMLValuesTests {
  private func read(_ text: String) throws -> DocumentNode? { try YAMLValues().read(Array(text.utf8)) }

  private func problem(_ text: String) -> DocumentProblem? { problem(Array(text.utf8)) }

  private func problem(_ text: [UInt8]) -> DocumentProblem? {
    do throws(DocumentProblem) {
      _ = try YAMLValues().read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("values have their lines and columns, and scalars are texts")
  func values() throws {
    let node = try #require(try read("# ours\nversion: 1\nlist:\n  - \"a: b\"\n  - ~\n  - 'null'\n"))
    let expected = DocumentNode(
      .mapping([
        DocumentMember(
          "version", at: DocumentPlace(line: 2, column: 1),
          DocumentNode(.text("1"), at: DocumentPlace(line: 2, column: 10))),
        DocumentMember(
          "list", at: DocumentPlace(line: 3, column: 1),
          DocumentNode(
            .list([
              DocumentNode(.text("a: b"), at: DocumentPlace(line: 4, column: 5)),
              DocumentNode(.nothing, at: DocumentPlace(line: 5, column: 5)),
              DocumentNode(.text("null"), at: DocumentPlace(line: 6, column: 5)),
            ]), at: DocumentPlace(line: 4, column: 3))),
      ]), at: DocumentPlace(line: 2, column: 1))
    #expect(node == expected)
  }

  @Test("an empty text is no document")
  func empty() throws {
    for text in ["", "\n\n", "# nothing\n"] { #expect(try read(text) == nil, "\(text)") }
  }

  static let laughs =
    "a: &a [lol, lol]\n" + (1...9).map { "b\($0): &b\($0) [*\($0 == 1 ? "a" : "b\($0 - 1)")]\n" }.joined()

  static let hostile: [(String, DocumentProblem.Reason, Int?)] = [
    (laughs, .references, 1), ("a:\n  - *b\n", .references, 2), ("*a : b\n", .references, 1),
    ("{a: 1, b: *a}", .references, 1), ("{\"a\":*b}", .references, 1), ("a: !t &b c\n", .references, 1),
    ("--- &a\nb: c\n", .references, 1), ("? &a b\n: c\n", .references, 1), ("- - - &a b\n", .references, 1),
    (String(repeating: "[", count: 100_000), .tooDeep, 1),
    ("!t " + String(repeating: "[", count: 100_000), .tooDeep, 1),
    (String(repeating: "- ", count: 100) + "a\n", .tooDeep, 1),
    ((0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), .tooDeep, 34),
    ("a: 1\na: 2\n", .repeatedKey("a"), 1), ("[a]: b\n", .otherKey, 1), ("a:\n\t- b\n", .tab, 2),
    ("a: b\0c\n", .notText, 1), ("a: b\n---\nc: d\n", .severalDocuments, 2),
    ("a: " + String(repeating: "x", count: DocumentBounds.largest), .tooLarge, nil),
  ]

  @Test("what could make a parser work without end is refused, with its line", arguments: hostile.indices)
  func refused(_ index: Int) {
    let (text, reason, line) = Self.hostile[index]
    let problem = problem(text)
    #expect(problem?.reason == reason, "\(text.prefix(40)): \(String(describing: problem))")
    #expect(problem?.place?.line == line, "\(text.prefix(40)): \(String(describing: problem))")
  }

  @Test("a million lists in each other do not end the process", arguments: ["- ", "? ", "[", "{a: "])
  func nested(_ text: String) {
    #expect(problem(String(repeating: text, count: 1_000_000)) != nil)
  }

  @Test("bytes that are no text are refused")
  func bytes() {
    #expect(problem([0x61, 0x3A, 0x20, 0xFF, 0xFE])?.reason == .notText)
    #expect(problem([0xFF, 0xFE, 0x61, 0x00])?.reason == .notText)
    #expect(problem([0xEF, 0xBB, 0xBF] + Array("a: b\n".utf8)) == nil)
  }

  @Test("a syntax error has the parser's words and the line")
  func syntax() {
    let problem = problem("a: b\nc: \"d\ne: f\n")
    guard case .notYAML(let words) = problem?.reason else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(!words.isEmpty)
    #expect(problem?.place != nil)
  }

  @Test(
    "signs that are no references are texts",
    arguments: [
      "a: R&D, see *this* & that", "a: \"*.example.com\"", "a: '*x' # &y *z", "# *a &b\na: b",
      "a: x [y] {z} - *w",
      "a: 'it''s *b'", "a: \"say \\\" *b\"", "a: \"one\n  *two\"", "a: b*c&d", "a: https://*.x", "a: 2 * 3",
      "a: |\n  * one\n  * two",
    ])
  func texts(_ text: String) throws {
    #expect(problem(text + "\n") == nil)
  }
}
