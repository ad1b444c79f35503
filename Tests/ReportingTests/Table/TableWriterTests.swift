import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The table")
struct TableWriterTests {
  @Test("shows the exposed first, then what answers by severity, in target order within")
  func order() {
    let table = table(
      [
        .lockedDown(target: .sample("locked-a")),
        .sample(.connected, target: .sample("unclear")),
        .leaking(target: .sample("leak-a")),
        .lockedDown(target: .sample("locked-b")),
        .leaking(target: .sample("leak-b"), version: "v1.36.5"),
        .sample(.notAttempted(reason: "too many open files"), target: .sample("untried")),
      ])
    #expect(
      table == """
        TARGET    ADDRESS         VERDICT       SEVERITY  VERSION  DETAIL
        leak-a    192.0.2.1:6443  version_leak  medium    v1.36.2  anonymous-version, known-vulnerabilities, anonymous-health
        leak-b    192.0.2.1:6443  version_leak  medium    v1.36.5  anonymous-version, anonymous-health
        locked-a  192.0.2.1:6443  locked_down   none               /version 401, /healthz 401
        unclear   192.0.2.1:6443  tls_failed    none
        locked-b  192.0.2.1:6443  locked_down   none               /version 401, /healthz 401
        untried   192.0.2.1:6443  failed        none               the scanner could not try: too many open files

        """)
  }

  @Test("folds endpoints that do not answer into one line of counts, the most frequent first")
  func folded() {
    let silent = [
      Observation.sample(.timedOut), .sample(.refused), .sample(.timedOut),
      .sample(.unreachable(reason: "no route")), .sample(.unresolved(reason: "not found"), address: nil),
    ]
    #expect(
      table(silent) == "5 endpoints did not answer: 2 filtered, 1 closed, 1 unreachable, 1 unresolved\n")
    #expect(table([.sample(.refused)]) == "1 endpoint did not answer: 1 closed\n")
    #expect(table([.sample(.refused), .leaking()]).hasSuffix("\n1 endpoint did not answer: 1 closed\n"))
  }

  @Test("shows them one by one, last, where all are asked for")
  func all() {
    #expect(
      table(
        [
          .sample(.refused, target: .sample("a")),
          .sample(.unresolved(reason: "not found"), target: .sample("no.example"), address: nil),
          .lockedDown(target: .sample("b")),
        ], showAll: true) == """
          TARGET      ADDRESS         VERDICT      SEVERITY  VERSION  DETAIL
          b           192.0.2.1:6443  locked_down  none               /version 401, /healthz 401
          a           192.0.2.1:6443  closed       none               connection refused
          no.example  -               unresolved   none               the name has no address: not found

          """)
  }

  @Test("of nothing is empty")
  func empty() {
    #expect(table([]) == "")
  }

  @Test("has a column of labels where there are any")
  func labels() {
    let lines = table(
      [
        .leaking(
          target: .sample("a", labels: [Label(key: "cluster", value: "prod"), Label(key: "o", value: "")])),
        .leaking(target: .sample("b")),
      ]
    ).split(separator: "\n")
    #expect(lines.first?.hasSuffix("  LABELS") == true)
    #expect(lines.dropFirst().first?.hasSuffix("  cluster=prod o=") == true)
    #expect(lines.last?.hasSuffix("anonymous-health") == true)
  }

  @Test("aligns wide and combining characters")
  func alignment() {
    let names = ["漢字", "e\u{301}e\u{301}", "😀", "plain", "ｗ"]
    let lines = table(names.map { .lockedDown(target: .sample($0)) }).split(separator: "\n").dropFirst()
    for (name, line) in zip(names, lines) {
      #expect(line.hasPrefix(name))
      let start = line.range(of: "192.0.2.1").map { String(line[..<$0.lowerBound]) }
      #expect(start.map(displayWidth) == 8)
    }
  }

  @Test("shows an IPv6 address in brackets")
  func brackets() {
    #expect(table([.sample(.connected, address: .v6(1))]).contains("  [::1]:6443  "))
  }

  @Test("keeps a bounded number of rows and says how many it left out")
  func bounded() {
    let many = Array(repeating: Observation.leaking(), count: TableWriter.rowLimit + 1234)
    let lines = table(many + [.lockedDown()]).split(separator: "\n")
    #expect(lines.count == 1 + TableWriter.rowLimit + 1 + 1)
    #expect(lines.last == "… and 1,234 more: write a file with -o to see them all")
  }

  @Test("is one harmless line an endpoint, whatever a stranger sends", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) {
    let lines = table([.hostile(hostile.text), .leaking()]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    for line in lines {
      #expect(!line.unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) })
      #expect(line.unicodeScalars.count < 1200)
    }
  }

  private func table(_ observations: [Observation], showAll: Bool = false) -> String {
    var table = TableWriter(showAll: showAll)
    for observation in observations { table.add(observation, assess(observation)) }
    return table.text()
  }
}
