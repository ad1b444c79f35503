#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The life of one endpoint as far as looks have shown it. It takes the same memory however long it is watched.
///
/// A restart is told by the start time alone: where a server does not show it, no restart is claimed, whatever its
/// states do.
public struct Life: Sendable, Hashable {
  /// One look in the strip.
  public struct Mark: Sendable, Hashable {
    /// How the endpoint was seen.
    public var state: LifeState
    /// Whether the process was another one than in the look before.
    public var isRestart: Bool
  }

  /// Looks that are kept for drawing: as many as the widest terminal has columns.
  public static let marksKept = 512
  /// Start times that are kept: as many servers as may stand behind one address, or the last restarts.
  static let startsKept = 16
  /// By how much a server's clock may be behind the watcher's. An older start than that is no restart.
  static let clockSkew: TimeInterval = 300

  /// The last looks, the latest last.
  public private(set) var marks: [Mark] = []
  /// All looks so far.
  public private(set) var lookCount = 0
  /// How often the state changed.
  public private(set) var changeCount = 0
  /// How often the process was another one.
  public private(set) var restartCount = 0
  /// Whether several servers answer under this address, so that start times tell nothing of any one of them.
  public private(set) var hasSeveralServers = false
  /// The state in the last look; nil before the first.
  public private(set) var state: LifeState?
  /// Whether the last look that brought an answer saw `/healthz` refused with 401 or 403.
  public private(set) var refusesHealth = false
  /// Whether any look brought an answer.
  private(set) var hasAnswered = false
  /// The release, as it was told last.
  public private(set) var release: MinorRelease?
  /// The starts that restarts brought, the latest last.
  private(set) var restarts: [Date] = []

  private var starts: [Date] = []
  private var startSeenAt: Date?

  /// A life of which nothing is known.
  public init() {}

  /// When the process started, where the server tells it.
  public var serverStartedAt: Date? { starts.last }

  /// Takes in a look, and tells what happened since the one before.
  public mutating func take(_ look: Look) -> [LifeEvent] {
    var kinds: [LifeEvent.Kind] = []
    if let state, state != look.state {
      changeCount &+= 1
      kinds.append(.changed(from: state, to: look.state))
    } else if state == nil {
      kinds.append(.began(look.state))
    }
    state = look.state
    lookCount &+= 1
    switch look.state {
    case .leaking, .health, .unauthorized, .forbidden, .up:
      refusesHealth = look.refusesHealth ?? refusesHealth
      hasAnswered = true
    case .silent, .refused, .unreachable: break
    }
    release = look.release ?? release
    let startEvent = look.serverStartedAt.flatMap { takeStart($0, seenAt: look.time) }
    kinds += [startEvent].compactMap(\.self)
    marks.append(Mark(state: look.state, isRestart: startEvent?.isRestart == true))
    if marks.count > Self.marksKept { marks.removeFirst(marks.count - Self.marksKept) }
    return kinds.map { LifeEvent(time: look.time, kind: $0) }
  }

  private mutating func takeStart(_ start: Date, seenAt time: Date) -> LifeEvent.Kind? {
    defer { startSeenAt = time }
    guard let previous = starts.last, let lastSeenAt = startSeenAt else {
      starts = [start]
      return nil
    }
    guard start != previous, !hasSeveralServers else { return nil }
    let isNewest = start > previous && !starts.contains(start)
    guard isNewest, start > lastSeenAt.addingTimeInterval(-Self.clockSkew) else {
      hasSeveralServers = true
      return .severalServers
    }
    keep(start, in: &starts)
    keep(start, in: &restarts)
    restartCount &+= 1
    return .restarted(startedAt: start, previousStart: previous)
  }

  private func keep(_ start: Date, in list: inout [Date]) {
    list.append(start)
    if list.count > Self.startsKept { list.removeFirst() }
  }
}

extension LifeEvent.Kind {
  fileprivate var isRestart: Bool {
    switch self {
    case .restarted: true
    case .began, .changed, .severalServers: false
    }
  }
}
