import Exposure

/// Changes by what they mean, as documents list them: within a group by kind, and the worst first.
struct GroupedChanges {
  /// The changes of one group.
  struct Group {
    let group: ChangeGroup
    let changes: [Change]

    /// The heading: `Worse`.
    var title: String { group.title }
  }

  /// The groups that have changes, in the order in which they are read.
  let groups: [Group]

  init(_ changes: [Change]) {
    let byGroup = Dictionary(grouping: changes, by: \.group)
    groups = ChangeGroup.allCases.compactMap { group in
      byGroup[group].map { Group(group: group, changes: Self.ranked($0)) }
    }
  }

  /// What vanished, the worst first; empty where nothing did.
  var gone: [Change] { groups.first { $0.group == .gone }?.changes ?? [] }

  private static func ranked(_ changes: [Change]) -> [Change] {
    let byKind = Dictionary(grouping: changes, by: \.kind)
    return ChangeKind.allCases.flatMap { kind in
      let changes = byKind[kind] ?? []
      return Severity.allCases.reversed().flatMap { severity in
        changes.filter { ($0.subject?.severity ?? .none) == severity }
      }
    }
  }
}

extension ChangeGroup {
  /// The heading of the group.
  var title: String {
    switch self {
    case .new: "New"
    case .worse: "Worse"
    case .better: "Better"
    case .gone: "Gone"
    case .other: "Other changes"
    }
  }
}
