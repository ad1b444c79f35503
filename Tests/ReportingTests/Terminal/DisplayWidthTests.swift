import Testing

@testable import Reporting

@Suite("The width of text on a terminal")
struct DisplayWidthTests {
  @Test(
    "counts columns",
    arguments: [
      ("", 0), ("plain", 5), ("größe", 5), ("e\u{301}", 1), ("a\u{20DD}", 1), ("漢字", 4), ("한글", 4), ("ｗ", 2),
      ("ｱ", 1), ("😀", 2), ("🫠", 2), ("⚡", 2), ("㈠", 2), ("…", 1), ("−", 1), ("あア", 4),
    ])
  func widths(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test("is what a text is padded to", arguments: ["", "ab", "漢", "e\u{301}", "longer than that"])
  func padding(text: String) {
    #expect(padded(text, to: 6).hasPrefix(text))
    #expect(displayWidth(padded(text, to: 6)) == max(6, displayWidth(text)))
  }

  @Test(
    "is what a text is cut to",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("漢字漢", 6, "漢字漢"), ("漢字漢字", 6, "漢字…"),
      ("a漢字漢", 6, "a漢字…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("abc", 1, "…"),
    ])
  func fitting(text: String, width: Int, shown: String) {
    #expect(fitted(text, to: width) == shown)
    #expect(displayWidth(shown) <= width)
  }
}
