import Exposure
import Targets

/// The rules that tell what changed between two scans: pure functions of their results.
public enum ChangeRules {
  /// The earlier or the later of two scans that are compared.
  enum Side {
    case before
    case after
  }

  /// All changes between two scans of which nothing else is known, by kind and then in target order.
  public static func changes(from before: [EndpointResult], to after: [EndpointResult]) -> [Change] {
    let asked = [AskedPorts(before), AskedPorts(after)]
    return changes(
      before: ScanWindow([before], confirm: 1, isWhole: true, asked: [asked[0]]),
      after: ScanWindow([before, after], confirm: 1, isWhole: true, asked: asked)
    ) { _, _ in .unknown }
  }

  /// All changes between the ends of two windows, by kind and then in target order.
  ///
  /// What changed is the difference between the last known states of each endpoint. An endpoint that gives no deciding
  /// answer, or is silent for fewer scans than it takes to confirm that it vanished, keeps the state that it had. It is
  /// reported once that it vanished; when it answers again it has returned, and is compared with what it was.
  ///
  /// - Parameters:
  ///   - others: Endpoints that have no result in either window, and yet may have changed.
  ///   - lookup: The last known state where the window alone does not tell it. Throws what it throws.
  static func changes(
    before: ScanWindow, after: ScanWindow, others: some Sequence<EndpointIdentity> = EmptyCollection(),
    lookup: (EndpointIdentity, Side) throws -> LastKnownState
  ) rethrows -> [Change] {
    var changes: [Change] = []
    var old: [EndpointIdentity: EndpointResult] = [:]
    var new: [EndpointIdentity: EndpointResult] = [:]
    var vanished: [EndpointResult] = []
    for endpoint in Set(before.endpoints).union(after.endpoints).union(others) {
      if case .silent = before[endpoint], case .silent = after[endpoint] { continue }
      let (from, to): (LastKnownState, LastKnownState)
      switch (before[endpoint], after[endpoint]) {
      case (.known(let state), .silent):
        // It cannot have come and gone within the later window.
        from = state
        to = state.result.map { .gone($0) } ?? .unknown
      case (let earlier, .silent):
        from = try resolve(earlier) { try lookup(endpoint, .before) }
        to = from.result.map { .gone($0) } ?? .unknown
      case (let earlier, let later):
        to = try resolve(later) { try lookup(endpoint, .after) }
        from = try resolve(earlier) { try lookup(endpoint, .before) }
      }
      if case .present(let result) = from { old[endpoint] = result }
      if case .present(let result) = to { new[endpoint] = result }
      if case (.present(let result), .gone) = (from, to) { vanished.append(result) }
      changes += self.changes(from: from, to: to, certificates: before.certificates[endpoint] ?? [])
    }
    changes += self.changes(of: vanished, last: after.last)
    changes += drifted(old, new)
    return changes.sorted(by: precedes)
  }

  private static func resolve(
    _ state: ScanWindow.State, _ lookup: () throws -> LastKnownState
  ) rethrows -> LastKnownState {
    switch state {
    case .known(let state): state
    case .silent, .open: try lookup()
    }
  }

  private static func changes(
    from before: LastKnownState, to after: LastKnownState, certificates: Set<String>
  ) -> [Change] {
    guard case .present(let now) = after else { return [] }
    let then: EndpointResult
    var kinds: [ChangeKind?] = []
    switch before {
    case .unknown:
      // Told once: that it is exposed says more than that it is new.
      let kind: ChangeKind = now.verdict.posture == .exposed ? .newlyExposed : .newEndpoint
      return [Change(kind: kind, before: nil, after: now)]
    case .gone(let result):
      then = result
      kinds.append(.returned)
    case .present(let result): then = result
    }
    kinds += [
      verdictChange(then, now), versionChange(then, now), certificateChange(then, now, seen: certificates),
      restart(then, now),
    ]
    let changes = kinds.compactMap(\.self).map { kind in
      Change(kind: kind, before: then, after: now, restarts: kind == .restarted ? 1 : 0)
    }
    return changes + findingChanges(then, now, seen: certificates)
  }

