import Exposure
import Targets

/// What happens to watched endpoints, and what it came to, as lines for a person.
public struct LifeSentences: Sendable {
  private let colour: ColourMode

  /// Lines with or without colours.
  public init(colour: ColourMode) {
    self.colour = colour
  }

  /// An event in a line: `2026-11-23T22:04:55Z  192.0.2.1:6443  refused (was 401)`.
  public func line(_ event: LifeEvent, at endpoint: Endpoint) -> String {
    "\(Timestamp.text(event.time))  \(endpoint.spokenName)  \(words(event.kind))"
  }

  /// What a life came to, in a line.
  public func conclusion(_ entry: Watched.Entry) -> String {
    let judgement = entry.life.judgement
    let paint: Paint = judgement.isRestartLoop ? .boldRed : .bold
    var text = "\(entry.endpoint.spokenName): \(colour.paint(judgement.clause, paint))"
    var parts = [counted(entry.life.lookCount, "look")]
    if entry.life.restartCount > 0 { parts.append(counted(entry.life.restartCount, "restart")) }
    if entry.life.changeCount > 0 { parts.append(counted(entry.life.changeCount, "change") + " of state") }
    if let start = entry.life.serverStartedAt, judgement != .severalServers {
      parts.append("started \(Timestamp.text(start))")
    }
    text += " (\(parts.joined(separator: ", ")))\n"
    return text
  }

  /// What to do about a life, in paragraphs to be wrapped; nil where there is nothing to be done.
  public func advice(_ entry: Watched.Entry) -> String? {
    switch entry.life.judgement {
    case .restartLoop(_, isTrap: true):
      """
      \(RestartTrap.explanation)
      \(RestartTrap.cure(release: entry.life.release))
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

  private func words(_ kind: LifeEvent.Kind) -> String {
    switch kind {
    case .began(let state): painted(state)
    case .changed(let before, let state): "\(painted(state)) (was \(before.rawValue))"
    case .restarted(let start, let previous):
      colour.paint("restarted", .boldRed)
        + " at \(Timestamp.text(start)), \(spoken(start.timeIntervalSince(previous))) after the start before"
    case .severalServers: "several servers answer here: no restart can be told"
    }
  }

  private func painted(_ state: LifeState) -> String { colour.paint(state.rawValue, state.paint) }
}
