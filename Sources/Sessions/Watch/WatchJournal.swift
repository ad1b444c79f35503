import Exposure
import PortableFoundation
import Reporting
import Synchronization

/// Takes the observations of a watch, and shows and writes what happens.
///
/// During a scan it is given observations on the thread that takes them from the scan's queue; between scans `WatchRun`
/// asks it.
package final class WatchJournal: Sendable {
  private struct State {
    var watched = WatchedEndpoints()
    let file: OutputFile?
    /// Lines of the terminal that the strips take at present; nil where events are printed instead.
    var drawn: Int?
    /// When they were drawn last.
    var drawnAt: ContinuousClock.Instant?
    /// Whether a scan has ended.
    var hasSeenAll = false
  }

  private let state: Mutex<State>
  private let knowledge: Knowledge
  private let style: TerminalStyle
  private let total: UInt64
  private let sentences: TimelineSentences

  /// How often strips are drawn at most while a scan goes on.
  private static let drawingInterval = Duration.milliseconds(200)

  /// A journal that draws strips on a terminal, or prints events, and writes events to a file where one is given.
  /// - Parameter total: How many endpoints are watched, as far as that is known.
  package init(file: sending OutputFile?, style: TerminalStyle, total: UInt64, knowledge: Knowledge) {
    state = Mutex(State(file: file, drawn: style.canRedraw ? 0 : nil))
    self.knowledge = knowledge
    self.style = style
    self.total = total
    sentences = TimelineSentences(style)
  }

  /// Takes one endpoint of a scan. Throws what writing throws.
  func take(_ observation: Observation) throws {
    let assessment = assess(observation, knowing: knowledge)
    try state.withLock { state in
      for event in state.watched.take(observation, assessment) {
        try state.file?.append(TimelineRecords.line(event, at: observation.endpoint))
        if state.drawn == nil {
          try StandardOutput.write(sentences.line(event, at: observation.endpoint) + "\n")
        }
      }
      let isDue = state.drawnAt.map { .now - $0 >= Self.drawingInterval } ?? true
      if isDue { try draw(&state) }
    }
  }

  /// Ends a scan: draws, and brings the events to the disk. Throws what writing throws.
  func endScan() throws {
    try state.withLock { state in
      try state.file?.flush()
      state.hasSeenAll = true
      try draw(&state)
    }
  }

  /// Draws the strips where the terminal can do that.
  private func draw(_ state: inout State) throws {
    guard let drawn = state.drawn else { return }
    // A person may have made it wider since.
    var style = style
    (style.width, style.height) = (StandardOutput.width ?? style.width, TerminalSize.rows(of: 1))
    let lines = TimelineStrip(style).screen(state.watched.entries, total: state.hasSeenAll ? nil : total)
    // Up to the first line that was drawn, and everything from there on anew.
    let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
    try StandardOutput.write("\r\(up)\u{1B}[J" + lines.joined(separator: "\n") + "\n")
    state.drawn = lines.count
    state.drawnAt = .now
  }

  /// Ends the watch: prints the conclusion of each timeline, and completes the file. Throws what writing throws.
  /// - Returns: The judgements.
  func conclude(at time: Date) throws -> [TimelineJudgement] {
    try state.withLock { state in
      let entries = state.watched.entries
      if !entries.isEmpty {
        try StandardOutput.write("\n" + sentences.conclusions(entries))
      }
      for entry in entries { try state.file?.append(TimelineRecords.line(entry, at: time)) }
      try state.file?.commit()
      return entries.map(\.timeline.judgement)
    }
  }
}
