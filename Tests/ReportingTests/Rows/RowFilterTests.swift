import Exposure
import Reporting
import Testing

@Suite("Which endpoints get a row")
struct RowFilterTests {
  @Test("the names are those of --only")
  func names() {
    #expect(
      RowFilter.allCases.map(\.rawValue) == ["exposed", "restricted", "locked_down", "responding", "all"])
  }

  @Test(
    "every verdict passes the filters of its posture",
    arguments: [
      (.anonymousAccess, [.exposed, .responding, .all]),
      (.insecurePort, [.exposed, .responding, .all]),
      (.versionLeak, [.exposed, .responding, .all]),
      (.healthOnly, [.restricted, .responding, .all]),
      (.forbidden, [.restricted, .responding, .all]),
      (.lockedDown, [.lockedDown, .responding, .all]),
      (.clientCertificateRequired, [.lockedDown, .responding, .all]),
      (.inconclusive, [.responding, .all]),
      (.notKubernetes, [.responding, .all]),
      (.plainHTTP, [.responding, .all]),
      (.tlsFailed, [.responding, .all]),
      (.closed, [.all]),
      (.filtered, [.all]),
      (.unreachable, [.all]),
      (.unresolved, [.all]),
      (.failed, [.all]),
    ] as [(Verdict, [RowFilter])])
  func filters(verdict: Verdict, admitting: [RowFilter]) {
    #expect(RowFilter.allCases.filter { $0.admits(Assessment(verdict: verdict)) } == admitting)
  }
}
