import Exposure
import Targets

/// The timelines of watched endpoints as lines of a terminal, one each: name, the last samples, and what counts.
public struct TimelineStrip: Sendable {
  private let style: TerminalStyle
  private let width: Int

  private static let restart = "R"
  /// Below this the strip of samples says nothing, and the target gives way.
  private static let shortestStrip = 12
  /// The least of a target that says something.
  private static let shortestTarget = 12

  /// Lines that are never wider than the terminal.
  public init(_ style: TerminalStyle) {
    self.style = style
    // A line that fills the last column makes some terminals begin another.
    width = max(1, (style.width ?? TerminalStyle.usualWidth) - 1)
  }

  /// What the watch comes to so far, the legend, one line for each endpoint, restarting ones first, and how many endpoints do
  /// not fit into the rows of the terminal.
  /// - Parameter total: Endpoints that are watched, while the first scan has not seen all of them.
  public func screen(_ entries: [WatchedEndpoints.Entry], total: UInt64? = nil) -> [String] {
    let head = [style.colour.paint(heading(entries, total: total), .bold)] + legend(entries)
    // What has scrolled out of the terminal cannot be drawn again: a line is left for the count, one for the cursor.
    let room = max(1, (style.height ?? TerminalStyle.usualHeight) - head.count - 2)
    let sorted = entries.byAttention()
    let shown = Array(sorted.prefix(room))
    return head + lines(shown) + rest(Array(sorted.dropFirst(room)))
  }

  private func heading(_ entries: [WatchedEndpoints.Entry], total: UInt64?) -> String {
    if let total, total > UInt64(entries.count) {
      return fit("first scan: \(grouped(entries.count)) of \(counted(total, "endpoint"))")
    }
    let loops = entries.count { $0.timeline.judgement.isRestartLoop }
    let restarted = entries.count { $0.timeline.restartCount > 0 } - loops
    var parts = [
      counted(entries.count, "endpoint"), counted(entries.map(\.timeline.sampleCount).max() ?? 0, "scan"),
    ]
    if loops > 0 { parts.append("\(grouped(loops)) in a restart loop") }
    if restarted > 0 { parts.append("\(grouped(restarted)) restarted") }
    return fit(parts.joined(separator: ", "))
  }

  /// What the marks mean that were seen.
  func legend(_ entries: [WatchedEndpoints.Entry]) -> [String] {
    var states: Set<EndpointState> = []
    var hasRestart = false
    for mark in entries.lazy.flatMap(\.timeline.marks) {
      states.insert(mark.state)
      hasRestart = hasRestart || mark.isRestart
    }
    let parts =
      EndpointState.allCases.filter(states.contains).map { ($0.glyph, $0.rawValue, $0.paint) }
      + (hasRestart ? [(Self.restart, "restarted", Paint.boldRed)] : [])
    var (lines, line, taken) = ([String](), "", 0)
    for (glyph, name, paint) in parts {
      let columns = glyph.count + 1 + name.count
      if taken > 0, taken + 2 + columns > width {
        lines.append(line)
        (line, taken) = ("", 0)
      }
      line += (taken > 0 ? "  " : "") + "\(style.colour.paint(glyph, paint)) \(name)"
      taken += (taken > 0 ? 2 : 0) + columns
    }
    return taken > 0 ? lines + [line] : lines
  }

  /// One line for each endpoint.
  func lines(_ entries: [WatchedEndpoints.Entry]) -> [String] {
    let addresses = entries.map { style.glyphs.text($0.endpoint.placeName) }
    let statuses = entries.map { status($0.timeline) }
    let addressWidth = min(addresses.map(displayWidth).max() ?? 0, width / 2)
    let statusWidth = min(statuses.map(\.count).max() ?? 0, width - addressWidth)
    let targets = entries.map { style.glyphs.text($0.endpoint.ownName ?? "") }
    let spare = width - addressWidth - statusWidth - Self.shortestStrip - 6
    let longest = targets.map(displayWidth).max() ?? 0
    let targetWidth = longest > 0 && spare >= min(longest, Self.shortestTarget) ? min(longest, spare) : 0
    let names = NameCut(ellipsis: style.glyphs.ellipsis).cut(targets, to: targetWidth)
    let taken = addressWidth + statusWidth + 4 + (targetWidth > 0 ? targetWidth + 2 : 0)
    return entries.indices.map { index in
      let timeline = entries[index].timeline
      let address = fitted(addresses[index], to: addressWidth, ellipsis: style.glyphs.ellipsis)
      let name = targetWidth > 0 ? "  " + padded(names[index], to: targetWidth) : ""
      let marks = timeline.marks.suffix(max(0, width - taken)).map { mark in
        mark.isRestart
          ? style.colour.paint(Self.restart, .boldRed)
          : style.colour.paint(mark.state.glyph, mark.state.paint)
      }
      let status = fitted(statuses[index], to: statusWidth, ellipsis: style.glyphs.ellipsis)
      let paint = timeline.judgement.isRestartLoop ? .boldRed : timeline.state?.paint ?? .none
      return padded(address, to: addressWidth) + name + "  "
        + style.colour.paint(padded(status, to: statusWidth), paint) + "  " + marks.joined()
    }
  }

  /// The endpoints that do not fit, counted by their state.
  private func rest(_ entries: [WatchedEndpoints.Entry]) -> [String] {
    guard !entries.isEmpty else { return [] }
    let states = EndpointState.allCases.compactMap { state in
      let count = entries.count { $0.timeline.state == state }
      return count > 0 ? "\(grouped(count)) \(state.rawValue)" : nil
    }
    let quiet = entries.allSatisfy(\.isQuiet) ? ", without a restart or change" : ", which do not fit"
    return [
      style.colour.paint(
        fit("and \(grouped(entries.count)) more\(quiet): \(states.joined(separator: ", "))"), .dim)
    ]
  }

  private func fit(_ text: String) -> String { fittedWords(text, to: width, ellipsis: style.glyphs.ellipsis) }

  private func status(_ timeline: EndpointTimeline) -> String {
    var words = [timeline.state?.rawValue ?? ""]
    if timeline.judgement.isRestartLoop {
      words.append("loop, \(counted(timeline.restartCount, "restart"))")
    } else if timeline.restartCount > 0 {
      words.append(counted(timeline.restartCount, "restart"))
    }
    return words.joined(separator: ", ")
  }
}
