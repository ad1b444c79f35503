import Reporting
import Synchronization

/// How progress is shown on standard error.
package enum ProgressMode: String, CaseIterable, Sendable {
  /// `live` on a terminal, `plain` on one that cannot draw a line again (`TERM=dumb`), `none` elsewhere.
  case auto
  /// One line that is drawn again and again, and gone when finished.
  case live
  /// A line every ten seconds.
  case plain
  case none
}

/// Shows how a scan comes along, on standard error, until it is stopped.
package final class ProgressDisplay: Sendable {
  private struct State {
    /// What was done at the last looks, for the rate.
    var samples: [(moment: ContinuousClock.Instant, done: UInt64)] = []
    var isDrawn = false
    var isStopped = false
    var task: Task<Void, Never>?
  }

  /// Over how long the rate is taken.
  private static let rateWindow = Duration.seconds(10)

  private let isLive: Bool
  private let current: @Sendable () -> ProgressLine
  private let state = Mutex(State())

  /// A display of what `current` says; its rate is filled in here. `isLive` chooses between one line that is
  /// drawn again and again, and a line every ten seconds.
  package init(isLive: Bool, current: @escaping @Sendable () -> ProgressLine) {
    self.isLive = isLive
    self.current = current
  }

  /// Begins to show progress.
  package func start() {
    state.withLock { _ = rate(done: current().done, &$0) }
    let task = Task {
      while (try? await Task.sleep(for: isLive ? .milliseconds(200) : .seconds(10))) != nil { show() }
    }
    state.withLock { $0.task = task }
  }

  /// Takes the line away and shows no more.
  package func stop() {
    state.withLock { state in
      state.isStopped = true
      state.task?.cancel()
      erase(&state)
    }
  }

  /// Prints a notice where the progress line stands; the line comes back below it.
  package func notice(_ text: String) {
    state.withLock { state in
      erase(&state)
      StandardError.line(text)
    }
  }

  private func show() {
    var line = current()
    state.withLock { state in
      guard !state.isStopped else { return }
      line.rate = rate(done: line.done, &state)
      if isLive {
        let style = StandardError.style
        // A line that fills the last column makes some terminals begin another.
        let width = (style.width ?? TerminalStyle.usualWidth) - 1
        StandardError.write("\r\u{1B}[2K" + line.text(width: width, glyphs: style.glyphs))
        state.isDrawn = true
      } else {
        StandardError.line(line.text(width: StandardError.style.width ?? 200, glyphs: .ascii))
      }
    }
  }

  private func rate(done: UInt64, _ state: inout State) -> Double {
    let now = ContinuousClock.now
    state.samples.append((now, done))
    // Two at least: lines of their own are ten seconds apart.
    while state.samples.count > 2, state.samples[0].moment < now - Self.rateWindow {
      state.samples.removeFirst()
    }
    guard let oldest = state.samples.first, oldest.moment < now else { return 0 }
    let seconds = oldest.moment.duration(to: now) / .seconds(1)
    return Double(done - oldest.done) / seconds
  }

  private func erase(_ state: inout State) {
    guard state.isDrawn else { return }
    StandardError.write("\r\u{1B}[2K")
    state.isDrawn = false
  }
}
