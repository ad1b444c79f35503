import Testing

@testable import Reporting

/// What a stranger may send where a name, a version or a body is expected. Of its own type, so that the log of the
/// tests shows it harmless and short.
struct HostileText: CustomTestStringConvertible {
  let text: String

  var testDescription: String { TextSanitiser.terminal(text, limit: 40) }

  static let all: [HostileText] = texts.map(HostileText.init)

  private static let texts: [String] = [
    "", " ", "a,b", "a\"b", "\"", "\"\"", ",", "a;b", "\\", "\\n", "\\u0041",
    "line\nline", "line\r\nline", "\r", "\n", "\r\n\r\n", "tab\tbed", "\t=1+1",
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", " =1+1",
    "\u{FF1D}1",
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}", "\u{9B}31m", "\u{0}", "a\u{0}b", "\u{7F}", "\u{8}\u{8}",
    "\u{202E}gpj.exe", "\u{2066}x\u{2069}", "\u{200B}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{85}",
    "é", "e\u{301}", "漢字", "👩‍👩‍👧", "🇩🇪", "\u{E0001}", "\u{FFFD}", "\u{10FFFF}", "\u{E000}",
    "</script><script>alert(1)</script>", "{\"verdict\":\"locked_down\"}", "'; DROP TABLE x; --",
    String(repeating: "a", count: 40_000), String(repeating: "\u{301}", count: 5_000),
    "a" + String(repeating: "\u{1B}", count: 5_000), String(repeating: "漢", count: 9_000),
  ]
}
