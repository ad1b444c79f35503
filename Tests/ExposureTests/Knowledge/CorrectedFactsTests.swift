import Testing

@testable import Exposure

/// Facts that an earlier version had wrong, as their sources have them.
@Suite("Facts that were corrected")
struct CorrectedFactsTests {
  static func flaw(_ id: String) throws -> Vulnerability {
    try #require(
      Knowledge.builtIn.vulnerabilities.first { $0.id == id || $0.alsoKnownAs?.contains(id) == true })
  }

  static let flaws: [(id: String, cvss: Double?, attacker: Attacker)] = [
    ("CVE-2026-35469", 8.7, .authenticated), ("CVE-2023-39325", 7.5, .anonymous),
    ("CVE-2023-44487", 7.5, .anonymous), ("CVE-2022-27664", 7.5, .anonymous),
    ("CVE-2022-41717", 5.3, .anonymous),
    ("CVE-2023-45288", 5.3, .anonymous), ("CVE-2020-8554", 6.3, .authenticated),
    ("CVE-2026-32283", 7.5, .anonymous),
    ("CVE-2026-56862", nil, .anonymous), ("CVE-2025-61726", 7.5, .anonymous),
    ("CVE-2025-58187", nil, .anonymous),
  ]

  @Test("scores, and who can use a flaw", arguments: flaws)
  func score(_ row: (id: String, cvss: Double?, attacker: Attacker)) throws {
    let flaw = try Self.flaw(row.id)
    #expect(flaw.cvss == row.cvss && flaw.attacker == row.attacker)
  }

  static let versions: [(id: String, version: String, isAffected: Bool)] = [
    ("CVE-2026-35469", "1.33.10", true), ("CVE-2026-35469", "1.33.11", false),
    ("CVE-2026-35469", "1.34.6", true),
    ("CVE-2026-35469", "1.34.7", false), ("CVE-2026-35469", "1.35.3", true),
    ("CVE-2026-35469", "1.35.4", false),
    ("CVE-2024-7598", "1.32.9", true), ("CVE-2024-7598", "1.33.0", false), ("CVE-2024-7598", "1.36.5", false),
    // HTTP/2 is as old as 1.9 at the least.
    ("CVE-2021-44716", "1.9.0", true), ("CVE-2022-27664", "1.9.0", true), ("CVE-2022-41717", "1.9.0", true),
    ("CVE-2022-41723", "1.9.0", true), ("CVE-2023-39325", "1.9.0", true), ("CVE-2023-45288", "1.9.0", true),
  ]

  @Test("versions", arguments: versions)
  func range(_ row: (id: String, version: String, isAffected: Bool)) throws {
    let version = try #require(KubernetesVersion(row.version))
    #expect((try Self.flaw(row.id).range(of: version) != nil) == row.isAffected)
  }

  static let goReleases: [(id: String, affected: String, fixed: String)] = [
    ("CVE-2026-32283", "1.25.8", "1.25.9"), ("CVE-2026-32283", "1.26.1", "1.26.2"),
    ("CVE-2026-56862", "1.25.12", "1.25.13"), ("CVE-2026-56862", "1.26.5", "1.26.6"),
    ("CVE-2023-39325", "1.20.9", "1.20.10"), ("CVE-2023-39325", "1.21.2", "1.21.3"),
    ("CVE-2023-45288", "1.21.8", "1.21.9"), ("CVE-2023-45288", "1.22.1", "1.22.2"),
    ("CVE-2025-61726", "1.24.11", "1.24.12"), ("CVE-2025-61726", "1.25.5", "1.25.6"),
    ("CVE-2025-58187", "1.24.8", "1.24.9"), ("CVE-2025-58187", "1.25.2", "1.25.3"),
  ]

  @Test("releases of Go", arguments: goReleases)
  func goRange(_ row: (id: String, affected: String, fixed: String)) throws {
    let flaw = try Self.flaw(row.id)
    #expect(flaw.range(of: try #require(GoVersion(row.affected))) != nil)
    #expect(flaw.range(of: try #require(GoVersion(row.fixed))) == nil)
  }

  @Test("the fix of the rapid reset needs a feature gate before 1.29")
  func featureGate() throws {
    let flaw = try Self.flaw("CVE-2023-44487")
    for text in ["1.25.15", "1.26.10", "1.27.7", "1.28.3"] {
      let range = flaw.conditionalFix(in: try #require(KubernetesVersion(text)))
      #expect(range?.fixNeeds?.contains("UnauthenticatedHTTP2DOSMitigation") == true)
    }
    #expect(flaw.conditionalFix(in: try #require(KubernetesVersion("1.29.0"))) == nil)
  }

  static let calendars: [(vendor: String, minor: MinorRelease, standard: String, extended: String?)] = [
    ("openshift", MinorRelease(1, 32), "2026-12-17", nil),
    ("openshift", MinorRelease(1, 33), "2027-04-21", "2028-10-21"),
    ("aks", MinorRelease(1, 37), "2027-10-31", "2028-10-31"),
    ("gke", MinorRelease(1, 30), "2025-09-30", "2026-07-31"),
  ]

  @Test("calendars of vendors", arguments: calendars)
  func calendar(_ row: (vendor: String, minor: MinorRelease, standard: String, extended: String?)) throws {
    let support = try #require(Knowledge.builtIn.support(of: row.minor, by: row.vendor))
    #expect(support.standard.description == row.standard && support.extended?.description == row.extended)
  }

  @Test("what distributions do by default")
  func distributions() throws {
    let k0s = try #require(Knowledge.builtIn.distribution("k0s"))
    #expect(k0s.anonymousDefault?.contains("off since 1.21") == true && k0s.remedies?.anonymous != nil)
    #expect(k0s.signs.contains { $0.subject?.description == "CN=kubernetes,O=kubernetes" })
    #expect(Knowledge.builtIn.distribution("aks")?.anonymousDefault?.contains("1.2.1") == true)
  }
}
