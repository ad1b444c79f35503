import CommandSupport
import Exposure
import Reporting
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Takes what the looks of a watch see, and shows and writes what happens.
///
/// Given to the scanner's thread while a look is under way, and asked by the command between looks.
final class WatchJournal: Sendable {
  private struct State {
    var watched = Watched()
    let file: OutputFile?
    /// Lines of the terminal that the strips take at present; nil where events are printed instead.
    var drawn: Int?
  }

  private let state: Mutex<State>
  private let knowledge: Knowledge
  private let colour: ColourMode
  private let sentences: LifeSentences

  /// A journal that draws strips on a terminal, or prints events, and writes events to a file where one is given.
  init(file: sending OutputFile?, draws: Bool, colour: ColourMode, knowledge: Knowledge) {
    state = Mutex(State(file: file, drawn: draws ? 0 : nil))
    self.knowledge = knowledge
    self.colour = colour
    sentences = LifeSentences(colour: colour)
  }

  /// Takes in one endpoint of a look. Throws what writing throws.
  func take(_ observation: Observation) throws {
    let assessment = assess(observation, knowing: knowledge)
    try state.withLock { state in
      for event in state.watched.take(observation, assessment) {
        try state.file?.append(LifeRecords.line(event, at: observation.endpoint))
        if state.drawn == nil {
          try StandardOutput.write(sentences.line(event, at: observation.endpoint) + "\n")
        }
      }
    }
  }

  /// Ends a look: draws, and brings the events to the disk. Throws what writing throws.
  func endLook() throws {
    try state.withLock { state in
      try state.file?.flush()
      guard let drawn = state.drawn else { return }
      let lines = strips(state.watched)
      // Up to the first line that was drawn, and everything from there on anew.
      let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
      try StandardOutput.write("\r\(up)\u{1B}[J" + lines.joined(separator: "\n") + "\n")
      state.drawn = lines.count
    }
  }

  /// Ends the watch: prints what each life came to, and completes the file. Throws what writing throws.
  /// - Returns: The judgements.
  func conclude(at time: Date) throws -> [LifeJudgement] {
    try state.withLock { state in
      let entries = state.watched.entries
      if !entries.isEmpty { try StandardOutput.write("\n" + entries.map(conclusion).joined()) }
      for entry in entries { try state.file?.append(LifeRecords.line(entry, at: time)) }
      try state.file?.commit()
      return entries.map(\.life.judgement)
    }
  }

  private func conclusion(_ entry: Watched.Entry) -> String {
    let advice = sentences.advice(entry).map { Paragraphs.forTerminal.wrapped($0, indent: 2) } ?? ""
    return sentences.conclusion(entry) + advice
  }

  private func strips(_ watched: Watched) -> [String] {
    let strip = LifeStrip(colour: colour, width: (StandardOutput.width ?? 80) - 1)
    // What has scrolled out of the terminal cannot be drawn again.
    let room = max(1, (TerminalSize.rows(of: 1) ?? 24) - 3)
    let shown = watched.entries.prefix(room)
    let hidden = watched.entries.count - shown.count
    let rest = hidden > 0 ? ["and \(hidden) more, which do not fit"] : []
    return [strip.legend] + strip.lines(Array(shown)) + rest
  }
}
