import Exposure
import Testing

@testable import Reporting

@Suite("The tally of findings")
struct FindingTallyTests {
  private func tally(_ findings: [[Finding]], examples: Int = 2) -> FindingTally {
    findings.reduce(into: FindingTally(examples: examples)) { tally, findings in
      tally.add(.sample(), Assessment(verdict: .versionLeak, findings: findings))
    }
  }

  @Test("groups by what must be done, the worst first")
  func groups() {
    let tally = tally([
      [
        Finding(id: .anonymousHealth, severity: .low, evidence: "a"),
        Finding(id: .weakTLS, severity: .medium, evidence: "b"),
        Finding(id: .knownVulnerabilities, severity: .critical, evidence: "c"),
      ],
      [
        Finding(id: .anonymousVersion, severity: .medium, evidence: "d"),
        Finding(id: .endOfLifeRelease, severity: .high, evidence: "e"),
      ],
    ])
    #expect(tally.groups.map(\.remediation) == [.upgrade, .endAnonymousAccess, .requireModernTLS])
    #expect(
      tally.groups.map { $0.findings.map(\.id) } == [
        [.knownVulnerabilities, .endOfLifeRelease], [.anonymousVersion, .anonymousHealth], [.weakTLS],
      ])
    #expect(tally.total == 5)
    #expect(tally.count(.medium) == 2)
    #expect(tally.count(atLeast: .medium) == 4)
    #expect(tally.count(.weakTLS as FindingID) == 1)
  }

  @Test("keeps the worst endpoints, their evidence in one bounded line, and the worst severity")
  func examples() {
    let long = "{\n  \"a\":\t1\n}" + String(repeating: "x", count: 10_000_000)
    let tally = tally([
      [Finding(id: .weakTLS, severity: .low, evidence: long)],
      [Finding(id: .weakTLS, severity: .medium, evidence: "b")],
      [Finding(id: .weakTLS, severity: .low, evidence: "c")],
    ])
    let entry = tally.groups[0].findings[0]
    #expect(entry.count == 3)
    #expect(entry.severity == .medium)
    #expect(entry.examples.count == 2)
    #expect(entry.severities == [.low: 2, .medium: 1])
    #expect(entry.examples.map(\.severity) == [.medium, .low])
    #expect(entry.examples[1].evidence.hasPrefix("{ \"a\": 1 }xxx"))
    #expect(entry.examples[1].evidence.unicodeScalars.count < 500)
    #expect(tally.groups[0].endpoints == 3)
  }
}