  private static func verdictChange(_ before: EndpointResult, _ after: EndpointResult) -> ChangeKind? {
    guard let verdicts = ComparedVerdicts(from: before, to: after), !verdicts.isSame else { return nil }
    let postures = (verdicts.before.posture, verdicts.after.posture)
    switch postures.1 {
    case .exposed where postures.0 != .exposed: return .newlyExposed
    case .restricted where postures.0 != .restricted: return .newlyRestricted
    case .lockedDown where postures.0 != .lockedDown: return .newlyLockedDown
    case .exposed, .restricted, .lockedDown, .other, .unknown, .unreachable: return .verdictChanged
    }
  }

  private static func findingChanges(
    _ before: EndpointResult, _ after: EndpointResult, seen: Set<String>
  ) -> [Change] {
    let findings = FindingChange.changes(from: before, to: after, certificates: seen)
    return [(ChangeKind.worse, findings.filter(\.isWorse)), (.better, findings.filter { !$0.isWorse })]
      .filter { !$0.1.isEmpty }
      .map { Change(kind: $0, before: before, after: after, findings: $1) }
  }

  private static func versionChange(_ before: EndpointResult, _ after: EndpointResult) -> ChangeKind? {
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
    _ before: EndpointResult, _ after: EndpointResult, seen: Set<String>
  ) -> ChangeKind? {
    guard let old = before.certificateFingerprint, let fingerprint = after.certificateFingerprint else {
      return nil
    }
    return fingerprint == old || seen.contains(fingerprint) ? nil : .certificateChanged
  }

  /// Another start time alone may be that of another server behind the same address; one that is later than the last
  /// scan of it cannot.
  private static func restart(_ before: EndpointResult, _ after: EndpointResult) -> ChangeKind? {
    guard before.serverStartedAt != nil, let started = after.serverStartedAt else { return nil }
    return started > before.scannedAt ? .restarted : nil
  }

  private static func changes(of vanished: [EndpointResult], last: [EndpointResult]) -> [Change] {
    guard !vanished.isEmpty else { return [] }
    let now = Dictionary(last.map { ($0.endpoint, $0) }) { first, _ in first }
    return vanished.map { Change(kind: .vanished, before: $0, after: now[$0.endpoint]) }
  }

  private static func drifted(
    _ old: [EndpointIdentity: EndpointResult], _ new: [EndpointIdentity: EndpointResult]
  ) -> [Change] {
    let before = controlPlanes(old)
    return controlPlanes(new).compactMap { plane, members in
      guard hasDrifted(members), !hasDrifted(before[plane] ?? []) else { return nil }
      return Change(
        kind: .controlPlaneDrifted, before: before[plane]?.first, after: members.first, controlPlane: members)
    }
  }

  /// The addresses that are there of each control plane, in target order.
  private static func controlPlanes(
    _ results: [EndpointIdentity: EndpointResult]
  ) -> [ControlPlane.Identity: [EndpointResult]] {
    ControlPlane.groups(results.values, identity: \.endpoint, face: \.face).mapValues { members in
      members.sorted { $0.position < $1.position }
    }
  }

  private static func hasDrifted(_ members: [EndpointResult]) -> Bool {
    ControlPlane.hasDrifted(members.map(\.face))
  }

  private static func precedes(_ left: Change, _ right: Change) -> Bool {
    guard left.kind == right.kind else { return rank[left.kind] ?? 0 < rank[right.kind] ?? 0 }
    return (left.subject?.position ?? 0, left.subject?.target ?? "")
      < (right.subject?.position ?? 0, right.subject?.target ?? "")
  }

  private static let rank = Dictionary(
    uniqueKeysWithValues: ChangeKind.allCases.enumerated().map { ($0.element, $0.offset) })
}
