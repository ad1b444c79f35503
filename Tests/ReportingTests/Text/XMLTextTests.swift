import Fixtures
import Testing

@testable import Reporting

@Suite("Text in XML")
struct XMLTextTests {
  @Test(
    "is one line without markup and without characters that XML 1.0 does not have",
    arguments: [
      ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"),
      ("\"\u{301}", "&quot;\u{301}"),
      ("a\nb\tc", "a b c"),
      ("\u{0}\u{1B}[2J", #"\x00\x1b[2J"#),
      ("\u{FFFE}\u{FFFF}\u{1FFFE}", "\u{FFFD}\u{FFFD}\u{1FFFE}"),
      ("\u{202E}x", #"\u{202e}x"#),
      ("漢字 👩‍👩‍👧", "漢字 👩\\u{200d}👩\\u{200d}👧"),
      ("]]>", "]]&gt;"),
    ])
  func escaped(text: String, expected: String) {
    #expect(XMLText.escaped(text) == expected)
  }

  @Test("is cut where it is too long")
  func long() {
    #expect(XMLText.escaped("<<<<", limit: 2) == "&lt;&lt;…")
  }

  @Test(
    "is well-formed whatever a stranger sends, by libxml2",
    .enabled(if: try OutsideTool.xmllint.isReady, "needs \(OutsideTool.xmllint)"))
  func hostile() async throws {
    let elements = HostileText.all.map {
      "<e a=\"\(XMLText.escaped($0.text, limit: 50_000))\">\(XMLText.escaped($0.text, limit: 50_000))</e>"
    }
    let outcome = try await #require(OutsideTool.xmllint.program).run(
      ["--noout", "-"], input: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r>\(elements.joined())</r>")
    #expect(outcome.status == 0, "\(outcome.errors.prefix(600))")
  }
}
