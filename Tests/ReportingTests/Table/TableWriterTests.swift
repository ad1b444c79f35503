import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The table")
struct TableWriterTests {
  @Test("shows the worst first, the worse verdict first within a severity, in target order within")
  func order() {
    let insecure = Observation.sample(
      target: .sample("insecure"), transport: .plain, tls: TLSFacts(handshake: .plainHTTP),
      responses: [Response(path: "/version", status: 200, body: #"{"gitVersion":"v1.16.15"}"#)])
    let table = rows(
      [
        .lockedDown(target: .sample("locked-a")),
        .sample(.connected, target: .sample("unclear")),
        .leaking(target: .sample("leak-a")),
        .lockedDown(target: .sample("locked-b")),
        .leaking(target: .sample("leak-b"), version: "v1.9.6"),
        .sample(.notAttempted(reason: "too many open files"), target: .sample("untried")),
        insecure,
      ])
    #expect(
      table.map { $0.prefix { $0 != " " } } == [
        "TARGET", "insecure", "leak-b", "leak-a", "locked-a", "locked-b", "unclear", "untried",
      ])
    #expect(table.last?.hasSuffix("the scanner could not try: too many open files") == true)
  }

  @Test("folds endpoints that do not answer into one line of counts, the most frequent first")
  func folded() {
    let silent = [
      Observation.sample(.timedOut), .sample(.refused), .sample(.timedOut),
      .sample(.unreachable(reason: "no route")), .sample(.unresolved(reason: "not found"), address: nil),
    ]
    #expect(
      rows(silent) == ["5 endpoints did not answer: 2 filtered, 1 closed, 1 unreachable, 1 unresolved"])
    #expect(rows([.sample(.refused)]) == ["1 endpoint did not answer: 1 closed"])
    #expect(rows([.sample(.refused), .leaking()]).last == "1 endpoint did not answer: 1 closed")
  }

  @Test("shows them one by one, last, where all are asked for")
  func all() {
    #expect(
      rows(
        [
          .sample(.refused, target: .sample("a")),
          .sample(.unresolved(reason: "not found"), target: .sample("no.example"), address: nil),
          .lockedDown(target: .sample("b")),
        ], TableSettings(extent: .all)) == [
          "TARGET      ADDRESS         VERDICT      SEVERITY  DETAIL",
          "b           192.0.2.1:6443  locked_down  none      /version 401, /healthz 401",
          "a           192.0.2.1:6443  closed       none      connection refused",
          "no.example  -               unresolved   none      the name has no address: not found",
        ])
  }

  @Test("of nothing is the summary alone")
  func empty() {
    #expect(TableWriter().text(Summary()) == "No endpoint was scanned.\n")
  }

  @Test("has a column of labels, the last, where there are any")
  func labels() {
    let lines = rows([
      .leaking(
        target: .sample("a", labels: [Label(key: "cluster", value: "prod"), Label(key: "o", value: "")])),
      .leaking(target: .sample("b")),
    ])
    #expect(lines.first?.hasSuffix("  LABELS") == true)
    #expect(lines.dropFirst().first?.hasSuffix("  cluster=prod o=") == true)
    #expect(lines.last?.hasSuffix("health readable") == true)
  }

  @Test("aligns wide and combining characters")
  func alignment() {
    let names = ["漢字", "e\u{301}e\u{301}", "😀", "plain", "ｗ"]
    let lines = rows(names.map { .lockedDown(target: .sample($0)) }).dropFirst()
    for (name, line) in zip(names, lines) {
      #expect(line.hasPrefix(name))
      let start = line.range(of: "192.0.2.1").map { String(line[..<$0.lowerBound]) }
      #expect(start.map(displayWidth) == 8)
    }
  }

  @Test("shows an IPv6 address in brackets")
  func brackets() {
    #expect(rows([.sample(.connected, address: .v6(1))]).last?.contains("  [::1]:6443  ") == true)
  }

  @Test("keeps the worst of more rows than it can keep, and says how many it left out")
  func bounded() {
    var table = TableWriter()
    let (leak, locked) = (Observation.leaking(), Observation.lockedDown())
    let (leakJudged, lockedJudged) = (assess(leak), assess(locked))
    for _ in 0..<(2 * TableWriter.rowLimit) { table.add(locked, lockedJudged) }
    for _ in 0..<1234 { table.add(leak, leakJudged) }
    let lines = table.rowsOnly
    #expect(lines.count == 1 + TableWriter.rowLimit + 1)
    #expect(lines.last == "11,234 more endpoints: write a file with -o to see them all")
    #expect(lines.count { $0.contains("version_leak") } == 1234)
  }

  @Test("is one harmless line an endpoint, whatever a stranger sends", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) {
    for settings in [
      TableSettings(), TableSettings(style: TerminalStyle(glyphs: .unicode, width: 80)),
      TableSettings(isWide: true),
    ] {
      let lines = rows([.hostile(hostile.text), .leaking()], settings)
      #expect(lines.count == 3)
      for line in lines {
        #expect(!line.unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) })
        #expect(settings.isWide || line.unicodeScalars.count < 1200)
      }
    }
  }

  private func rows(_ observations: [Observation], _ settings: TableSettings = TableSettings()) -> [String] {
    var table = TableWriter(settings)
    for observation in observations { table.add(observation, assess(observation)) }
    return table.rowsOnly
  }
}

extension TableWriter {
  /// The lines of the table, without the summary and what to do.
  var rowsOnly: [String] { table(nil) }

  @Test("one line says what asks recognised components further, where a row is of one", arguments: [0, 1, 2])
  func unasked(_ count: Int) {
    var table = TableWriter()
    let asked = ComponentReasonTests.seen(
      .kubelet, .healthOnly, answers: [ComponentAnswer(path: "/pods", status: 403)])
    table.add(asked.0, asked.1)
    let open = ComponentReasonTests.seen(.kubelet, .healthOnly)
    for _ in 0..<count { table.add(open.0, open.1) }
    table.add(open.0, open.1, hasRow: false)
    let lines = table.table(nil).filter { $0.contains("--components") }
    #expect(lines.count == min(count, 1))
    #expect(
      lines.allSatisfy { $0.contains(count == 1 ? "1 component not" : "2 components not") && $0.count <= 80 })
  }
}
