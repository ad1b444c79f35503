import Exposure
import Targets

/// The risks that a policy accepts, as a section of a report.
struct MarkdownAccepted {
  let accepted: AcceptedTally

  var lines: [String] {
    let (entries, notices) = (accepted.sorted, accepted.notices)
    guard !entries.isEmpty || !notices.isEmpty else { return [] }
    let rows = entries.prefix(AcceptedTally.listed).map { entry in
      let cells = [
        entry.exception.subjects.map { "`\($0.name)`" }.joined(separator: " "),
        entry.places { MarkdownText.code($0, limit: 60) },
        MarkdownText.text(
          TextSanitiser.terminal(AcceptanceText.justification(entry.exception), limit: CellLimit.sentence)),
        entry.until,
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    return ["", "## Accepted risks"] + notices.flatMap { ["", "> \(MarkdownText.text($0))"] }
      + (rows.isEmpty ? [] : ["", "| What | Where | Why | Until |", "|---|---|---|---|"] + rows)
      + (AcceptedTally.left(entries.count).map { ["", $0] } ?? [])
  }
}
