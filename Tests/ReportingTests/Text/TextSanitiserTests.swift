import Testing

@testable import Reporting

@Suite("Text from a stranger")
struct TextSanitiserTests {
  @Test(
    "is harmless in a terminal",
    arguments: [
      ("", ""),
      ("plain text ~", "plain text ~"),
      ("\u{1B}[31mred\u{1B}[0m", #"\x1b[31mred\x1b[0m"#),
      ("\u{1B}]8;;http://x\u{7}y", #"\x1b]8;;http://x\x07y"#),
      ("\u{9B}31m", #"\x9b31m"#),
      ("a\u{0}b", #"a\x00b"#),
      ("\u{8}\u{7F}", #"\x08\x7f"#),
      ("one\ntwo", "one two"),
      ("one\r\n\r\n\ttwo", "one two"),
      ("one\u{85}two\u{2028}\u{2029}three\u{B}\u{C}", "one two three "),
      ("\n", " "),
      ("a \n b", "a   b"),
      ("\u{202E}gpj.exe", #"\u{202e}gpj.exe"#),
      ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#),
      ("a\u{200B}b\u{200D}c\u{FEFF}", #"a\u{200b}b\u{200d}c\u{feff}"#),
      ("so\u{AD}ft", #"so\xadft"#),
      ("\u{E0041}", #"\u{e0041}"#),
      ("\u{115F}\u{3164}\u{FE0F}", #"\u{115f}\u{3164}\u{fe0f}"#),
      ("größe 漢字 😀 e\u{301}", "größe 漢字 😀 e\u{301}"),
      ("\\x1b", #"\x1b"#),
    ])
  func terminal(text: String, shown: String) {
    #expect(TextSanitiser.terminal(text) == shown)
  }

  @Test(
    "is cut after as many scalars as are allowed",
    arguments: [
      ("abcd", 4, "abcd"),
      ("abcde", 4, "abcd…"),
      ("漢字漢字", 4, "漢字漢字"),
      ("漢字漢字漢", 4, "漢字漢字…"),
      ("abc\nd", 4, "abc …"),
      ("abcd\n", 4, "abcd…"),
      ("ab\u{1B}", 4, "ab…"),
      ("\u{1B}", 4, #"\x1b"#),
      ("\u{1B}x", 4, #"\x1b…"#),
      ("\r\n\r\n\r\n", 1, " "),
      ("a", 0, "…"),
      ("", 0, ""),
    ])
  func limit(text: String, limit: Int, shown: String) {
    #expect(TextSanitiser.terminal(text, limit: limit) == shown)
  }

  @Test("is bounded even where all of it is one character")
  func graphemes() {
    let text = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(text.count == 1)
    #expect(TextSanitiser.terminal(text, limit: 10).unicodeScalars.count == 11)
    #expect(TextSanitiser.cut(text, limit: 10).unicodeScalars.count == 11)
  }

  @Test("holds nothing hidden, whatever it was, and is not changed again", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) {
    let shown = TextSanitiser.terminal(hostile.text, limit: 100)
    #expect(!shown.unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) })
    #expect(shown.unicodeScalars.count <= 101)
    #expect(TextSanitiser.terminal(shown, limit: 101) == shown)
  }

  @Test("may hold every printable scalar, and no control or format of any plane")
  func scalars() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      switch scalar.properties.generalCategory {
      case .control, .format: #expect(TextSanitiser.isHidden(scalar))
      case .lineSeparator, .paragraphSeparator: #expect(TextSanitiser.isLineSpace(scalar))
      case .uppercaseLetter, .decimalNumber, .mathSymbol, .spaceSeparator:
        #expect(!TextSanitiser.isHidden(scalar) && !TextSanitiser.isLineSpace(scalar))
      default: break
      }
    }
  }

  @Test(
    "is cut without being changed where the format escapes by itself",
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "abc…"), ("a\u{1B}\nb", 3, "a\u{1B}\n…"), ("漢字漢", 3, "漢字漢"),
      ("x", 0, "…"),
      ("", 0, ""),
    ])
  func cut(text: String, limit: Int, expected: String) {
    #expect(TextSanitiser.cut(text, limit: limit) == expected)
  }
}
