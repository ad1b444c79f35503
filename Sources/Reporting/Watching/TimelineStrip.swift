import Exposure
import Targets

/// The timelines of watched endpoints as lines of a terminal, one each: name, the last samples, and what counts.
public struct TimelineStrip: Sendable {
  private let colour: ColourMode
  private let width: Int

  /// Lines that are at most `width` columns wide.
  public init(colour: ColourMode, width: Int) {
    self.colour = colour
    self.width = max(40, width)
  }

  /// What the columns of a strip mean.
  var legend: String {
    let states = EndpointState.allCases.map { "\(colour.paint($0.glyph, $0.paint)) \($0.rawValue)" }
    return (states + ["\(colour.paint(Self.restart, .boldRed)) restarted"]).joined(separator: "   ")
  }

  /// The legend, one line for each endpoint, and how many endpoints do not fit into so many rows.
  public func screen(_ entries: [WatchedEndpoints.Entry], rows: Int) -> [String] {
    // What has scrolled out of the terminal cannot be drawn again.
    let shown = entries.prefix(max(1, rows - 3))
    let hidden = entries.count - shown.count
    return [legend] + lines(Array(shown)) + (hidden > 0 ? ["and \(hidden) more, which do not fit"] : [])
  }

  /// One line for each endpoint.
  func lines(_ entries: [WatchedEndpoints.Entry]) -> [String] {
    let nameWidth = min(entries.map { displayWidth($0.endpoint.spokenName) }.max() ?? 0, width / 3)
    return entries.map { line($0, nameWidth: nameWidth) }
  }

  private static let restart = "R"

  private func line(_ entry: WatchedEndpoints.Entry, nameWidth: Int) -> String {
    let name = padded(fitted(entry.endpoint.spokenName, to: nameWidth), to: nameWidth)
    let state = entry.timeline.state
    let status = status(entry.timeline)
    let room = max(0, width - nameWidth - status.count - 6)
    let strip = entry.timeline.marks.suffix(room).map { mark in
      mark.isRestart ? colour.paint(Self.restart, .boldRed) : colour.paint(mark.state.glyph, mark.state.paint)
    }
    let painted = colour.paint(
      status, entry.timeline.judgement.isRestartLoop ? .boldRed : state?.paint ?? .none)
    return "\(name)  \(strip.joined())  \(painted)"
  }

  private func status(_ timeline: EndpointTimeline) -> String {
    var words = [timeline.state?.rawValue ?? ""]
    if timeline.judgement.isRestartLoop {
      words.append("restart loop, \(grouped(timeline.restartCount)) restarts")
    } else if timeline.restartCount > 0 {
      words.append(counted(timeline.restartCount, "restart"))
    }
    return words.joined(separator: ", ")
  }
}
