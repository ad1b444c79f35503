import Testing

@testable import Exposure

@Suite("A bad line")
struct BadLineTests {
  private func line(_ text: String, number: UInt64? = 7) -> BadLine {
    BadLine(source: "list.txt", number: number, line: Array(text.utf8)[...], problem: .bracketOpen)
  }

  @Test("is a sentence with file, number, text and reason")
  func sentence() {
    #expect(line(" [::1 \r").description.hasPrefix("list.txt:7: `[::1`: the ] is missing"))
    #expect(line("[::1", number: nil).description.hasPrefix("list.txt: `[::1`: "))
  }

  @Test("shows nothing that a terminal would obey")
  func hostile() {
    #expect(line("\u{1B}[2J\u{202E}a\u{2028}").text == "\u{FFFD}[2J\u{FFFD}a\u{FFFD}")
  }

  @Test("shows only the beginning of a long one")
  func long() {
    let text = line(String(repeating: "é", count: 100_000)).text
    #expect(text == String(repeating: "é", count: BadLine.longestText) + "…")
  }
}
