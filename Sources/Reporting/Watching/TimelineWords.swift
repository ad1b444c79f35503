import Exposure
import Targets

extension Endpoint {
  /// Address and port, behind what the user wrote where that is something else; safe for a terminal.
  var spokenName: String {
    ownName.map { "\($0) (\(placeName))" } ?? placeName
  }

  /// Address and port; safe for a terminal.
  var placeName: String { TextSanitiser.terminal(description, limit: 80) }

  /// What the user wrote, where it is something else; safe for a terminal.
  var ownName: String? {
    let own = TextSanitiser.terminal(target.text, limit: 60)
    return address != nil && own != description && own != address?.description ? own : nil
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
