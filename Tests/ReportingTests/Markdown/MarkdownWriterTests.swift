import Exposure
import Testing

@testable import Reporting

@Suite("Markdown")
struct MarkdownWriterTests {
  @Test(
    "shows a stranger's text as code, in which nothing is markup",
    arguments: [
      ("plain", "`plain`"),
      ("@admin #1 http://evil", "`@admin #1 http://evil`"),
      ("[x](y) <b>", "`[x](y) <b>`"),
      ("a`b", "``a`b``"),
      ("`a``", "``` `a`` ```"),
      ("a|b", "<code>a&#124;b</code>"),
      ("a|<b>@c", "<code>a&#124;&#60;b&#62;&#64;<b></b>c</code>"),
      ("a\nb", "`a b`"),
      ("\u{202E}x", "`\\u{202e}x`"),
      ("", "–"),
      ("  ", "–"),
    ])
  func code(text: String, markdown: String) {
    #expect(MarkdownText.code(text) == markdown)
  }

  @Test("escapes prose of ours where Markdown would take it for markup")
  func prose() {
    #expect(MarkdownText.prose("a_b *c* <d> [e] #f |g|") == ##"a\_b \*c\* \<d\> \[e\] \#f \|g\|"##)
  }

  @Test("begins with the sentence, counts all, and lists the exposed ones, the worst first")
  func document() throws {
    let text = try MarkdownWriter(.sample()).document([
      .lockedDown(), .leaking(target: .sample("a|b"), version: "v1.36.2"),
      .leaking(target: .sample("old"), version: "v1.9.6"), .sample(.refused),
    ])
    #expect(text.hasPrefix("# Exposure of Kubernetes API servers\n\n**2 of 3 clusters leak their version"))
    #expect(text.contains("| Exposed | 2 | 2 | 2 `version_leak` |"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `192.0.2.1:6443`") }
    #expect(rows.count == 2)
    #expect(rows[0].contains("`old`"))
    #expect(rows[0].contains("| kube-apiserver |"))
    #expect(rows[1].contains("<code>a&#124;b</code>"))
    #expect(text.contains("### Take anonymous access away"))
    #expect(text.contains("(`anonymous-version`, medium, 2 endpoints)"))
    let time = Timestamp.text(.sample)
    #expect(text.hasSuffix("_4 endpoints scanned by apiexpose 1.2.3 from \(time) to \(time)._\n"))
  }

  @Test("tells targets that are one cluster")
  func joined() throws {
    let targets = [
      JoinedTargets.Member(target: "a_b", verdict: .versionLeak), .init(target: "<c>", verdict: .versionLeak),
    ]
    let text = try MarkdownWriter(.sample()).document(
      [.leaking(target: .sample("a_b")), .leaking(target: .sample("<c>"))],
      clusters: ClusterCounts(
        verdicts: [.versionLeak: 1], joined: [JoinedTargets(members: targets, count: 2)], joinedCount: 1))
    #expect(text.contains("**1 cluster leaks its version.**"))
    #expect(text.contains("| Exposed | 1 | 2 | 2 `version_leak` |"))
    #expect(text.contains("## One cluster, several targets\n\n- a\\_b and \\<c\\> are one cluster\n"))
  }

  @Test(
    "keeps every row of the table to its seven cells, whatever strangers send", arguments: HostileText.all)
  func cells(hostile: HostileText) throws {
    let text = try MarkdownWriter(.sample()).document([.hostileLeak(hostile.text)])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.first { $0.hasPrefix("| `192.0.2.1:6443`") })
    #expect(row.count { $0 == "|" } == 8)
    #expect(!text.unicodeScalars.contains { TextSanitiser.isHidden($0) && $0 != "\n" })
    #expect(text.utf8.count < 65_536)
  }

  @Test("lists the worst, wherever in the list they stand")
  func worst() throws {
    let many = (0..<200).map { Observation.leaking(target: .sample("host-\($0)"), version: "v1.36.2") }
    let text = try MarkdownWriter(.sample()).document(
      many + [.leaking(target: .sample("last"), version: "v1.9.6")])
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `192.0.2.1:6443`") }
    #expect(rows.count == 100)
    #expect(rows[0].contains("`last`"))
  }

  @Test("is no longer than an issue takes, however many endpoints there are")
  func bounded() throws {
    let many = (0..<3000).map { Observation.leaking(target: .sample("host-\($0)")) }
    let text = try MarkdownWriter(.sample()).document(many)
    #expect(
      text.contains("These are the 100 worst of 3,000 exposed endpoints; the CSV report has all."))
    #expect(text.unicodeScalars.count < 65_536)
  }
}
