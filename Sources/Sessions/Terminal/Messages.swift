import Synchronization

/// What the command reports on standard error while it runs: notices and progress.
package final class Messages: Sendable {
  private let isQuiet: Bool
  private let progress: ProgressMode
  private let shown = Mutex<ProgressDisplay?>(nil)

  /// Messages of a command whose rows go to a terminal as they come, or not: a live line between them would
  /// be torn.
  package init(isQuiet: Bool, progress: ProgressMode, rowsGoToTerminal: Bool) {
    self.isQuiet = isQuiet
    self.progress =
      switch progress {
      case _ where isQuiet: .none
      case .auto where !StandardError.isTerminal || rowsGoToTerminal: .none
      case .auto: StandardError.style.canRedraw ? .live : .plain
      case .live, .plain, .none: progress
      }
  }

  /// Says something that is no error, unless it should be quiet.
  @Sendable package func notice(_ text: String) {
    guard !isQuiet else { return }
    error(text)
  }

  /// Says what is wrong.
  @Sendable package func error(_ text: String) {
    let line = "apiexpose: \(text)"
    if let display = shown.withLock({ $0 }) { display.notice(line) } else { StandardError.line(line) }
  }

  /// Begins to show progress, if it is to be shown.
  package func display(_ current: @escaping @Sendable () -> ProgressLine) -> ProgressDisplay? {
    let isLive: Bool
    switch progress {
    case .live: isLive = true
    case .plain: isLive = false
    case .auto, .none: return nil
    }
    let display = ProgressDisplay(isLive: isLive, current: current)
    shown.withLock { $0 = display }
    display.start()
    return display
  }
}
