import Testing

@testable import Reporting

@Suite("Paragraphs")
struct ParagraphsTests {
  @Test("are wrapped at words, behind their indent")
  func wrapping() {
    let layout = Paragraphs(width: 12)
    #expect(layout.wrapped("one two three four", indent: 2) == "  one two\n  three four\n")
    #expect(layout.wrapped("one\n\ntwo") == "one\n\ntwo\n")
    #expect(layout.wrapped("immeasurable word") == "immeasurable\nword\n")
    #expect(layout.wrapped("longerthanthewidth a") == "longerthanthewidth\na\n")
  }

  @Test("leave alone what is to be typed")
  func commands() {
    #expect(Paragraphs(width: 8).wrapped("  curl -sk https://x", indent: 1) == "   curl -sk https://x\n")
  }

  @Test("stand beside their names")
  func listing() {
    #expect(
      Paragraphs(width: 14).table([("a", "one two three"), ("long", "x")])
        == "a     one two\n      three\nlong  x\n")
  }
}
