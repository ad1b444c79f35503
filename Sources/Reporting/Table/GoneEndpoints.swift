import Exposure
import Targets

/// What vanished since an earlier scan, by name: most of it has no row, because it is not in the list any more.
struct GoneEndpoints {
  /// How many are named, the worst.
  private static let named = 20

  private let gone: [Change]
  private let since: String

  init(_ changes: ChangesSince) {
    gone = GroupedChanges(changes.changes).gone
    since = changes.since
  }

  /// The lines for a person; none where nothing vanished.
  func lines(_ style: TerminalStyle) -> [String] {
    guard !gone.isEmpty else { return [] }
    let left = gone.count - Self.named
    return [style.colour.paint("Gone since \(style.glyphs.text(since))", .bold)]
      + gone.prefix(Self.named).flatMap { change in style.lines(sentence(change), behind: "  ") }
      + (left > 0
        ? style.lines("\(grouped(left)) more; apiexpose diff lists all", behind: "  ", paint: .dim) : [])
  }

  /// `192.0.2.4, 192.0.2.4:6443: was locked_down; now filtered: no answer`.
  private func sentence(_ change: Change) -> String {
    let (target, place) = (change.subject?.target ?? "", change.subject?.place ?? "")
    let names = target == place || place.isEmpty ? target : "\(target), \(place)"
    return TextSanitiser.terminal(
      "\(names): was \(change.beforeText); now \(change.afterText)", limit: CellLimit.sentence)
  }
}
