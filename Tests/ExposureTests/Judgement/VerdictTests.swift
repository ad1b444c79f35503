import Exposure
import Testing

@Suite("The table of verdicts")
struct VerdictTests {
  /// The table of the contract: identifier, posture, severity.
  static let table: [(String, String, String)] = [
    ("anonymous_access", "exposed", "critical"),
    ("insecure_port", "exposed", "critical"),
    ("version_leak", "exposed", "medium"),
    ("health_only", "restricted", "info"),
    ("forbidden", "restricted", "info"),
    ("locked_down", "locked_down", "none"),
    ("client_certificate_required", "locked_down", "none"),
    ("inconclusive", "unknown", "info"),
    ("not_kubernetes", "other", "none"),
    ("plain_http", "other", "none"),
    ("tls_failed", "other", "none"),
    ("closed", "unreachable", "none"),
    ("filtered", "unreachable", "none"),
    ("unreachable", "unreachable", "none"),
    ("unresolved", "unreachable", "none"),
    ("failed", "unknown", "none"),
  ]

  @Test("identifier, posture and severity are the contract's", arguments: table)
  func row(_ identifier: String, _ posture: String, _ severity: String) throws {
    let verdict = try #require(Verdict(rawValue: identifier))
    #expect(verdict.posture.rawValue == posture)
    #expect(verdict.severity.rawValue == severity)
  }

  @Test("the contract names every verdict, in its order")
  func complete() {
    #expect(Verdict.allCases.map(\.rawValue) == Self.table.map(\.0))
  }

  @Test("severities are ordered from none to critical")
  func order() {
    #expect(Severity.allCases.sorted() == [.none, .info, .low, .medium, .high, .critical])
  }

  @Test("an endpoint is as bad as the worst of its verdict and its findings")
  func worst() {
    let expired = Finding(id: .certificateExpired, severity: .medium, evidence: "")
    let expiring = Finding(id: .certificateExpiring, severity: .low, evidence: "")
    #expect(Assessment(verdict: .lockedDown).severity == .none)
    #expect(Assessment(verdict: .lockedDown, findings: [expiring, expired]).severity == .medium)
    #expect(Assessment(verdict: .insecurePort, findings: [expired]).severity == .critical)
  }
}
