import Exposure
import Targets

/// What changed since the scan before, as the template shows it.
struct ChangeSection {
  /// How many changes are listed, in the order of their kinds and the worst first.
  static let listed = 50

  let changes: ChangesSince

  var model: [String: Any] {
    let shown = ranked.prefix(Self.listed)
    let left = changes.changes.count - shown.count
    return [
      "sentence": ChangeReport(changes.changes, since: changes.since).summary,
      "hasRows": !shown.isEmpty,
      "rows": shown.map { change in
        [
          "kind": change.kind.rawValue.replacing("_", with: " "),
          "target": PageText.breakable(PageText.line(change.subject?.target ?? "")),
          "before": PageText.breakable(PageText.line(change.beforeText)),
          "after": PageText.breakable(PageText.line(change.afterText)),
        ] as [String: Any]
      },
      "left": left > 0 ? ["\(counted(left, "more change")) not listed here."] : [],
    ]
  }

  private var ranked: [Change] {
    var byKind: [ChangeKind: [Change]] = [:]
    for change in changes.changes { byKind[change.kind, default: []].append(change) }
    return ChangeKind.allCases.flatMap { kind in
      let changes = byKind[kind] ?? []
      return Severity.allCases.reversed().flatMap { severity in
        changes.filter { ($0.subject?.severity ?? .none) == severity }
      }
    }
  }
}
