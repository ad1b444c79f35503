public import PortableFoundation

/// The conclusion of a timeline when the watch ends.
public enum TimelineJudgement: Sendable, Hashable {
  /// The same process all the time, as its start time says.
  case steady
  /// One restart.
  case restartedOnce
  /// Several restarts that are not regular, or not yet enough of them.
  case restarted(times: Int)
  /// Three or more restarts at regular distances; `distance` is the longest of them in seconds. It is a trap where
  /// health is answered 401 or 403: a liveness probe without credentials kills the server.
  case restartLoop(distance: TimeInterval, isTrap: Bool)
  /// Several servers answer under this address: their start times tell nothing of any one of them.
  case severalServers
  /// The server does not tell when it started: nothing is claimed of restarts.
  case startUnknown
  /// It never answered.
  case neverUp

  /// The word for it in files and for scripts.
  public var name: String {
    switch self {
    case .steady: "steady"
    case .restartedOnce: "restarted_once"
    case .restarted: "restarted"
    case .restartLoop: "restart_loop"
    case .severalServers: "several_servers"
    case .startUnknown: "start_unknown"
    case .neverUp: "never_up"
    }
  }

  /// Whether it is a restart loop.
  public var isRestartLoop: Bool {
    if case .restartLoop = self { true } else { false }
  }
}

extension EndpointTimeline {
  /// Restarts that make a loop, at the least.
  static let restartsOfLoop = 3
  /// Restarts further apart than this are somebody's plan or somebody's luck. The kubelet waits five minutes at most
  /// before it starts a container again, and gives a probe some minutes.
  static let longestDistance: TimeInterval = 1800
  /// How much longer one distance may be than another: the kubelet's pauses grow from one restart to the next, each at
  /// most twice the one before.
  static let unevenness = 2.0

  /// The conclusion of the samples so far.
  public var judgement: TimelineJudgement {
    if hasSeveralServers || isDoubtful { return .severalServers }
    guard serverStartedAt != nil else { return hasAnswered ? .startUnknown : .neverUp }
    switch restartCount {
    case 0: return .steady
    case 1: return .restartedOnce
    default:
      guard let distance = loopDistance else { return .restarted(times: restartCount) }
      return .restartLoop(distance: distance, isTrap: refusesHealth)
    }
  }

  /// The longest distance between the last restarts, where these are regular.
  private var loopDistance: TimeInterval? {
    let last = restarts.suffix(Self.restartsOfLoop)
    guard last.count == Self.restartsOfLoop else { return nil }
    let distances = zip(last.dropFirst(), last).map { $0.timeIntervalSince($1) }
    guard let shortest = distances.min(), let longest = distances.max(), shortest > 0,
      longest <= Self.longestDistance, longest <= shortest * Self.unevenness
    else { return nil }
    return longest
  }
}
