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
    String(
      decoding: listing.bytes(format, style: TerminalStyle(glyphs: .unicode, width: width)), as: UTF8.self)
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
    for width in [1, 10, 20] {
      #expect(text(.text, width: width).split(separator: "\n").allSatisfy { $0.count <= max(width, 7) })
    }
  }

  @Test("leaves out columns in their order, and cuts names so that they stay apart", arguments: [60, 40, 30])
  func leaving(width: Int) {
    var listing = Listing([
      .init("target", narrowest: 14, isName: true), .init("labels", narrowest: 12, leaves: 1),
      .init("address", leaves: 2), .init("verdict"),
    ])
    for number in 1...9 {
      listing.append([
        .text("cluster-\(number).kubernetes.example.com"), .text("owner=team"), .text("192.0.2.1:6443"),
        .text("locked_down"),
      ])
    }
    let text = String(decoding: listing.bytes(.text, style: TerminalStyle(width: width)), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.first?.contains("LABELS") == (width >= 60))
    #expect(lines.first?.contains("ADDRESS") == (width >= 60))
    #expect(Set(lines.dropFirst().map { $0.prefix { $0 != " " } }).count == 9)
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
        #"| \<b\>\|\[x\](http:<b></b>//y)\`\@<b></b>team\` |"# + "\n"))
  }
}
