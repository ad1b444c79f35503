import Exposure
import Targets
import PortableFoundation

/// Exposure over time as three lines, drawn as SVG by the template.
struct ExposureLine {
  private let points: [ExposurePoint]
  private let largest: Int

  /// How many scans the picture shows: the newest.
  private static let pointLimit = 200
  private static let left = 40.0
  private static let right = 468.0
  private static let top = 10.0
  private static let bottom = 172.0

  /// Nil where two points do not make a line.
  init?(_ history: [ExposurePoint]) {
    points = Array(history.sorted { $0.date < $1.date }.suffix(Self.pointLimit))
    guard points.count > 1 else { return nil }
    largest = max(1, points.map { max($0.exposed, $0.restricted, $0.lockedDown) }.max() ?? 1)
  }

  var model: [String: Any] {
    let first = points.first.map { Timestamp.day($0.date) } ?? ""
    let last = points.last.map { Timestamp.day($0.date) } ?? ""
    return [
      "label": "Exposed clusters from \(first) to \(last): "
        + points.map { "\(Timestamp.day($0.date)) \(grouped($0.exposed))" }.joined(separator: ", "),
      "first": first, "last": last, "grid": grid,
      "lines": [
        line(.lockedDown, \.lockedDown), line(.restricted, \.restricted), line(.exposed, \.exposed),
      ],
    ]
  }

  private var grid: [[String: Any]] {
    Set([0, largest / 2, largest]).sorted().map { value in
      ["y": svg(y(value)), "textY": svg(y(value) + 4), "value": grouped(value)]
    }
  }

  private func line(_ posture: Posture, _ count: (ExposurePoint) -> Int) -> [String: Any] {
    let dots = points.map { point -> [String: Any] in
      [
        "x": svg(x(point.date)), "y": svg(y(count(point))), "date": Timestamp.text(point.date),
        "count": grouped(count(point)), "posture": posture.rawValue,
      ]
    }
    let coordinates = points.map { "\(svg(x($0.date))),\(svg(y(count($0))))" }.joined(separator: " ")
    return ["posture": posture.rawValue, "points": coordinates, "dots": dots]
  }

  private func x(_ date: Date) -> Double {
    guard let first = points.first, let last = points.last else { return Self.left }
    let span = max(1, last.date.timeIntervalSince(first.date))
    return Self.left + (Self.right - Self.left) * date.timeIntervalSince(first.date) / span
  }

  private func y(_ count: Int) -> Double {
    Self.bottom - (Self.bottom - Self.top) * Double(count) / Double(largest)
  }
}
