import Exposure
import Targets

/// What is shown of a running scan: numbers in, one line of text out.
package struct ProgressLine: Sendable, Hashable {
  /// Endpoints that are done.
  package var done: UInt64
  /// Endpoints in all; nil while that is not known, as for a stream.
  package var total: UInt64?
  /// Endpoints a second, over the last seconds.
  package var rate: Double
  /// Endpoints that leak, and that are locked down.
  package var exposed: UInt64
  package var lockedDown: UInt64

  /// What is shown at one moment; the rate is filled in by the display.
  package init(done: UInt64, total: UInt64?, rate: Double = 0, exposed: UInt64, lockedDown: UInt64) {
    self.done = done
    self.total = total
    self.rate = rate
    self.exposed = exposed
    self.lockedDown = lockedDown
  }

  /// The line, at most `width` columns wide.
  package func text(width: Int) -> String {
    var parts: [String] = []
    if let total, total > 0 {
      parts.append("\(grouped(done))/\(grouped(total)) \(percent(of: total))%")
    } else {
      parts.append("\(grouped(done)) done")
    }
    parts.append("\(grouped(UInt64(max(0, rate).rounded())))/s")
    parts.append("\(grouped(exposed)) exposed")
    parts.append("\(grouped(lockedDown)) locked down")
    if let left = timeLeft { parts.append("\(left) left") }
    let words = parts.joined(separator: "  ")
    guard let total, total > 0 else { return String(words.prefix(width)) }
    let barWidth = min(24, width - words.count - 3)
    guard barWidth >= 6 else { return String(words.prefix(width)) }
    let filled = Int(Double(barWidth) * min(1, Double(done) / Double(total)))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    return "\(bar)  \(words)"
  }

  private func percent(of total: UInt64) -> Int {
    Int(100 * min(1, Double(done) / Double(total)))
  }

  /// About how long it will take, or nil where that is not known.
  private var timeLeft: String? {
    guard let total, rate > 0, done < total else { return nil }
    let seconds = Double(total - done) / rate
    guard seconds < 8_640_000 else { return nil }
    let whole = Int(seconds.rounded(.up))
    return switch whole {
    case ..<60: "\(whole)s"
    case ..<3600: "\(whole / 60)m \(whole % 60)s"
    default: "\(whole / 3600)h \(whole % 3600 / 60)m"
    }
  }
}
