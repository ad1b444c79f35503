import Exposure

/// The rules that tell what changed between two scans: pure functions of their results.
public enum ChangeRules {
  /// All changes, by kind and then in target order.
  ///
  /// An endpoint is no change because it did not answer once. How it stands at a scan is its newest deciding result
  /// among that scan and the ones before it which are given with it: `confirm` scans in all. What changed is the
  /// difference between two standings. So with two scans each, an endpoint has vanished when it did not answer twice
  /// in a row, and it is reported once, then; one that answers again after a single silence is compared with its
  /// answer before, and is no change if that was the same.
  ///
  /// - Parameters:
  ///   - before: The earlier scan, last, and the scans before it that are looked at, the oldest first.
  ///   - after: The later scan in the same way. Scans may be in both.
  public static func changes(before: [[StoredResult]], after: [[StoredResult]]) -> [Change] {
    let old = Standings(before)
    let new = Standings(after)
    var changes: [Change] = []
    for (endpoint, result) in new.newest {
      changes += self.changes(
        from: old.newest[endpoint], to: result, certificates: old.certificates[endpoint] ?? [])
    }
    changes += vanished(old, new, last: after.last ?? [])
    changes += drifted(old, new)
    return changes.sorted(by: precedes)
  }

  private static func changes(
    from before: StoredResult?, to after: StoredResult, certificates: Set<String>
  ) -> [Change] {
    guard let before else {
      let kinds: [ChangeKind] =
        after.verdict.posture == .exposed ? [.newlyExposed, .newEndpoint] : [.newEndpoint]
      return kinds.map { Change(kind: $0, before: nil, after: after) }
    }
    let kinds = [
      verdictChange(before, after), versionChange(before, after),
      certificateChange(before, after, seen: certificates), restart(before, after),
    ]
    return kinds.compactMap(\.self).map { kind in
      Change(kind: kind, before: before, after: after, restarts: kind == .restarted ? 1 : 0)
    }
  }

  private static func verdictChange(_ before: StoredResult, _ after: StoredResult) -> ChangeKind? {
    guard before.verdict != after.verdict else { return nil }
    let postures = (before.verdict.posture, after.verdict.posture)
    switch postures.1 {
    case .exposed where postures.0 != .exposed: return .newlyExposed
    case .lockedDown where postures.0 != .lockedDown: return .newlyLockedDown
    case .exposed, .lockedDown, .other, .unknown, .unreachable: return .verdictChanged
    }
  }

  private static func versionChange(_ before: StoredResult, _ after: StoredResult) -> ChangeKind? {
    guard let old = before.gitVersion, let new = after.gitVersion, old != new else { return nil }
    switch VersionOrder.compare(old, new) {
    case .earlier: return .versionUpgraded
    case .later: return .versionDowngraded
    case .unordered: return .versionChanged
    }
  }

  /// Behind one address may be several servers that take turns: a certificate that was seen there before is no
  /// change.
  private static func certificateChange(
    _ before: StoredResult, _ after: StoredResult, seen: Set<String>
  ) -> ChangeKind? {
    guard before.certificateFingerprint != nil, let fingerprint = after.certificateFingerprint else {
      return nil
    }
    return seen.contains(fingerprint) ? nil : .certificateChanged
  }

  /// Another start time alone may be that of another server behind the same address; one that is later than the last
  /// look cannot.
  private static func restart(_ before: StoredResult, _ after: StoredResult) -> ChangeKind? {
    guard before.serverStartedAt != nil, let started = after.serverStartedAt else { return nil }
    return started > before.scannedAt ? .restarted : nil
  }

  private static func vanished(_ old: Standings, _ new: Standings, last: [StoredResult]) -> [Change] {
    let gone = old.newest.filter { new.newest[$0.key] == nil }
    guard !gone.isEmpty else { return [] }
    let now = Dictionary(last.map { ($0.endpoint, $0) }) { first, _ in first }
    return gone.map { Change(kind: .vanished, before: $0.value, after: now[$0.key]) }
  }

  private static func drifted(_ old: Standings, _ new: Standings) -> [Change] {
    let before = old.controlPlanes
    return new.controlPlanes.compactMap { plane, members in
      guard ControlPlane.hasDrifted(members), !ControlPlane.hasDrifted(before[plane]) else { return nil }
      return Change(
        kind: .controlPlaneDrifted, before: before[plane]?.first, after: members.first, controlPlane: members)
    }
  }

  private static func precedes(_ left: Change, _ right: Change) -> Bool {
    guard left.kind == right.kind else { return rank[left.kind] ?? 0 < rank[right.kind] ?? 0 }
    return (left.subject?.position ?? 0, left.subject?.target ?? "")
      < (right.subject?.position ?? 0, right.subject?.target ?? "")
  }

  private static let rank = Dictionary(
    uniqueKeysWithValues: ChangeKind.allCases.enumerated().map { ($0.element, $0.offset) })
}
