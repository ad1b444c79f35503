import Exposure
import Testing

@Suite("What a change means")
struct ChangeGroupTests {
  static let table: [(kind: ChangeKind, before: Verdict?, after: Verdict?, group: ChangeGroup)] = [
    (.newlyExposed, nil, .versionLeak, .new), (.newEndpoint, nil, .lockedDown, .new),
    (.returned, .lockedDown, .lockedDown, .new), (.vanished, .versionLeak, .closed, .gone),
    (.newlyExposed, .lockedDown, .versionLeak, .worse), (.newlyExposed, .notKubernetes, .versionLeak, .worse),
    (.newlyRestricted, .lockedDown, .forbidden, .worse),
    (.newlyRestricted, .versionLeak, .healthOnly, .better),
    (.newlyLockedDown, .versionLeak, .lockedDown, .better),
    (.newlyLockedDown, .notKubernetes, .lockedDown, .other),
    (.verdictChanged, .versionLeak, .anonymousAccess, .worse),
    (.verdictChanged, .anonymousAccess, .versionLeak, .better),
    (.verdictChanged, .healthOnly, .forbidden, .better), (.verdictChanged, .forbidden, .healthOnly, .worse),
    (.verdictChanged, .lockedDown, .clientCertificateRequired, .other),
    (.verdictChanged, .versionLeak, .notKubernetes, .better),
    (.worse, .versionLeak, .versionLeak, .worse), (.better, .versionLeak, .versionLeak, .better),
    (.controlPlaneDrifted, .versionLeak, .versionLeak, .worse),
    (.versionUpgraded, .versionLeak, .versionLeak, .other),
    (.versionDowngraded, .versionLeak, .versionLeak, .other),
    (.versionChanged, .versionLeak, .versionLeak, .other),
    (.certificateChanged, .lockedDown, .lockedDown, .other), (.restarted, .lockedDown, .lockedDown, .other),
  ]

  @Test("follows from its kind, and for another verdict from what strangers get", arguments: table)
  func group(_ row: (kind: ChangeKind, before: Verdict?, after: Verdict?, group: ChangeGroup)) {
    let change = Change(
      kind: row.kind, before: row.before.map { .with([], verdict: $0) },
      after: row.after.map { .with([], verdict: $0) })
    #expect(change.group == row.group)
  }

  @Test("every kind stands in the table")
  func kinds() { #expect(Set(Self.table.map(\.kind)) == Set(ChangeKind.allCases)) }
}
