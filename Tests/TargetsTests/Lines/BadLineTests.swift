import Testing

@testable import Targets

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

  // U+009B begins a control sequence as ESC [ does (ECMA-48 §5.4).
  @Test(
    "shows nothing that a terminal would obey in the part of it that its reason quotes",
    arguments: [
      "fa\u{9B}31mx.example", "a\u{85}b.example", "b\u{FC}cher\u{9F}.example", "a.\u{202E}b.example",
      "10.0.0.\u{9D}0",
      "[::\u{9B}1]", "10.0.0.1/\u{9B}", "a.example:\u{9B}", "!\u{9B}a.example", "http://a.example/\u{9B}",
      "10.0.0.1 tls-server-name=\u{9B}", "10.0.0.1 proxy-url=\u{9B}", "host\u{9B},port",
    ])
  func hostileReason(text: String) throws {
    do throws(TargetListError) {
      _ = try TargetList(sources: [TargetSource(name: "list", text: Array(text.utf8))], maximum: 9)
    } catch {
      let shown = error.description.unicodeScalars.filter { scalar in
        [.control, .format].contains(scalar.properties.generalCategory) && scalar != "\n"
      }
      #expect(shown.isEmpty, "\(error)")
    }
  }

  @Test(
    "shows nothing of a line that may hold a secret, not even in the reason",
    arguments: [
      "https://user:hunter2@a.example", "token: hunter2", "10.0.0.1:22:root:hunter2",
      "hunter2 password=hunter2",
    ])
  func secret(text: String) {
    let bad = BadLine(
      source: "list.txt", number: 7, line: Array(text.utf8)[...], problem: .notIPv6("hunter2"))
    #expect(bad.text == nil)
    #expect(bad.description.hasPrefix("list.txt:7: not shown, because it seems to hold "))
    #expect(!bad.description.contains("hunter2"))
    #expect(!BadLine.quoted(text).contains("hunter2"))
  }

  @Test("that is withheld shows neither its text nor the reason, which quotes it")
  func withheld() {
    var bad = line("[::1")
    bad.withhold()
    #expect(!bad.description.contains("::1"))
    #expect(bad.description.hasPrefix("list.txt:7: could not be understood"))
  }

  @Test("shows only the beginning of a long one")
  func long() {
    let text = line(String(repeating: "é", count: 100_000)).text
    #expect(text == String(repeating: "é", count: BadLine.longestText) + "…")
  }
}
