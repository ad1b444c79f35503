import Exposure
import Targets

/// All verdicts of a scan as the parts of one bar, posture by posture.
struct VerdictBar {
  private let counts: [(verdict: Verdict, count: Int)]
  private let total: Int

  private static let width = 1000.0

  init(_ summary: Summary) {
    counts = Posture.allCases.flatMap { posture in
      Verdict.allCases.filter { $0.posture == posture && summary.count($0) > 0 }
        .map { ($0, summary.count($0)) }
    }
    total = summary.endpoints
  }

  var label: String {
    counts.map { "\(grouped($0.count)) \($0.verdict.rawValue)" }.joined(separator: ", ")
  }

  var parts: [[String: Any]] {
    var x = 0.0
    var shades: [Posture: Int] = [:]
    return counts.map { verdict, count in
      let width = Self.width * Double(count) / Double(max(1, total))
      defer { x += width }
      let shade = shades[verdict.posture, default: 0]
      shades[verdict.posture] = shade + 1
      return [
        "name": verdict.rawValue, "posture": verdict.posture.rawValue, "shade": min(shade, 3),
        "count": grouped(count), "x": svg(x),
        // A hair narrower than its share, so that neighbours of one colour stay apart.
        "width": svg(max(0.5, width - 2)),
      ]
    }
  }
}
