import Exposure
import Targets

/// What changed since an earlier scan and what ends soon, as sections of a report.
struct MarkdownChanges {
  /// How many changes of a group are listed, the worst.
  static let listed = 20
  /// How many ends are listed, the soonest.
  static let endings = 20

  private let changes: ChangesSince?
  private let endings: EndingTally
  /// Whether the report is about the changes.
  private let isSince: Bool

  init(_ changes: ChangesSince?, endings: EndingTally, isSince: Bool = false) {
    self.isSince = isSince
    self.changes = changes
    self.endings = endings
  }

  var lines: [String] { (changes.map(changeLines) ?? []) + endingLines }

  private func changeLines(_ changes: ChangesSince) -> [String] {
    let sentence = ChangeReport(changes.changes, since: changes.since).summary
    let heading = "## What changed\(isSince ? " since \(MarkdownText.prose(changes.since))" : "")"
    return ["", heading, "", isSince ? "**\(MarkdownText.prose(sentence))**" : MarkdownText.prose(sentence)]
      + GroupedChanges(changes.changes).groups.flatMap { group -> [String] in
        let left = group.changes.count - Self.listed
        return [
          "", "### \(group.title)", "", "| Change | Target | Address | Before | Now |",
          "|---|---|---|---|---|",
        ] + group.changes.prefix(Self.listed).map(row)
          + (left > 0 ? ["", "… and \(grouped(left)) more; `apiexpose diff` lists all."] : [])
      }
  }

  private func row(_ change: Change) -> String {
    let cells = [
      "`\(change.kind.rawValue)`", MarkdownText.code(change.subject?.target ?? ""),
      MarkdownText.code(change.subject?.place ?? ""), MarkdownText.code(change.beforeText),
      MarkdownText.code(change.afterText),
    ]
    return "| \(cells.map { $0.isEmpty ? "–" : $0 }.joined(separator: " | ")) |"
  }

  private var endingLines: [String] {
    guard endings.count > 0 else { return [] }
    return [
      "", "## Ending soon\(isSince ? SinceWords.whole : "")", "", "| Ends | What | Of | Target |",
      "|---|---|---|---|",
    ]
      + endings.entries.map { entry in
        "| \(entry.day) | \(entry.kind.words) | \(MarkdownText.code(entry.subject)) | "
          + "\(MarkdownText.code(entry.target)) |"
      } + (endings.leftOut > 0 ? ["", "… and \(grouped(endings.leftOut)) more, later ones"] : [])
  }
}
