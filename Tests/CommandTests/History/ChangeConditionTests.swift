import Exposure
import Targets
import Fixtures
import History
import Reporting
import Testing

@testable import HistoryCommands

@Suite("What makes a comparison a failure")
struct ChangeConditionTests {
  /// An endpoint that answered in one way, and then in another.
  private func changes(_ before: [Verdict], _ after: Verdict, severity: Severity? = nil) -> [Change] {
    let results = (before + [after]).map { verdict in
      let finding = severity.map { [Finding(id: .knownVulnerabilities, severity: $0, evidence: "")] } ?? []
      return EndpointResult(
        Observation(
          endpoint: Endpoint(
            target: Target(text: "192.0.2.1"), address: .v4(0xC000_0201), port: 6443, transport: .tls),
          scannedAt: .now, connection: .connected),
        Assessment(verdict: verdict, findings: finding), position: 0)
    }
    return ChangeRules.changes(from: results.dropLast().suffix(1), to: results.suffix(1))
  }

  static let table: [(condition: String, before: [Verdict], after: Verdict, isMet: Bool)] = [
    ("exposed", [.lockedDown], .versionLeak, true), ("exposed", [.healthOnly], .versionLeak, true),
    ("exposed", [.versionLeak], .anonymousAccess, false), ("exposed", [.lockedDown], .healthOnly, false),
    ("exposed", [], .versionLeak, true), ("exposed", [.versionLeak], .lockedDown, false),
    ("exposed", [.versionLeak], .closed, false), ("exposed", [.closed], .versionLeak, true),
    ("exposed", [.inconclusive], .versionLeak, true), ("exposed", [.versionLeak], .inconclusive, false),
    ("restricted", [.lockedDown], .healthOnly, true), ("restricted", [.lockedDown], .versionLeak, true),
    ("restricted", [.forbidden], .versionLeak, true), ("restricted", [.versionLeak], .healthOnly, false),
    ("restricted", [.healthOnly], .forbidden, false), ("restricted", [], .forbidden, true),
    // The case of which exposed says nothing.
    ("critical", [.versionLeak], .anonymousAccess, true), ("high", [.versionLeak], .anonymousAccess, true),
    ("medium", [.versionLeak], .anonymousAccess, true), ("critical", [.lockedDown], .versionLeak, false),
    ("medium", [.lockedDown], .versionLeak, true), ("medium", [.versionLeak], .lockedDown, false),
    ("low", [.anonymousAccess], .versionLeak, false), ("info", [.lockedDown], .forbidden, true),
    ("info", [], .lockedDown, false),
    ("worse", [.lockedDown], .healthOnly, true), ("worse", [.versionLeak], .anonymousAccess, true),
    ("worse", [], .forbidden, true), ("worse", [], .lockedDown, false),
    ("worse", [.versionLeak], .healthOnly, false),
    ("worse", [.versionLeak], .lockedDown, false), ("worse", [.versionLeak], .closed, false),
  ]

  @Test("is a posture that became worse, or a severity that was reached", arguments: table)
  func condition(_ row: (condition: String, before: [Verdict], after: Verdict, isMet: Bool)) throws {
    let failure = try #require(ChangeCondition(argument: row.condition))
    let sentence = failure.sentence(on: changes(row.before, row.after))
    #expect(sentence == (row.isMet ? "--fail-on \(row.condition) is met by 1 endpoint" : nil))
  }

  @Test("a finding of the same severity does not hide how much worse the verdict is")
  func hidden() throws {
    let failure = try #require(ChangeCondition(argument: "critical"))
    #expect(failure.sentence(on: changes([.versionLeak], .anonymousAccess, severity: .critical)) != nil)
    #expect(failure.sentence(on: changes([.anonymousAccess], .anonymousAccess, severity: .critical)) == nil)
  }

  @Test(
    "a finding that is new, or whose severity rises, is worse, and reaches the severity that it has itself")
  func findings() throws {
    func changes(_ before: Severity?, _ after: Severity?) -> [Change] {
      let results = [before, after].map { severity in
        let expired = severity.map { [Finding(id: .certificateExpired, severity: $0, evidence: "")] } ?? []
        var result = EndpointResult(
          Observation(
            endpoint: Endpoint(
              target: Target(text: "192.0.2.1"), address: .v4(0xC000_0201), port: 6443, transport: .tls),
            scannedAt: .now, connection: .connected),
          Assessment(
            verdict: .lockedDown,
            findings: [Finding(id: .plaintextHTTP, severity: .high, evidence: "")] + expired),
          position: 0)
        result.grounds = [.certificate, .version]
        return result
      }
      return ChangeRules.changes(from: Array(results.prefix(1)), to: Array(results.suffix(1)))
    }
    let (worse, medium, high) = (
      ChangeCondition.worse, ChangeCondition.severity(.medium), ChangeCondition.severity(.high)
    )
    #expect([worse, medium, high].map { $0.count(in: changes(nil, .medium)) } == [1, 1, 0])
    #expect([worse, medium, high].map { $0.count(in: changes(.low, .medium)) } == [1, 1, 0])
    #expect([worse, medium, high].map { $0.count(in: changes(.medium, .medium)) } == [0, 0, 0])
    #expect([worse, medium, high].map { $0.count(in: changes(.medium, nil)) } == [0, 0, 0])
  }

  @Test("is one of the words that help names, and none beside them")
  func words() {
    #expect(
      ChangeCondition.allValueStrings == [
        "info", "low", "medium", "high", "critical", "restricted", "exposed", "worse",
      ])
    for word in ChangeCondition.allValueStrings { #expect(ChangeCondition(argument: word) != nil) }
    for word in ["none", "locked_down", "Exposed", ""] { #expect(ChangeCondition(argument: word) == nil) }
  }
}
