import Exposure
import Reporting
import Testing

@testable import apiexpose

@Suite("--fail-on")
struct FailureConditionTests {
  @Test("takes exposed and every severity but none")
  func reads() {
    #expect(FailureCondition(argument: "exposed") == .exposed)
    #expect(FailureCondition(argument: "critical") == .severity(.critical))
    #expect(FailureCondition(argument: "none") == nil)
    #expect(FailureCondition(argument: "terrible") == nil)
  }

  @Test(
    "is met at the level and above",
    arguments: [
      (FailureCondition.exposed, true), (.severity(.low), true), (.severity(.medium), true),
      (.severity(.high), false), (.severity(.critical), false),
    ])
  func meets(_ condition: FailureCondition, expected: Bool) {
    var summary = Summary()
    summary.add(Assessment(verdict: .lockedDown))
    summary.add(Assessment(verdict: .versionLeak))
    #expect(condition.isMet(by: summary) == expected)
  }

  @Test("is not met by a scan of nothing", arguments: [FailureCondition.exposed, .severity(.info)])
  func nothing(_ condition: FailureCondition) {
    #expect(!condition.isMet(by: Summary()))
  }
}
