import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("Changes for their reader")
struct ChangeReportTests {
  /// An endpoint of a cluster; of an earlier release where nothing says which.
  private func result(
    _ verdict: Verdict = .versionLeak, cluster: String? = "c1", target: String = "a", isOld: Bool = false,
    component: Component? = .kubeAPIServer
  ) -> EndpointResult {
    var result = EndpointResult(
      .sample(target: .sample(target)), Assessment(verdict: verdict, component: component), position: 0)
    result.clusterIdentifier = cluster
    if isOld { result.grounds = nil }
    return result
  }

  private func sentence(_ changes: [Change]) -> String { ChangeReport(changes, since: "scan 1").summary }

  @Test("a sentence counts clusters, and endpoints that belong to none")
  func clusters() {
    let worse = FindingChange(.weakTLS, from: nil, to: .medium)
    let changes = [
      Change(kind: .newlyExposed, before: result(.lockedDown), after: result()),
      Change(kind: .newlyExposed, before: result(.lockedDown, target: "b"), after: result(target: "b")),
      Change(kind: .worse, before: result(cluster: "c2"), after: result(cluster: "c2"), findings: [worse]),
      Change(kind: .worse, before: result(cluster: "c3"), after: result(cluster: "c3"), findings: [worse]),
      Change(
        kind: .newEndpoint, before: nil, after: result(.lockedDown, cluster: nil, component: .kubelet)),
      Change(kind: .certificateChanged, before: result(), after: result()),
      Change(kind: .certificateChanged, before: result(), after: result(cluster: nil, component: .etcd)),
      // What vanished shows no cluster any more.
      Change(
        kind: .vanished, before: result(cluster: "c4"), after: result(.closed, cluster: nil, component: nil)),
    ]
    #expect(
      sentence(changes) == """
        1 cluster newly exposed, 2 clusters worse, 1 endpoint new, 1 cluster vanished, \
        1 cluster and 1 endpoint with new certificates since scan 1.
        """)
    #expect(sentence([]) == "Nothing changed since scan 1.")
  }

  @Test("another verdict of the same posture is told as worse or better")
  func verdicts() {
    let pairs: [(Verdict, Verdict)] = [
      (.versionLeak, .insecurePort), (.healthOnly, .forbidden), (.lockedDown, .clientCertificateRequired),
    ]
    let changes = pairs.enumerated().map { index, pair in
      Change(
        kind: .verdictChanged, before: result(pair.0, cluster: "c\(index)"),
        after: result(pair.1, cluster: "c\(index)"))
    }
    #expect(
      sentence(changes) == """
        1 cluster with a worse verdict, 1 cluster with a better verdict, 1 cluster with another verdict since scan 1.
        """)
  }

  @Test("an API server that an earlier release kept is a cluster by its place in the list")
  func earlierRelease() {
    let old = [
      Change(kind: .vanished, before: result(cluster: nil, isOld: true), after: nil),
      Change(
        kind: .vanished,
        before: result(.notKubernetes, cluster: nil, target: "b", isOld: true, component: nil), after: nil),
    ]
    #expect(sentence(old) == "1 cluster and 1 endpoint vanished since scan 1.")
  }

  @Test("a finding that came, went or changed is told with its severities")
  func findings() {
    let changes = [
      FindingChange(.weakTLS, from: nil, to: .medium),
      FindingChange(.endOfLifeRelease, from: .medium, to: .high),
    ]
    let worse = Change(kind: .worse, before: result(), after: result(), findings: changes)
    #expect(worse.beforeText == "end-of-life-release medium")
    #expect(worse.afterText == "weak-tls medium, end-of-life-release high")
    let better = Change(
      kind: .better, before: result(), after: result(),
      findings: [FindingChange(.weakTLS, from: .medium, to: nil)])
    #expect(better.beforeText == "weak-tls medium")
    #expect(better.afterText == "")
  }

  @Test(
    "page and Markdown show what is new, worse, better and gone, each by itself, and count what they leave out"
  )
  func groups() throws {
    let many = (0..<45).map { index in
      Change(
        kind: .newlyLockedDown, before: result(cluster: "c\(index)", target: "t\(index)|"),
        after: result(.lockedDown, cluster: "c\(index)", target: "t\(index)|"))
    }
    var settings = DocumentSettings.sample()
    settings.context.changes = ChangesSince(
      many + [
        Change(kind: .vanished, before: result(), after: nil),
        Change(kind: .newlyExposed, before: nil, after: result()),
        Change(
          kind: .worse, before: result(), after: result(),
          findings: [FindingChange(.weakTLS, from: nil, to: .medium)]),
      ], since: "scan 1 (<2026>)")
    let page = try PageWriter(settings, by: #require(settings.context.pages)).document([.leaking()])
    let headings = page.matches(
      of: /<h3>(\w+) <span class="count">([^<]+)<\/span><\/h3>\n<div class="table">/)
    #expect(
      headings.map { "\($0.1): \($0.2)" } == [
        "New: 1 change", "Worse: 1 change", "Better: 45 changes", "Gone: 1 change",
      ])
    #expect(page.contains("5 more changes not listed here"))
    #expect(page.contains("since scan 1 (&lt;2026&gt;)."))
    let text = try MarkdownWriter(settings).document([.leaking()])
    #expect(
      text.contains(
        "## What changed\n\n1 cluster newly exposed, 1 cluster worse, 45 clusters newly locked down"))
    #expect(
      text.matches(of: /\n### (New|Worse|Better|Gone)\n/).map { String($0.1) } == [
        "New", "Worse", "Better", "Gone",
      ])
    #expect(text.contains("… and 25 more; `apiexpose diff` lists all."))
    #expect(text.contains("| `worse` | `a` | `192.0.2.1:6443` | – | `weak-tls medium` |"))
    #expect(text.contains("<code>t0&#124;</code>"))
  }
}
