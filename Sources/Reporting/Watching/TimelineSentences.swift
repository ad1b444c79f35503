import Exposure
import Targets

/// Events and conclusions of a watch as lines for a person.
public struct TimelineSentences: Sendable {
  private let colour: ColourMode

  /// Lines with or without colours.
  public init(colour: ColourMode) {
    self.colour = colour
  }

  /// An event in a line: `2026-11-23T22:04:55Z  192.0.2.1:6443  refused (was 401)`.
  public func line(_ event: TimelineEvent, at endpoint: Endpoint) -> String {
    "\(Timestamp.text(event.time))  \(endpoint.spokenName)  \(words(event.kind))"
  }

  /// The conclusion of a timeline in one line, and what to do about it.
  public func conclusion(_ entry: WatchedEndpoints.Entry, in layout: Paragraphs) -> String {
    conclusion(entry) + (advice(entry).map { layout.wrapped($0, indent: 2) } ?? "")
  }

  /// The conclusion of a timeline in one line.
  func conclusion(_ entry: WatchedEndpoints.Entry) -> String {
    let judgement = entry.timeline.judgement
    let paint: Paint = judgement.isRestartLoop ? .boldRed : .bold
    var text = "\(entry.endpoint.spokenName): \(colour.paint(judgement.clause, paint))"
    var parts = [counted(entry.timeline.sampleCount, "scan")]
    if entry.timeline.restartCount > 0 { parts.append(counted(entry.timeline.restartCount, "restart")) }
    if entry.timeline.changeCount > 0 {
      parts.append(counted(entry.timeline.changeCount, "change") + " of state")
    }
    if let start = entry.timeline.serverStartedAt, judgement != .severalServers {
      parts.append("started \(Timestamp.text(start))")
    }
    text += " (\(parts.joined(separator: ", ")))\n"
    return text
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
