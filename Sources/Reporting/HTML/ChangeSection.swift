import Exposure
import Targets

/// What changed since an earlier scan, as the template shows it.
struct ChangeSection {
  /// How many changes of a group are listed, in the order of their kinds and the worst first.
  static let listed = 40

  let changes: ChangesSince
  /// Whether the rows of the table are those that changed, so that it can show those of a group.
  var isTable = false

  var model: [String: Any] {
    [
      "sentence": ChangeReport(changes.changes, since: changes.since).summary,
      "groups": GroupedChanges(changes.changes).groups.map(group),
    ]
  }

  private func group(_ group: GroupedChanges.Group) -> [String: Any] {
    let left = group.changes.count - Self.listed
    return [
      "id": group.group.rawValue, "isTable": isTable,
      "title": group.title, "count": counted(group.changes.count, "change"),
      "rows": group.changes.prefix(Self.listed).map(row),
      "left": left > 0 ? ["\(counted(left, "more change")) not listed here; apiexpose diff lists all."] : [],
    ]
  }

  private func row(_ change: Change) -> [String: Any] {
    [
      "kind": change.kind.rawValue.replacing("_", with: " "),
      "target": PageText.breakable(PageText.line(change.subject?.target ?? "")),
      "before": PageText.breakable(PageText.line(change.beforeText)),
      "after": PageText.breakable(PageText.line(change.afterText)),
    ]
  }
}
