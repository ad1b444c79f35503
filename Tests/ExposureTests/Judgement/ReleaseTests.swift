import Exposure
import Foundation
import Testing

@Suite("Releases and their calendars")
struct ReleaseTests {
  static func finding(_ gitVersion: String, on day: String = "2026-11-23") throws -> Finding? {
    try Assessment.of(gitVersion, on: day).findings.first { $0.id == .endOfLifeRelease }
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
    // Google's standard support ends before upstream's, its Extended channel long after it.
    ("v1.34.1-gke.1000", "2026-10-01", nil), ("v1.34.1-gke.1000", "2026-10-02", .low),
    ("v1.34.1-gke.1000", "2027-10-01", .medium), ("v1.26.15-gke.1000", "2026-11-23", .high),
    // Amazon's calendar begins with 1.23: upstream's counts before that.
    ("v1.22.17-eks-adc7111", "2026-11-23", .high),
    // OpenShift 4.19 is 1.32 until 2026-12-17; 4.18 is 1.31, sold until 2028-02-25; 4.17 is 1.30, and not sold longer.
    ("v1.32.9+b49f9d1", "2026-12-17", nil), ("v1.32.9+b49f9d1", "2026-12-18", .medium),
    ("v1.31.9+b49f9d1", "2026-11-23", .low), ("v1.30.9+b49f9d1", "2026-11-23", .medium),
    ("v1.33.5+b49f9d1", "2026-11-23", nil),
    // K3s and RKE2 have no calendar that is known.
    ("v1.34.1+k3s1", "2026-10-27", nil), ("v1.34.1+rke2r1", "2026-10-28", .medium),
    // A build for AKS' long-term support.
    ("v1.30.101-akslts", "2026-07-31", .low), ("v1.30.101-akslts", "2026-08-01", .medium),
  ]

  @Test("a minor release ends with its last day, or with its vendor's", arguments: ends)
  func endOfLife(_ row: (version: String, day: String, severity: Severity?)) throws {
    #expect(try Self.finding(row.version, on: row.day)?.severity == row.severity)
  }

  @Test("the column tells upstream's day, also before it comes")
  func column() throws {
    #expect(try Assessment.of("v1.36.2").releaseEndOfLife == CalendarDay("2027-06-28")?.start)
    #expect(try Assessment.of("v1.34.1-eks-adc7111").releaseEndOfLife == CalendarDay("2026-10-27")?.start)
    #expect(try Assessment.of("v1.0.7").releaseEndOfLife == nil)
  }

  static let sentences: [(version: String, evidence: String)] = [
    ("v1.29.3", "1.29, upstream support ended 2025-02-28"),
    (
      "v1.32.3-eks-adc7111",
      "1.32, by the calendar of Amazon EKS: support ended 2026-03-23, extended support lasts until 2027-03-23; upstream's 2026-02-28"
    ),
    (
      "v1.29.15-gke.1000",
      "1.29, by the calendar of Google Kubernetes Engine: support ended 2025-04-12, extended support about 2026-01-26; upstream's 2025-02-28"
    ),
    (
      "v1.30.9+b49f9d1",
      "OpenShift 4.17 (Kubernetes 1.30), by the calendar of OpenShift: support ended 2026-04-01; upstream's 2025-07-15"
    ),
    (
      "v1.29.3+k3s1",
      "1.29, upstream support ended 2025-02-28; K3s has no calendar that is known, so upstream's counts"
    ),
    ("v1.0.7", "1.0, released 2015-07-10, long unsupported"),
  ]

  @Test("the evidence says which release ended when, and by whose calendar", arguments: sentences)
  func evidence(_ row: (version: String, evidence: String)) throws {
    #expect(try Self.finding(row.version)?.evidence == row.evidence)
  }

  @Test("a distribution that is no more than likely is judged by upstream's calendar")
  func unsure() throws {
    var observation = DistributionTests.observed(
      gitVersion: "v1.32.3", certificate: .sample(subject: "CN=apiserver", issuer: "CN=ca"))
    observation.scannedAt = try #require(CalendarDay("2026-11-23")).start
    let assessment = assess(observation)
    #expect(assessment.distribution?.id == "aks")
    #expect(
      assessment.findings.first { $0.id == .endOfLifeRelease }?.evidence
        == "1.32, upstream support ended 2026-02-28")
  }
}

extension Assessment {
  /// What is said of a server that tells this version.
  static func of(
    _ gitVersion: String, go: String? = nil, on day: String = "2026-11-23", host: String? = nil,
    knowing knowledge: Knowledge = .builtIn
  ) throws -> Assessment {
    var observation = DistributionTests.observed(gitVersion: gitVersion, goVersion: go, host: host)
    observation.scannedAt = try #require(CalendarDay(day)).start
    return assess(observation, knowing: knowledge)
  }
}
