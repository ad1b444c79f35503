import Testing

@testable import Reporting

@Suite("Words in a list")
struct CellListTests {
  @Test(
    "say how many there are beyond those that fit",
    arguments: [
      ([], 10, ""), (["a", "b"], 10, "a b"), (["abcd", "efgh", "i"], 12, "abcd efgh i"),
      (["abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx"], 28, "abcd efgh … and 4 more"),
      (["abcdefghijklmnopqrstuvwxyz", "b"], 20, "… and 2 more"),
      (["\u{202E}", "b", "c"], 14, "… and 3 more"),
    ])
  func text(words: [String], limit: Int, text: String) {
    #expect(CellList.text(words, within: limit) == text)
  }

  @Test("fit their limit, whatever it is", arguments: 20...400)
  func fits(limit: Int) {
    let text = CellList.text((0..<2000).map { "name\($0).example" }, within: limit)
    #expect(text.unicodeScalars.count <= limit)
    #expect(text.hasSuffix(" more"))
  }
}
