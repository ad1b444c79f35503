import Testing

@testable import Reporting

@Suite("A listing")
struct ListingTests {
  private let listing: Listing = {
    var listing = Listing([.init("scan"), .init("started_at"), .init("scope", narrowest: 8), .init("empty")])
    listing.append([.number(1), .time(.sample), .text("targets.txt")])
    listing.append([.number(12), .unknown, .words(["a", "b,c"])])
    return listing
  }()

  private func text(_ format: ListingFormat, width: Int? = nil) -> String {
    String(decoding: listing.bytes(format, width: width), as: UTF8.self)
  }

  @Test("is aligned for a terminal, without columns that are empty")
  func plain() {
    #expect(
      text(.text) == """
        SCAN  STARTED AT            SCOPE
        1     2026-11-23T22:04:55Z  targets.txt
        12                          a b,c

        """)
  }

  @Test("becomes as narrow as the terminal, where it may")
  func narrow() {
    #expect(text(.text, width: 36).split(separator: "\n").contains("1     2026-11-23T22:04:55Z  targets…"))
    #expect(text(.text, width: 10).contains("targets…"))
  }

  @Test("has every column in CSV and Markdown, and no unknown key in JSON")
  func records() {
    #expect(
      text(.csv) == "scan,started_at,scope,empty\r\n1,2026-11-23T22:04:55Z,targets.txt,\r\n12,,\"a b,c\",\r\n"
    )
    #expect(
      text(.jsonl) == """
        {"scan":1,"started_at":"2026-11-23T22:04:55Z","scope":"targets.txt"}
        {"scan":12,"scope":["a","b,c"]}

        """)
    #expect(
      text(.markdown).hasPrefix("| scan | started_at | scope | empty |\n| --- | --- | --- | --- |\n| 1 | "))
  }

  @Test("without a row says nothing to a person, and has its header in CSV")
  func empty() {
    let nothing = Listing([.init("a")])
    #expect(nothing.bytes(.text).isEmpty && nothing.bytes(.jsonl).isEmpty)
    #expect(nothing.bytes(.csv) == Array("a\r\n".utf8))
  }

  @Test("is harmless whatever a stranger sends", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) {
    var listing = Listing([.init("a"), .init("b")])
    listing.append([.text(hostile.text), .words([hostile.text])])
    for format in ListingFormat.allCases {
      let text = String(decoding: listing.bytes(format), as: UTF8.self)
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\r" || !TextSanitiser.isHidden($0) })
      let lines = [ListingFormat.text: 2, .csv: 2, .jsonl: 1, .markdown: 3]
      #expect(text.utf8.count { $0 == 0x0A } == lines[format])
    }
  }

  @Test("lets no text be markup in Markdown")
  func markup() {
    var listing = Listing([.init("a")])
    listing.append([.text("<b>|[x](http://y)`@team`")])
    #expect(
      String(decoding: listing.bytes(.markdown), as: UTF8.self).hasSuffix(
        #"| \<b\>\|\[x\](http://y)\`\@team\` |"# + "\n"))
  }
}
