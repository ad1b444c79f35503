import Exposure
import Foundation
import Testing

@Suite("Releases and vulnerabilities")
struct ReleaseTests {
  static func assessed(
    _ gitVersion: String, on day: String = "2026-11-23", host: String? = nil
  ) throws -> Assessment {
    var observation = DistributionTests.observed(gitVersion: gitVersion, host: host)
    observation.scannedAt = try #require(CalendarDay(day)).start
    return assess(observation)
  }

  static func finding(
    _ id: FindingID, _ gitVersion: String, on day: String = "2026-11-23", host: String? = nil
  ) throws -> Finding? {
    try assessed(gitVersion, on: day, host: host).findings.first { $0.id == id }
  }

  static let ends: [(version: String, day: String, severity: Severity?)] = [
    ("v1.31.4", "2025-11-10", nil), ("v1.31.4", "2025-11-11", nil), ("v1.31.4", "2025-11-12", .medium),
    ("v1.31.4", "2026-11-11", .medium), ("v1.31.4", "2026-11-12", .high),
    ("v1.36.2", "2026-11-23", nil), ("v1.34.1", "2026-10-27", nil), ("v1.34.1", "2026-10-28", .medium),
    ("v1.0.7", "2016-01-01", .high), ("v1.99.0", "2026-11-23", nil), ("v0.0.0-master", "2026-11-23", nil),
    ("v2.0.0", "2026-11-23", nil),
    // Amazon's standard support of 1.34 lasts until 2026-12-02, what it sells beyond that until 2027-12-02.
    ("v1.34.1-eks-adc7111", "2026-11-23", nil), ("v1.34.1-eks-adc7111", "2026-12-02", nil),
    ("v1.34.1-eks-adc7111", "2026-12-03", .low), ("v1.34.1-eks-adc7111", "2027-12-03", .medium),
    ("v1.34.1-eks-adc7111", "2028-12-03", .high),
    // Google's ends before upstream's: upstream's counts until then.
    ("v1.34.1-gke.1000", "2026-10-15", nil), ("v1.34.1-gke.1000", "2026-10-28", .medium),
    ("v1.22.17-eks-adc7111", "2026-11-23", .high),
  ]

  @Test("a minor release ends with its last day, or with its vendor's", arguments: ends)
  func endOfLife(_ row: (version: String, day: String, severity: Severity?)) throws {
    #expect(try Self.finding(.endOfLifeRelease, row.version, on: row.day)?.severity == row.severity)
  }

  @Test("the column tells upstream's day, also before it comes")
  func column() throws {
    #expect(try Self.assessed("v1.36.2").releaseEndOfLife == CalendarDay("2027-06-28")?.start)
    #expect(try Self.assessed("v1.34.1-eks-adc7111").releaseEndOfLife == CalendarDay("2026-10-27")?.start)
    #expect(try Self.assessed("v1.0.7").releaseEndOfLife == nil)
  }

