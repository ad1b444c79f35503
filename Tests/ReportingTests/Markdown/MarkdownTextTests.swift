import Testing

@testable import Reporting

@Suite("Text of strangers in Markdown")
struct MarkdownTextTests {
  @Test(
    "is torn where GitHub would link it without markup",
    arguments: [
      ("http://evil.example/a_b", #"http:<b></b>//evil.example/a\_b"#),
      ("see HTTPS://evil.example", "see HTTPS:<b></b>//evil.example"),
      ("ftp://evil.example", "ftp:<b></b>//evil.example"),
      ("www.evil.example", "www<b></b>.evil.example"),
      ("(WWW.evil.example", "(WWW<b></b>.evil.example"),
      ("_www.evil.example", #"\_www<b></b>.evil.example"#),
      ("user@host.example", #"user\@<b></b>host.example"#),
      ("mailto:user@host.example", #"mailto:user\@<b></b>host.example"#),
      ("@admin, @org/team", #"\@<b></b>admin, \@<b></b>org/team"#),
      ("#123", ##"\#<b></b>123"##),
      ("owner/repository#12", ##"owner/repository\#<b></b>12"##),
      ("GH-12 gh-12", "GH<b></b>-12 gh<b></b>-12"),
      ("0123456", "012345<b></b>6"),
      ("CVE-2018-100210a", "CVE-2018-100210<b></b>a"), ("xCVE-2018-1002105", "xCVE-2018-100210<b></b>5"),
      ("CVE-a018-1002105", "CVE-a018-100210<b></b>5"),
      (
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
        "a5c378<b></b>5ed8d6<b></b>a35868<b></b>bc169f<b></b>07e40e<b></b>889087<b></b>fd2e"
      ),
      ("owner/repository@a5c3785", #"owner/repository\@<b></b>a5c378<b></b>5"#),
      // What the template writes behind the value belongs to it.
      ("a #", ##"a \#<b></b>"##),
      ("x@", #"x\@<b></b>"#),
      ("gh", "gh<b></b>"),
    ])
  func links(text: String, markdown: String) {
    #expect(MarkdownText.text(text) == markdown)
  }

  @Test(
    "stays as it is where nothing is linked",
    arguments: [
      "v1.36.2", "2026-11-23T22:04:55Z", "192.0.2.1:6443", "2001:db8::1", "kubernetes.default.svc", "abcdef",
      "CVE-2021-1234", "CVE-2018-1002105", "(CVE-2018-1002105),", "GO-2026-4870", "GHSA-74fp-r6jw-h4mp",
      "GHSA-1234-5678-9234", "w.example", "high-12", "awww", "12345678x", "A5C3785ED8",
      String(repeating: "ab", count: 32),
    ])
  func plain(text: String) {
    #expect(MarkdownText.text(text) == text)
  }

  @Test("is the same text once it is rendered", arguments: HostileText.all)
  func same(hostile: HostileText) {
    let shown = TextSanitiser.terminal(hostile.text)
    let markdown = MarkdownText.text(shown).replacing(AutolinkBreaks.element, with: "")
    #expect(markdown.replacing(/\\([\\`*_\[\]<>|#~&@!])/, with: { $0.1 }) == shown)
  }
}
