/// What a change means for who reads only what is new.
public enum ChangeGroup: String, Sendable, Hashable, CaseIterable, Comparable {
  /// The endpoint answers for the first time, or again.
  case new
  /// Strangers get more of it than before, or it has a finding more.
  case worse
  /// Strangers get less of it than before, or it has a finding less.
  case better
  /// It does not answer any more.
  case gone
  /// It is another version, certificate or process.
  case other
}

extension ChangeGroup {
  /// By what is read first.
  public static func < (left: ChangeGroup, right: ChangeGroup) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Change {
  /// What the change means.
  public var group: ChangeGroup {
    switch kind {
    case .newEndpoint, .returned: .new
    case .vanished: .gone
    case .worse, .controlPlaneDrifted: .worse
    case .better: .better
    case .versionUpgraded, .versionDowngraded, .versionChanged, .certificateChanged, .restarted: .other
    case .newlyExposed, .newlyRestricted, .newlyLockedDown, .verdictChanged: verdictGroup
    }
  }

  private var verdictGroup: ChangeGroup {
    guard let before, let after else { return .new }
    guard let verdicts = ComparedVerdicts(from: before, to: after) else { return .other }
    let (old, new) = (verdicts.before.openness, verdicts.after.openness)
    return new > old ? .worse : new < old ? .better : .other
  }
}

extension Verdict {
  /// How much strangers get: by posture, and within one by the severity of the verdict. Who reads the health gets more than
  /// who is let in and refused.
  fileprivate var openness: Int {
    let step =
      switch posture {
      case .exposed: 3
      case .restricted: self == .forbidden ? 1 : 2
      case .lockedDown, .unknown, .other, .unreachable: 0
      }
    return step * Severity.allCases.count + (Severity.allCases.firstIndex(of: severity) ?? 0)
  }
}
