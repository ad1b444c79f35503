import Exposure
import Testing

@testable import Reporting

@Suite("The summary in a sentence")
struct SummarySentenceTests {
  @Test(
    "answers the reviewer's question",
    arguments: [
      ([:], "No endpoint was scanned."),
      ([.versionLeak: 1], "1 cluster leaks its version."),
      ([.versionLeak: 2], "2 of 2 clusters leak their version."),
      ([.lockedDown: 1], "1 cluster is locked down."),
      ([.inconclusive: 1], "1 cluster gave no clear answer."),
      ([.versionLeak: 1, .lockedDown: 1], "1 of 2 clusters leaks its version; 1 is locked down."),
      (
        [.versionLeak: 3, .lockedDown: 35, .inconclusive: 3, .filtered: 6, .closed: 1],
        "3 of 41 clusters leak their version; 35 are locked down; 3 gave no clear answer; 7 endpoints did not answer."
      ),
      (
        [.lockedDown: 3, .forbidden: 1, .clientCertificateRequired: 1],
        "None of 4 clusters leaks more than its health; 1 accepts anonymous requests but grants them nothing; "
          + "3 are locked down; 1 endpoint demands a client certificate."
      ),
      (
        [.lockedDown: 3, .healthOnly: 2],
        "None of 5 clusters leaks more than its health; 2 show only their health; 3 are locked down."
      ),
      (
        [.lockedDown: 1, .inconclusive: 1],
        "None of 2 clusters was seen to leak more than its health; 1 is locked down; 1 gave no clear answer."
      ),
      (
        [.anonymousAccess: 1, .insecurePort: 2, .versionLeak: 1, .healthOnly: 1],
        "1 of 5 clusters lets anyone list its resources; 2 answer anyone over plain HTTP (insecure port); "
          + "1 leaks its version; 1 shows only its health."
      ),
      (
        [.anonymousAccess: 2, .insecurePort: 1, .healthOnly: 1200],
        "2 of 1,203 clusters let anyone list their resources; 1 answers anyone over plain HTTP (insecure port); "
          + "1,200 show only their health."
      ),
      ([.filtered: 1], "No cluster answered: 1 endpoint did not answer."),
      (
        [.closed: 1, .unreachable: 1, .filtered: 1, .unresolved: 1, .failed: 1],
        "No cluster answered: 3 endpoints did not answer; 1 has no address; 1 could not be tried."
      ),
      (
        [.notKubernetes: 1, .plainHTTP: 1, .tlsFailed: 2, .unresolved: 2, .failed: 2],
        "No cluster answered: 2 endpoints are not Kubernetes API servers; 2 established no TLS session; "
          + "2 have no address; 2 could not be tried."
      ),
      (
        [.versionLeak: 1, .notKubernetes: 1, .tlsFailed: 1],
        "1 cluster leaks its version; 1 endpoint is not a Kubernetes API server; 1 established no TLS session."
      ),
    ] as [(KeyValuePairs<Verdict, Int>, String)])
  func sentence(verdicts: KeyValuePairs<Verdict, Int>, sentence: String) {
    #expect(Summary(verdicts).sentence == sentence)
  }

  @Test("counts as clusters what shows that it is a kube-apiserver, and nothing else")
  func components() {
    var summary = Summary([.versionLeak: 1, .lockedDown: 1])
    for component in [Component.kubeControllerManager, .kubeScheduler] {
      summary.add(Assessment(verdict: .healthOnly, component: component))
    }
    summary.add(Assessment(verdict: .notKubernetes, component: .kubelet))
    summary.add(Assessment(verdict: .lockedDown))
    summary.add(Assessment(verdict: .healthOnly))
    summary.add(Assessment(verdict: .inconclusive))
    #expect(summary.clusters == 2)
    #expect(
      summary.sentence == """
        1 of 2 clusters leaks its version; 1 is locked down; 1 endpoint answers anonymous requests and does not show what \
        it is; 1 refuses strangers and does not show what it is; 3 are other components of Kubernetes; 1 gave no clear \
        answer.
        """)
  }

  @Test("leaves no verdict out, alone or beside others", arguments: Verdict.allCases)
  func nothingLeftOut(verdict: Verdict) {
    let sentence = Summary([verdict: 77]).sentence
    #expect(sentence.contains("77"))
    let beside = Summary([.versionLeak: 1000, verdict: verdict == .versionLeak ? 0 : 77]).sentence
    #expect(verdict == .versionLeak || beside.firstRange(of: "77 ") != nil || beside.contains("77 of"))
  }
}
