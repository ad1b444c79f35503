import Exposure
import Targets

/// Events and conclusions of a watch as lines for a person.
public struct TimelineSentences: Sendable {
  private let style: TerminalStyle
  private var colour: ColourMode { style.colour }

  /// More quiet endpoints than these are counted in the end, instead of being told one by one.
  private static let mostQuiet = 20

  /// Lines as a terminal or a pipe gets them.
  public init(_ style: TerminalStyle) {
    self.style = style
  }

  /// An event in a line: `2026-11-23T22:04:55Z  192.0.2.1:6443  refused (was 401)`.
  public func line(_ event: TimelineEvent, at endpoint: Endpoint) -> String {
    "\(Timestamp.text(event.time))  \(style.glyphs.text(endpoint.spokenName))  \(words(event.kind))"
  }

  /// The conclusions of all timelines, restarting servers first, and what to do about them, each advice once.
  public func conclusions(_ entries: [WatchedEndpoints.Entry]) -> String {
    let sorted = entries.byAttention()
    let quiet = sorted.filter(\.isQuiet)
    let isCounted = quiet.count > Self.mostQuiet
    let told = isCounted ? sorted.filter { !$0.isQuiet } : sorted
    var text = ""
    for (index, entry) in told.enumerated() {
      text += conclusion(entry)
      // Behind the last of those that share it.
      let next = index + 1 < told.count ? advice(told[index + 1]) : nil
      if let advice = advice(entry), advice != next { text += style.paragraphs.wrapped(advice, indent: 2) }
    }
    return text + (isCounted ? counts(of: quiet) : "")
  }

  /// As in `297 endpoints: steady, the same process all the time`, a line for each conclusion.
  private func counts(of entries: [WatchedEndpoints.Entry]) -> String {
    let clauses = Dictionary(grouping: entries, by: \.timeline.judgement.clause)
    return clauses.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.flatMap { clause, entries in
      style.lines("\(counted(entries.count, "endpoint")): \(clause)")
    }.map { $0 + "\n" }.joined()
  }

  /// The conclusion of a timeline in one sentence, broken between words.
  func conclusion(_ entry: WatchedEndpoints.Entry) -> String {
    let judgement = entry.timeline.judgement
    let paint: Paint = judgement.isRestartLoop ? .boldRed : .bold
    var parts = [counted(entry.timeline.sampleCount, "scan")]
    if entry.timeline.restartCount > 0 { parts.append(counted(entry.timeline.restartCount, "restart")) }
    if entry.timeline.changeCount > 0 {
      parts.append(counted(entry.timeline.changeCount, "change") + " of state")
    }
    if let start = entry.timeline.serverStartedAt, judgement != .severalServers {
      parts.append("started \(Timestamp.text(start))")
    }
    let text =
      style.glyphs.text(entry.endpoint.spokenName)
      + ": \(judgement.clause) (\(parts.joined(separator: ", ")))"
    var narrower = style
    narrower.width = style.width.map { max(1, $0 - 2) }
    let lines = narrower.lines(text).map {
      $0.replacing(judgement.clause, with: colour.paint(judgement.clause, paint))
    }
    return lines.enumerated().map { ($0 == 0 ? "" : "  ") + $1 + "\n" }.joined()
  }

  /// What to do about a timeline, in paragraphs to be wrapped; nil where there is nothing to be done.
  func advice(_ entry: WatchedEndpoints.Entry) -> String? {
    switch entry.timeline.judgement {
    case .restartLoop(_, isTrap: true):
      """
      \(RestartTrap.explanation)
      \(RestartTrap.remedy(release: entry.timeline.release))
      The file and the flags: apiexpose explain recent-restart
      """
    case .restartLoop(_, isTrap: false):
      """
      Health is not refused, so it is no probe without credentials that kills it: look at its log, at the memory of \
      its node, and at crictl ps -a --name kube-apiserver.
      """
    case .steady, .restartedOnce, .restarted, .severalServers, .startUnknown, .neverUp: nil
    }
  }

  private func words(_ kind: TimelineEvent.Kind) -> String {
    switch kind {
    case .began(let state): painted(state)
    case .changed(let before, let state): "\(painted(state)) (was \(before.rawValue))"
    case .restarted(let start, let previous) where start < previous:
      colour.paint("restarted", .boldRed) + " at \(Timestamp.text(start)) by its clock, which was set back"
    case .restarted(let start, let previous):
      colour.paint("restarted", .boldRed)
        + " at \(Timestamp.text(start)), \(spoken(start.timeIntervalSince(previous))) after the start before"
    case .severalServers: "several servers answer here: restarts cannot be detected"
    }
  }

  private func painted(_ state: EndpointState) -> String { colour.paint(state.rawValue, state.paint) }
}
