import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("What to do first")
struct RemedyTallyTests {
  private static func tally(_ rows: [(String, Verdict, [(FindingID, Severity)])]) -> RemedyTally {
    rows.reduce(into: RemedyTally()) { tally, row in
      let findings = row.2.map { Finding(id: $0.0, severity: $0.1, evidence: "") }
      tally.add(
        .leaking(target: .sample(row.0, name: row.0)),
        Assessment(verdict: row.1, findings: findings, component: .kubeAPIServer))
    }
  }

  @Test("names the three that end the worst on the most, with the worst endpoints of each")
  func three() {
    let leaks = (0..<9).map {
      ("leak-\($0)", Verdict.versionLeak, [(FindingID.anonymousVersion, Severity.medium)])
    }
    let lines = Self.tally(
      leaks + [
        ("old", .versionLeak, [(.endOfLifeRelease, .high), (.anonymousVersion, .medium)]),
        ("open", .insecurePort, [(.insecurePort, .critical), (.anonymousResources, .critical)]),
        ("late", .lockedDown, [(.certificateExpiring, .low)]),
      ]
    ).lines(TerminalStyle())
    #expect(
      lines == [
        "What to do first",
        "  1  Close the insecure port     1 cluster, critical: open",
        "  2  Upgrade                     1 cluster, high: old",
        "  3  Take anonymous access away  10 clusters, medium: leak-0, leak-1, leak-2, ...",
        "     how: apiexpose explain ID, where ID is one of insecure-port, end-of-life-release, anonymous-version",
      ])
  }

  @Test("says how many of the endpoints are the worst, and counts lesser ones only where there are no others")
  func counts() {
    let tally = Self.tally([
      ("a", .versionLeak, [(.knownVulnerabilities, .medium)]),
      ("b", .versionLeak, [(.knownVulnerabilities, .high)]),
      ("c", .versionLeak, [(.knownVulnerabilities, .low)]), ("d", .healthOnly, [(.anonymousHealth, .low)]),
    ])
    let lines = tally.lines(TerminalStyle())
    #expect(lines[1] == "  1  Upgrade                     2 clusters, 1 high: b, a")
    #expect(lines[2] == "  2  Take anonymous access away  1 cluster, low: d")
  }

  @Test("names the finding of each endpoint that is counted, the worst first, and no lesser one")
  func identifiers() {
    let lines = Self.tally([
      ("a", .anonymousAccess, [(.kubeletAnonymous, .critical)]),
      ("b", .anonymousAccess, [(.etcdOpen, .critical)]),
      ("c", .versionLeak, [(.componentMetrics, .medium)]), ("d", .versionLeak, [(.anonymousVersion, .low)]),
    ]).lines(TerminalStyle(width: 80))
    let how = lines.drop { !$0.contains("how:") }.map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(
      how
        == "how: apiexpose explain ID, where ID is one of kubelet-anonymous, etcd-open, component-metrics, "
        + "anonymous-version")
    #expect(lines.allSatisfy { displayWidth($0) <= 80 })
  }

  @Test("fits the terminal, and is nothing where there is nothing to do", arguments: [40, 60, 80, 100])
  func widths(width: Int) {
    let name = "a-very-long-name-of-a-cluster.region-one.k8s.example.com"
    let tally = Self.tally([(name, .versionLeak, [(.recentRestart, .medium), (.anonymousVersion, .medium)])])
    #expect(tally.lines(TerminalStyle(width: width)).allSatisfy { displayWidth($0) <= width })
    #expect(Self.tally([("a", .lockedDown, [(.startTime, .info)])]).lines(TerminalStyle()).isEmpty)
  }

  @Test("counts a cluster once, however many addresses it has, and other components beside it")
  func clusters() {
    var tally = Self.tally([
      ("a", .versionLeak, [(.anonymousVersion, .medium)]), ("a", .versionLeak, [(.anonymousVersion, .high)]),
    ])
    tally.add(
      .leaking(target: .sample("b")),
      Assessment(
        verdict: .versionLeak, findings: [Finding(id: .anonymousVersion, severity: .medium, evidence: "")],
        component: .kubelet))
    #expect(
      tally.lines(TerminalStyle())[1]
        == "  1  Take anonymous access away  1 cluster and 1 other endpoint, 1 high: a, b")
  }
}