  @Test("the evidence says which release ended when")
  func evidence() throws {
    #expect(
      try Self.finding(.endOfLifeRelease, "v1.29.3")?.evidence == "1.29, upstream support ended 2025-02-28")
    #expect(
      try Self.finding(.endOfLifeRelease, "v1.32.3-eks-adc7111")?.evidence
        == "1.32, upstream support ended 2026-02-28, that of Amazon EKS 2026-03-23; its extended support lasts until 2027-03-23"
    )
  }

  static let unfixed = ["CVE-2020-8554", "CVE-2020-8561", "CVE-2024-7598", "CVE-2021-25740", "CVE-2020-8562"]

  static let affected: [(version: String, id: String, applies: Bool)] = [
    ("v1.12.2", "CVE-2018-1002105", true), ("v1.12.3", "CVE-2018-1002105", false),
    ("v1.11.4", "CVE-2018-1002105", true), ("v1.11.5", "CVE-2018-1002105", false),
    ("v1.9.11", "CVE-2018-1002105", true), ("v1.10.11", "CVE-2018-1002105", false),
    ("v1.13.0", "CVE-2018-1002105", false), ("v1.12.3-rc.1", "CVE-2018-1002105", true),
    ("v1.27.6-gke.1067004", "CVE-2023-39325", true), ("v1.27.7-gke.1067004", "CVE-2023-39325", false),
    ("v1.28.0-rc.1", "CVE-2023-39325", false), ("v1.14.9", "CVE-2023-39325", false),
    ("v1.31.14", "CVE-2025-4563", false), ("v1.32.5", "CVE-2025-4563", true),
    ("v1.36.4", "CVE-2026-2270", true), ("v1.36.5", "CVE-2026-2270", false),
    ("v1.2.9", "CVE-2024-7598", false), ("v1.3.0", "CVE-2024-7598", true), ("v1.99.0", "CVE-2024-7598", true),
    ("v1.27.102-akslts", "CVE-2024-3177", false), ("v1.27.102-akslts", "CVE-2020-8554", true),
    ("v1.27.12", "CVE-2024-3177", true), ("v0.0.0-master", "CVE-2020-8554", false),
  ]

  @Test("a vulnerability applies from where it came in to before its fix", arguments: affected)
  func ranges(_ row: (version: String, id: String, applies: Bool)) throws {
    #expect(try Self.assessed(row.version).vulnerabilities.contains(row.id) == row.applies)
  }

  @Test("what no release fixes is information, where nothing else applies")
  func unfixable() throws {
    #expect(try Self.assessed("v1.36.5").vulnerabilities == Self.unfixed)
    let finding = try #require(try Self.finding(.knownVulnerabilities, "v1.36.5"))
    #expect(finding.severity == .info)
    #expect(
      finding.evidence == """
        no release fixes these; CVE-2020-8554 6.3 unfixed, CVE-2020-8561 4.1 unfixed, CVE-2024-7598 3.1 unfixed, \
        CVE-2021-25740 3.1 unfixed, CVE-2020-8562 2.2 unfixed
        """)
  }

  static let cures: [(version: String, severity: Severity, evidence: String)] = [
    (
      "v1.36.4", .medium,
      "worst CVSS 5.9, all need credentials; fixed in 1.36.5; CVE-2020-8554 6.3 unfixed, CVE-2026-2270 5.9 in kube-"
    ),
    ("v1.35.3", .medium, "worst CVSS 8.7, all need credentials; fixed in 1.35.9; CVE-2026-35469 8.7, "),
    (
      "v1.32.5", .medium,
      "worst CVSS 8.7, all need credentials; partly fixed in 1.32.10, all of them in 1.34.12; CVE-2026-35469 8.7, "
    ),
    ("v1.33.11", .medium, "worst CVSS 5.9, all need credentials; not fixed in any 1.33, but in 1.34.12; "),
    (
      "v1.12.2", .critical,
      "worst CVSS 9.8, without credentials 9.8; partly fixed in 1.12.6, all of them in 1.34.12; CVE-2018-1002105 9.8, "
    ),
    (
      "v1.35.3-eks-adc7111", .medium,
      "by upstream version 1.35.3, low confidence: the vendor may have fixed some in this build; worst CVSS 8.7, all need credentials; "
    ),
    (
      "v1.27.102-akslts", .info,
      "v1.27.102-akslts has a patch of its vendor's own: only what no release fixes is "
    ),
  ]

  @Test("the worst that can be fixed gives the severity, and the evidence the cure", arguments: cures)
  func cure(_ row: (version: String, severity: Severity, evidence: String)) throws {
    let finding = try #require(try Self.finding(.knownVulnerabilities, row.version))
    #expect(finding.severity == row.severity)
    #expect(finding.evidence.hasPrefix(row.evidence), "\(finding.evidence)")
    #expect(finding.evidence.unicodeScalars.count <= 1024)
  }

  @Test("a flaw without a score is at least medium")
  func unscored() throws {
    let json = KnowledgeTests.file(
      #"""
      "vulnerabilities": [{"id": "CVE-1", "component": "kube-apiserver", "summary": "s", "access": "a",
        "reference": "r", "affected": [{"from": "1.36.0", "fixedIn": "1.36.9"}]}]
      """#)
    let observation = DistributionTests.observed(gitVersion: "v1.36.2")
    let finding = assess(observation, knowing: try Knowledge(json: json)).findings.first {
      $0.id == .knownVulnerabilities
    }
    #expect(finding?.severity == .medium)
    #expect(finding?.evidence == "fixed in 1.36.9; CVE-1")
  }

  static let accesses: [(access: String, cvss: String, version: String, severity: Severity)] = [
    ("unauthenticated", "9.8", "v1.30.0", .critical), ("remote", "7.5", "v1.30.0", .high),
    ("authenticated, can create pods", "9.8", "v1.30.0", .medium),
    ("node credentials", "3.1", "v1.30.0", .low),
    ("unauthenticated before 1.14 (default RBAC), authenticated later", "7.5", "v1.13.2", .high),
    ("unauthenticated before 1.14 (default RBAC), authenticated later", "7.5", "v1.14.0", .medium),
    ("anyone", "9.8", "v1.30.0", .critical), ("a compromised node", "9.8", "v1.30.0", .medium),
    ("unauthenticated where an aggregated API server is registered", "9.8", "v1.30.0", .critical),
  ]

  @Test("what needs credentials is medium at most", arguments: accesses)
  func access(_ row: (access: String, cvss: String, version: String, severity: Severity)) throws {
    let json = KnowledgeTests.file(
      #"""
      "vulnerabilities": [{"id": "CVE-1", "component": "kube-apiserver", "summary": "s", "access": "\#(row.access)",
        "cvss": \#(row.cvss), "reference": "r", "affected": [{"from": "1.0.0", "fixedIn": "1.36.9"}]}]
      """#)
    let observation = DistributionTests.observed(gitVersion: row.version)
    let finding = assess(observation, knowing: try Knowledge(json: json)).findings.first {
      $0.id == .knownVulnerabilities
    }
    #expect(finding?.severity == row.severity)
  }

  @Test("a managed service with a plain version is told by its host name, with lower confidence too")
  func plainManaged() throws {
    let finding = try Self.finding(
      .knownVulnerabilities, "v1.35.3", host: "my-dns-1a2b3c.hcp.westeurope.azmk8s.io")
    #expect(finding?.evidence.hasPrefix("by upstream version 1.35.3, low confidence") == true)
  }

  static let scores: [(Double, Severity)] = [
    (0, .none), (0.1, .low), (3.9, .low), (4, .medium), (6.9, .medium), (7, .high), (8.9, .high),
    (9, .critical),
    (10, .critical),
  ]

  @Test("CVSS scores are rated as FIRST rates them", arguments: scores)
  func rating(_ score: Double, _ severity: Severity) {
    #expect(Severity(cvss: score) == severity)
  }
}
