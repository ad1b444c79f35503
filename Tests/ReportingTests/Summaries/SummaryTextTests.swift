import Exposure
import Testing

@testable import Reporting

@Suite("The summary for a terminal")
struct SummaryTextTests {
  @Test("counts by posture, verdict and severity, and says what was left out")
  func counts() {
    var summary = Summary([.versionLeak: 2, .healthOnly: 1, .lockedDown: 1203, .filtered: 11, .failed: 1])
    summary.duplicatesDropped = 1
    summary.excluded = 4096
    #expect(
      summary.text() == """
        2 of 1,206 clusters leak their version; 1 shows only its health; 1,203 are locked down; \
        11 endpoints did not answer; 1 could not be tried.

                       clusters  endpoints
          exposed             2          2  2 version_leak
          restricted          1          1  1 health_only
          locked_down     1,203      1,203  1,203 locked_down
          unknown                        1  1 failed
          unreachable                   11  11 filtered
          severity     2 endpoints medium, 1 info
          scanned      1,218 endpoints, 1 duplicate dropped, 4,096 excluded

        """)
  }

  @Test("of nothing is one sentence")
  func empty() {
    #expect(Summary().text() == "No endpoint was scanned.\n")
  }

  @Test("leaves out severities where there are none")
  func noSeverity() {
    #expect(
      Summary([.closed: 1]).text() == """
        No cluster answered: 1 endpoint did not answer.

                       clusters  endpoints
          unreachable                    1  1 closed
          scanned      1 endpoint

        """)
  }

  @Test("counts clusters beside endpoints, and tells targets that are one cluster")
  func clusters() {
    var summary = Summary([.versionLeak: 2, .lockedDown: 2])
    summary.clusterCounts = ClusterCounts(
      verdicts: [.versionLeak: 1, .lockedDown: 1],
      joined: [
        JoinedTargets(
          members: [
            .init(target: "a\u{1B}", verdict: .versionLeak), .init(target: "b", verdict: .versionLeak),
          ],
          count: 2),
        JoinedTargets(
          members: [
            .init(target: "c", verdict: .versionLeak, gitVersion: "v1.36.2"),
            .init(target: "d", verdict: .lockedDown),
          ], count: 3, hasDrifted: true),
      ], joinedCount: 3, uncompared: 1)
    #expect(
      summary.text() == """
        1 of 2 clusters leaks its version; 1 is locked down.

                       clusters  endpoints
          exposed             1          2  2 version_leak
          locked_down         1          2  2 locked_down
          severity     2 endpoints medium
          scanned      4 endpoints
          joined       a\\x1b and b are one cluster
                       c (version_leak v1.36.2), d (locked_down) and 1 more target are one cluster, whose endpoints differ in verdict or version
                       1 more cluster has several targets
                       1 API server beyond the first 1,048,576 counts as a cluster without being compared

        """)
  }

  @Test("says the same in colour")
  func colours() {
    let summary = Summary([.versionLeak: 1, .lockedDown: 1, .tlsFailed: 1, .inconclusive: 1, .closed: 1])
    let coloured = summary.text(TerminalStyle(colour: .ansi))
    #expect(coloured.hasPrefix("\u{1B}[1m1 of 3 clusters"))
    #expect(coloured.contains("\u{1B}[31mexposed    \u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == summary.text())
  }

  @Test(
    "is broken between words where the terminal is narrow, and never wider than it",
    arguments: [66, 80, 100])
  func narrow(width: Int) {
    var summary = Summary([
      .anonymousAccess: 1, .insecurePort: 1, .versionLeak: 123, .healthOnly: 70, .forbidden: 35,
      .lockedDown: 90,
      .clientCertificateRequired: 12, .filtered: 12, .closed: 1000,
    ])
    summary.duplicatesDropped = 1
    let lines = summary.text(TerminalStyle(width: width)).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
    #expect(words(lines.joined(separator: " ")) == words(summary.text()))
    #expect(width >= 80 || lines.contains { $0.hasPrefix(String(repeating: " ", count: 15)) })
  }
}
