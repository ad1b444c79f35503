import Exposure
import Targets

/// The open components beside API servers, as the template shows them.
struct ComponentSection {
  /// How many are listed, the worst.
  static let listed = 50

  let components: OpenComponentRows
  let summary: Summary

  /// nil where none is open.
  var model: [String: Any]? {
    guard components.total > 0 else { return nil }
    let left = components.leftOut
    let (listed, total) = (components.elements.count, grouped(components.total))
    return [
      "rows": components.elements.map(row),
      "left": left > 0
        ? [
          "These are the \(listed) worst of \(total) open components; the CSV report has all."
        ] : [],
    ]
  }

  private func row(_ row: OpenComponentRows.Row) -> [String: Any] {
    let (target, endpoint) = (PageText.line(row.target), PageText.line(row.endpoint))
    return [
      "target": PageText.breakable(target),
      "place": PageText.says(target, endpoint) ? [] : [["parts": PageText.breakable(endpoint)]],
      "cluster": PageText.breakable(PageText.line(row.cluster(summary) ?? "")),
      "component": row.component.rawValue,
      "verdict": row.verdict.rawValue, "posture": row.verdict.posture.rawValue,
      "severity": row.severity.rawValue,
      "reason": PageText.line(row.reason, limit: CellLimit.sentence),
      "remedy": PageText.line(row.remedy, limit: CellLimit.sentence),
    ]
  }
}
