import Testing

@testable import Reporting

@Suite("The style of a terminal")
struct TerminalStyleTests {
  @Test(
    "is plain in pipes, dumb terminals and locales without UTF-8",
    arguments: [
      (true, ["TERM": "xterm", "LANG": "C.UTF-8"], .ansi, .unicode, true),
      (true, ["TERM": "xterm", "LANG": "de_DE.utf8"], .ansi, .unicode, true),
      (true, ["TERM": "xterm", "LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"], .ansi, .unicode, true),
      (true, ["TERM": "xterm", "LC_ALL": "C", "LANG": "en_US.UTF-8"], .ansi, .asciiOnly, true),
      (true, ["TERM": "xterm"], .ansi, .asciiOnly, true),
      (true, ["TERM": "dumb", "LANG": "C.UTF-8"], .plain, .ascii, false),
      (true, ["TERM": "dumb", "LANG": "C"], .plain, .asciiOnly, false),
      (true, ["TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"], .plain, .unicode, true),
      (false, ["TERM": "xterm", "LANG": "C.UTF-8"], .plain, .ascii, false),
    ] as [(Bool, [String: String], ColourMode, Glyphs, Bool)])
  func styles(
    isTerminal: Bool, variables: [String: String], colour: ColourMode, glyphs: Glyphs, canRedraw: Bool
  ) {
    let style = TerminalStyle(
      isTerminal: isTerminal, columns: 132, rows: 43, refusesColour: false, variable: { variables[$0] })
    #expect(style.colour == colour)
    #expect(style.glyphs == glyphs)
    #expect(style.canRedraw == canRedraw)
    #expect(style.width == (isTerminal ? 132 : nil) && style.height == (isTerminal ? 43 : nil))
  }

  @Test("takes 80 columns and 24 rows where the terminal does not say how large it is")
  func unknownWidth() {
    let style = TerminalStyle(
      isTerminal: true, columns: nil, rows: nil, refusesColour: true, variable: { _ in nil })
    #expect(style.width == 80 && style.height == 24)
  }

  @Test(
    "characters are those that can be shown",
    arguments: [
      (Glyphs.unicode, "… █░ – 漢é", "… █░ – 漢é"), (.ascii, "… █░ – 漢é", "... #- – 漢é"),
      (.asciiOnly, "… █░ – 漢é", "... #- - \\u{6f22}\\u{e9}"), (.asciiOnly, "plain", "plain"),
    ])
  func glyphs(glyphs: Glyphs, text: String, shown: String) {
    #expect(glyphs.text(text) == shown)
  }

  @Test("breaks lines between words behind a prefix, and never inside one")
  func lines() {
    let style = TerminalStyle(width: 16)
    #expect(style.lines("one two three four", behind: "  a  ") == ["  a  one two", "     three four"])
    #expect(style.lines("incomprehensibilities all") == ["incomprehensibilities", "all"])
    #expect(TerminalStyle().lines("one two three four", behind: "- ") == ["- one two three four"])
  }
}
