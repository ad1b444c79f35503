import Exposure
import Targets

/// Horizontal bars with their counts, drawn as SVG by the template.
struct BarChart {
  /// One bar.
  struct Bar {
    let name: String
    let count: Int
    /// The class that colours it.
    let style: String
    /// A word behind the count.
    var note: String?
  }

  let title: String
  let bars: [Bar]

  /// How many bars a picture has; what goes beyond is told in words.
  private static let barLimit = 16
  private static let rowHeight = 26
  private static let longestBar = 250.0

  var model: [String: Any] {
    let shown = bars.prefix(Self.barLimit)
    let left = bars.count - shown.count
    let largest = Double(max(1, bars.map(\.count).max() ?? 1))
    let rows = shown.enumerated().map { index, bar -> [String: Any] in
      let width = bar.count == 0 ? 0 : max(2, Self.longestBar * Double(bar.count) / largest)
      let y = index * Self.rowHeight
      return [
        "name": bar.name, "count": grouped(bar.count), "class": bar.style,
        "note": bar.note.map { [$0] } ?? [], "y": y, "textY": y + 14, "width": svg(width),
        "countX": svg(108 + width),
      ]
    }
    return [
      "title": title, "bars": rows, "height": shown.count * Self.rowHeight,
      "label": "\(title): "
        + shown.map { bar in
          "\(bar.name) \(grouped(bar.count))" + (bar.note.map { " (\($0))" } ?? "")
        }.joined(separator: ", "),
      "left": left > 0 ? ["… and \(grouped(left)) more"] : [],
    ]
  }
}

/// A coordinate with at most two decimals.
func svg(_ number: Double) -> String {
  let hundredths = Int((number * 100).rounded())
  let fraction = hundredths % 100
  guard fraction != 0 else { return String(hundredths / 100) }
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}
