import Exposure
import Targets

/// The lives of watched endpoints as lines of a terminal, one each: name, the last looks, and what counts.
public struct LifeStrip: Sendable {
  private let colour: ColourMode
  private let width: Int

  /// Lines that are at most `width` columns wide.
  public init(colour: ColourMode, width: Int) {
    self.colour = colour
    self.width = max(40, width)
  }

  /// What the columns of a strip mean.
  public var legend: String {
    let states = LifeState.allCases.map { "\(colour.paint($0.glyph, $0.paint)) \($0.rawValue)" }
    return (states + ["\(colour.paint(Self.restart, .boldRed)) restarted"]).joined(separator: "   ")
  }

  /// One line for each endpoint.
  public func lines(_ entries: [Watched.Entry]) -> [String] {
    let nameWidth = min(entries.map { displayWidth($0.endpoint.spokenName) }.max() ?? 0, width / 3)
    return entries.map { line($0, nameWidth: nameWidth) }
  }

  private static let restart = "R"

  private func line(_ entry: Watched.Entry, nameWidth: Int) -> String {
    let name = padded(fitted(entry.endpoint.spokenName, to: nameWidth), to: nameWidth)
    let state = entry.life.state
    let status = status(entry.life)
    let room = max(0, width - nameWidth - status.count - 6)
    let strip = entry.life.marks.suffix(room).map { mark in
      mark.isRestart ? colour.paint(Self.restart, .boldRed) : colour.paint(mark.state.glyph, mark.state.paint)
    }
    let painted = colour.paint(status, entry.life.judgement.isRestartLoop ? .boldRed : state?.paint ?? .none)
    return "\(name)  \(strip.joined())  \(painted)"
  }

  private func status(_ life: Life) -> String {
    var words = [life.state?.rawValue ?? ""]
    if life.judgement.isRestartLoop {
      words.append("restart loop, \(grouped(life.restartCount)) restarts")
    } else if life.restartCount > 0 {
      words.append(counted(life.restartCount, "restart"))
    }
    return words.joined(separator: ", ")
  }
}
