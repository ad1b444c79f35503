import Exposure
import Reporting
import Targets

/// What is shown of a running scan: numbers in, one line of text out.
package struct ProgressLine: Sendable, Hashable {
  /// What has begun and is waited for.
  package struct Waiting: Sendable, Hashable {
    /// Endpoints that are under way.
    package var underWay: Int
    /// Those of them that have not been answered at all.
    package var silent: Int
    /// How long the last of them may still take.
    package var longest: Duration

    /// What is waited for at one moment.
    package init(underWay: Int = 0, silent: Int = 0, longest: Duration = .zero) {
      self.underWay = underWay
      self.silent = silent
      self.longest = longest
    }
  }

  /// Endpoints that are done.
  package var done: UInt64
  /// Endpoints in all; nil while that is not known, as for a stream.
  package var total: UInt64?
  /// Endpoints a second, over the last seconds.
  package var rate: Double
  /// Endpoints that leak, that show strangers little, and that are locked down.
  package var exposed: UInt64
  package var restricted: UInt64
  package var lockedDown: UInt64
  /// What is under way.
  package var waiting: Waiting

  /// What is shown at one moment; the rate is filled in by the display.
  package init(
    done: UInt64, total: UInt64?, rate: Double = 0, exposed: UInt64, restricted: UInt64 = 0,
    lockedDown: UInt64,
    waiting: Waiting = Waiting()
  ) {
    self.done = done
    self.total = total
    self.rate = rate
    self.exposed = exposed
    self.restricted = restricted
    self.lockedDown = lockedDown
    self.waiting = waiting
  }

  /// The line, at most `width` columns wide, in these characters.
  package func text(width: Int, glyphs: Glyphs = .unicode) -> String {
    let (first, last) = ("\(grouped(exposed)) exposed", "\(grouped(lockedDown)) locked down")
    let middle = restricted > 0 ? ["\(grouped(restricted)) restricted"] : []
    let counts = [[first] + middle + [last], [first, last], [first], []]
    let end = [pace].compactMap(\.self)
    guard let total, total > 0 else {
      return fitted(["\(grouped(done)) done"], counts, end, width)
    }
    let words = fitted(["\(grouped(done))/\(grouped(total)) \(percent(of: total))%"], counts, end, width)
    let barWidth = min(24, width - words.count - 2)
    guard barWidth >= 6 else { return words }
    let filled = Int(Double(barWidth) * min(1, Double(done) / Double(total)))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    return "\(glyphs.text(bar))  \(words)"
  }

  /// The parts with as many of the counts as there is room for.
  private func fitted(_ begin: [String], _ counts: [[String]], _ end: [String], _ width: Int) -> String {
    for kept in counts {
      let text = (begin + kept + end).joined(separator: "  ")
      if text.count <= width { return text }
    }
    return String(begin.joined(separator: "  ").prefix(width))
  }

  private func percent(of total: UInt64) -> Int {
    Int(100 * min(1, Double(done) / Double(total)))
  }

  /// Once all have begun, nothing more can be said than how long the last of them may take. The rate says nothing then: it
  /// falls to nothing while silent ones are waited for, and a time left by it would rise and rise.
  private var pace: String? {
    if let total, waiting.underWay > 0, done + UInt64(waiting.underWay) >= total {
      let isSilence = waiting.silent >= waiting.underWay
      let who = isSilence ? "\(grouped(waiting.underWay)) silent" : "waiting for \(grouped(waiting.underWay))"
      let seconds = Int((waiting.longest / .seconds(1)).rounded(.up))
      return seconds > 0 ? "\(who), up to \(spoken(seconds)) more" : who
    }
    let speed = "\(grouped(UInt64(max(0, rate).rounded())))/s"
    return timeLeft.map { "\(speed)  \($0) left" } ?? speed
  }

  /// About how long it will take, or nil where that is not known.
  private var timeLeft: String? {
    guard let total, rate > 0, done < total else { return nil }
    let seconds = Double(total - done) / rate
    guard seconds < 8_640_000 else { return nil }
    return spoken(Int(seconds.rounded(.up)))
  }

  private func spoken(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
