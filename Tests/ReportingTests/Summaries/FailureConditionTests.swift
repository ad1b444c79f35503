import Exposure
import Reporting
import Testing

@Suite("What makes a scan a failure")
struct FailureConditionTests {
  @Test(
    "takes postures, incomplete and every severity but none",
    arguments: [
      ("exposed", FailureCondition.exposed), ("restricted", .restricted), ("incomplete", .incomplete),
      ("critical", .severity(.critical)), ("info", .severity(.info)), ("none", nil), ("terrible", nil),
      ("locked_down", nil),
    ])
  func reads(_ text: String, _ condition: FailureCondition?) {
    #expect(FailureCondition(name: text) == condition)
  }

  private static func summary(_ verdicts: Verdict...) -> Summary {
    verdicts.reduce(into: Summary()) { $0.add(Assessment(verdict: $1)) }
  }

  @Test(
    "counts the endpoints at the level and above",
    arguments: [
      (FailureCondition.exposed, 1), (.restricted, 1), (.severity(.low), 1), (.severity(.medium), 1),
      (.severity(.high), 0), (.severity(.critical), 0), (.incomplete, 0),
    ])
  func counts(_ condition: FailureCondition, expected: Int) {
    #expect(condition.count(in: Self.summary(.lockedDown, .versionLeak)) == expected)
  }

  @Test(
    "incomplete is what was not reached and what gave no clear answer",
    arguments: [
      (Verdict.inconclusive, 1), (.failed, 1), (.unresolved, 1), (.filtered, 1), (.closed, 1),
      (.unreachable, 1),
      (.versionLeak, 0), (.lockedDown, 0), (.notKubernetes, 0),
    ])
  func incomplete(_ verdict: Verdict, expected: Int) {
    #expect(FailureCondition.incomplete.count(in: Self.summary(verdict)) == expected)
  }

  @Test(
    "is not met by a scan of nothing",
    arguments: [FailureCondition.exposed, .restricted, .incomplete, .severity(.info)])
  func nothing(_ condition: FailureCondition) {
    #expect(condition.count(in: Summary()) == 0)
    #expect([condition].sentence(of: Summary()) == nil)
  }

  @Test("several are told in one line, each once, with how many")
  func sentence() {
    let summary = Self.summary(.versionLeak, .versionLeak, .filtered)
    #expect(
      [FailureCondition.exposed, .severity(.critical), .incomplete, .exposed].sentence(of: summary)
        == "exposed (2 endpoints exposed), "
        + "incomplete (1 endpoint not reached or without a clear answer)")
    #expect([FailureCondition.severity(.critical)].sentence(of: summary) == nil)
    #expect(
      [FailureCondition.severity(.medium)].sentence(of: summary)
        == "medium (2 endpoints at severity medium or above)")
  }
}
