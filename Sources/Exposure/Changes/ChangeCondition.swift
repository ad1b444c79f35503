/// What makes a comparison of two scans a failure.
public enum ChangeCondition: Sendable, Hashable {
  /// An endpoint became exposed, or returned exposed.
  case exposed
  /// An endpoint became restricted or exposed, or returned so.
  case restricted
  /// An endpoint changed and is worse than before, at this severity or above.
  case severity(Severity)
  /// An endpoint is worse than before in verdict or findings, or is new or back and lets anonymous requests in.
  case worse

  /// The condition of this name; nil if there is none.
  public init?(name: String) {
    guard let condition = Self.all.first(where: { $0.name == name }) else { return nil }
    self = condition
  }

  /// Every condition.
  public static let all: [ChangeCondition] =
    Severity.allCases.filter { $0 != .none }.map(Self.severity) + [.restricted, .exposed, .worse]

  /// Its name, stable.
  public var name: String {
    switch self {
    case .exposed: Posture.exposed.rawValue
    case .restricted: Posture.restricted.rawValue
    case .severity(let severity): severity.rawValue
    case .worse: ChangeGroup.worse.rawValue
    }
  }

  /// How many endpoints meet it.
  public func count(in changes: [Change]) -> Int {
    Set(changes.filter(isMet).compactMap(\.subject?.endpoint)).count
  }

  /// Whether a change meets it.
  public func isMet(by change: Change) -> Bool {
    // What vanished is told as it was, and is no worse.
    guard change.kind != .vanished, let after = change.after else { return false }
    let before = change.kind == .returned ? nil : change.before
    let open: Set<Posture> = [.exposed, .restricted]
    // Where one scan did not ask what the other one did, the verdict counts as the same.
    let verdicts = before.map { ComparedVerdicts(from: $0, to: after) }
    let new = verdicts.map { $0?.after ?? after.verdict } ?? after.verdict
    let old = verdicts.map { $0?.before ?? new }
    switch self {
    case .exposed:
      return new.posture == .exposed && old?.posture != .exposed
    case .restricted:
      guard open.contains(new.posture) else { return false }
      guard let posture = old?.posture else { return true }
      return !open.contains(posture) || posture == .restricted && new.posture == .exposed
    case .worse:
      return change.group == .worse || before == nil && open.contains(after.verdict.posture)
    case .severity(let level):
      if change.findings.contains(where: { $0.isWorse && $0.after.map { $0 >= level } == true }) {
        return true
      }
      guard after.severity >= level || new.severity >= level else { return false }
      guard let before, let old else { return true }
      // Where the verdict is the same, findings say what is worse, if both scans kept by what they were made.
      if old == new, before.grounds != nil, after.grounds != nil { return false }
      // A finding may hide how much worse the verdict has become.
      return after.severity > before.severity || new.severity >= level && new.severity > old.severity
    }
  }
}
