import Exposure
import Targets
import PortableFoundation

/// How long something took, as people read it: `45 s`, `2 min 5 s`, `3 h 4 min`.
func spoken(_ interval: TimeInterval) -> String {
  let seconds = Int(min(max(interval, 0), 1e9).rounded())
  let (minutes, hours) = (seconds / 60, seconds / 3600)
  if hours > 0 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
  if minutes > 0 { return seconds % 60 == 0 ? "\(minutes) min" : "\(minutes) min \(seconds % 60) s" }
  return "\(seconds) s"
}

extension Endpoint {
  /// Address and port, behind what the user wrote where that is something else; safe for a terminal.
  var spokenName: String {
    let own = TextSanitiser.terminal(target.text, limit: 60)
    guard address != nil, own != description, own != address?.description else {
      return TextSanitiser.terminal(description, limit: 80)
    }
    return "\(own) (\(description))"
  }
}

extension EndpointState {
  /// One column of a strip.
  var glyph: String {
    switch self {
    case .leaking: "!"
    case .health: "h"
    case .unauthorized: "="
    case .forbidden: "~"
    case .up: "+"
    case .silent: "?"
    case .refused: "_"
    case .unreachable: "x"
    }
  }

  var paint: Paint {
    switch self {
    case .leaking: .red
    case .health: .green
    case .unauthorized, .forbidden: .green
    case .up: .cyan
    case .silent: .yellow
    case .refused, .unreachable: .dim
    }
  }
}

extension TimelineJudgement {
  /// The judgement as a clause.
  var clause: String {
    switch self {
    case .steady: "steady, the same process all the time"
    case .restartedOnce: "restarted once"
    case .restarted(let times): "restarted \(times) times, not at regular distances"
    case .restartLoop(let distance, _): "restart loop, every \(spoken(distance)) or sooner"
    case .severalServers: "several servers behind this address: restarts cannot be detected"
    case .startUnknown: "the server does not tell when it started: restarts cannot be detected"
    case .neverUp: "it never answered"
    }
  }
}
