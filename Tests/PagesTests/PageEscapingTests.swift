import Testing

@testable import Pages

@Suite("Text in the page")
struct PageEscapingTests {
  @Test("escapes by scalars, for a mark behind a quotation mark hides it from a reader of clusters only")
  func marks() {
    #expect(
      PageEscaping().escapeText("\"\u{301}<\u{301}&\u{301}'\u{301}>\u{301}")
        == "&quot;\u{301}&lt;\u{301}&amp;\u{301}&#39;\u{301}&gt;\u{301}")
  }
}
