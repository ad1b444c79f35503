import Testing

@testable import Exposure

@Suite("Verdicts of two scans")
struct ComparedVerdictsTests {
  private static let paths: Grounds = [.version, .health, .session, .certificate]
  private static let access = paths.union(.access)
  private static let component = paths.union(.component)

  private static func result(
    _ verdict: Verdict, _ findings: [FindingID] = [], _ grounds: Grounds? = paths,
    _ component: Component? = nil
  ) -> EndpointResult {
    var result = EndpointResult.with(findings.map { ($0, .medium) }, verdict: verdict, grounds: grounds)
    result.component = component
    return result
  }

  private typealias Row = (what: String, before: EndpointResult, after: EndpointResult, same: Bool?)

  private static let rows: [Row] = [
    ("both asked the same", result(.lockedDown), result(.versionLeak), false),
    (
      "access, then none: the version is open as before",
      result(.anonymousAccess, [.anonymousResources, .anonymousVersion], access),
      result(.versionLeak, [.anonymousVersion]), true
    ),
    (
      "access, then none: only the health is open", result(.anonymousAccess, [.anonymousHealth], access),
      result(.healthOnly, [.anonymousHealth]), true
    ),
    ("access, then none: both refused", result(.anonymousAccess, [], access), result(.forbidden), true),
    (
      "access, then none: the version was closed",
      result(.anonymousAccess, [.anonymousResources, .anonymousVersion], access), result(.forbidden), false
    ),
    (
      "access, then none: strangers are kept out", result(.anonymousAccess, [], access), result(.lockedDown),
      false
    ),
    (
      "none, then access: nothing is known of before", result(.versionLeak, [.anonymousVersion]),
      result(.anonymousAccess, [.anonymousResources, .anonymousVersion], access), true
    ),
    (
      "access both times", result(.anonymousAccess, [.anonymousVersion], access),
      result(.versionLeak, [.anonymousVersion], access), false
    ),
    (
      "a kubelet that was asked, and then was not",
      result(.anonymousAccess, [.kubeletAnonymous], component, .kubelet),
      result(.healthOnly, [], paths, .kubelet), nil
    ),
    (
      "a kubelet that was not asked, and then was", result(.healthOnly, [], paths, .kubelet),
      result(.anonymousAccess, [.kubeletAnonymous], component, .kubelet), nil
    ),
    (
      "a component that only its own answers name", result(.anonymousAccess, [.etcdOpen], component, .etcd),
      result(.notKubernetes), nil
    ),
    (
      "an API server in place of a kubelet", result(.lockedDown, [], component, .kubelet),
      result(.versionLeak, [.anonymousVersion], paths, .kubeAPIServer), false
    ),
    (
      "a kubectl proxy that looks like an API server when it is not asked",
      result(.anonymousAccess, [.kubectlProxy], component, .kubectlProxy),
      result(.insecurePort, [.insecurePort], paths, .kubeAPIServer), nil
    ),
    (
      "a kubelet asked both times", result(.anonymousAccess, [.kubeletAnonymous], component, .kubelet),
      result(.lockedDown, [], component, .kubelet), false
    ),
    (
      "a result that keeps no grounds", result(.anonymousAccess, [.anonymousVersion], nil),
      result(.versionLeak, [.anonymousVersion]), false
    ),
  ]

  @Test("are compared as far as both asked the same", arguments: rows.indices)
  func compared(_ index: Int) {
    let row = Self.rows[index]
    #expect(ComparedVerdicts(from: row.before, to: row.after)?.isSame == row.same, "\(row.what)")
    #expect(row.after.hasChanged(since: row.before) == (row.same == false), "\(row.what)")
  }

  @Test("meet no condition by what one of them did not ask")
  func conditions() {
    let before = Self.result(.forbidden)
    let after = Self.result(.anonymousAccess, [.anonymousResources], Self.access)
    let change = Change(kind: .certificateChanged, before: before, after: after)
    for condition in ChangeCondition.all { #expect(!condition.isMet(by: change), "\(condition.name)") }
  }
}
