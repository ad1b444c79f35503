import CommandSupport
import Exposure
import Reporting
import Synchronization
import PortableFoundation

/// Takes the observations of a watch, and shows and writes what happens.
///
/// Given to the scanner's thread during a scan, and asked by the command between scans.
final class WatchJournal: Sendable {
  private struct State {
    var watched = WatchedEndpoints()
    let file: OutputFile?
    /// Lines of the terminal that the strips take at present; nil where events are printed instead.
    var drawn: Int?
  }

  private let state: Mutex<State>
  private let knowledge: Knowledge
  private let colour: ColourMode
  private let sentences: TimelineSentences

  /// A journal that draws strips on a terminal, or prints events, and writes events to a file where one is given.
  init(file: sending OutputFile?, draws: Bool, colour: ColourMode, knowledge: Knowledge) {
    state = Mutex(State(file: file, drawn: draws ? 0 : nil))
    self.knowledge = knowledge
    self.colour = colour
    sentences = TimelineSentences(colour: colour)
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
    }
  }

  /// Ends a scan: draws, and brings the events to the disk. Throws what writing throws.
  func endScan() throws {
    try state.withLock { state in
      try state.file?.flush()
      guard let drawn = state.drawn else { return }
      let lines = TimelineStrip(colour: colour, width: (StandardOutput.width ?? 80) - 1)
        .screen(state.watched.entries, rows: TerminalSize.rows(of: 1) ?? 24)
      // Up to the first line that was drawn, and everything from there on anew.
      let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
      try StandardOutput.write("\r\(up)\u{1B}[J" + lines.joined(separator: "\n") + "\n")
      state.drawn = lines.count
    }
  }

  /// Ends the watch: prints the conclusion of each timeline, and completes the file. Throws what writing throws.
  /// - Returns: The judgements.
  func conclude(at time: Date) throws -> [TimelineJudgement] {
    try state.withLock { state in
      let entries = state.watched.entries
      if !entries.isEmpty {
        try StandardOutput.write(
          "\n" + entries.map { sentences.conclusion($0, in: StandardOutput.paragraphs) }.joined())
      }
      for entry in entries { try state.file?.append(TimelineRecords.line(entry, at: time)) }
      try state.file?.commit()
      return entries.map(\.timeline.judgement)
    }
  }
}
