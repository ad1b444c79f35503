public import PortableFoundation

/// What the samples of one endpoint have shown, in order. It takes the same memory however long it is watched.
///
/// Only the start time shows a restart: where a server does not show it, no restart is reported, whatever the states are.
public struct EndpointTimeline: Sendable, Hashable {
  /// One sample in the strip.
  public struct Mark: Sendable, Hashable {
    /// How the endpoint was seen.
    public var state: EndpointState
    /// Whether the process differs from the one in the sample before.
    public var isRestart: Bool
  }

  /// Samples that are kept for drawing: as many as the widest terminal has columns.
  public static let marksKept = 512
  /// Start times that are kept: as many servers as may stand behind one address, or the last restarts.
  static let startsKept = 16
  /// By how much a server's clock may be behind the watcher's. An older start than that is doubtful: another server, or
  /// one whose clock was set back.
  static let clockSkew: TimeInterval = 300

  /// How many samples in a row must show a doubtful start until it is a restart. Among several servers behind one address
  /// another one answers before that, as a rule.
  static let samplesOfDoubt = 5

  /// The last samples, the latest last.
  public private(set) var marks: [Mark] = []
  /// All samples so far.
  public private(set) var sampleCount = 0
  /// How often the state changed.
  public private(set) var changeCount = 0
  /// How often the process changed.
  public private(set) var restartCount = 0
  /// Whether several servers answer under this address, so that start times tell nothing of any one of them.
  public private(set) var hasSeveralServers = false
  /// The state in the last sample; nil before the first.
  public private(set) var state: EndpointState?
  /// Whether the last sample that brought an answer saw `/healthz` refused with 401 or 403.
  public private(set) var refusesHealth = false
  /// Whether any sample brought an answer.
  private(set) var hasAnswered = false
  /// The release, as it was told last.
  public private(set) var release: MinorRelease?
  /// The starts that restarts brought, the latest last.
  private(set) var restarts: [Date] = []

  /// The last start, where it is too old for a restart and may yet be another server's.
  private struct Doubt: Hashable {
    let previous: Date
    var samples = 1
  }

  private var starts: [Date] = []
  private var doubt: Doubt?
  private var startSeenAt: Date?

  /// An empty timeline.
  public init() {}

  /// When the process started, where the server tells it.
  public var serverStartedAt: Date? { starts.last }

  /// Whether the last start may be another server's as well as a restart.
  var isDoubtful: Bool { doubt != nil }

  /// Adds a sample, and returns what happened since the one before.
  public mutating func take(_ sample: Sample) -> [TimelineEvent] {
    var kinds: [TimelineEvent.Kind] = []
    if let state, state != sample.state {
      changeCount &+= 1
      kinds.append(.changed(from: state, to: sample.state))
    } else if state == nil {
      kinds.append(.began(sample.state))
    }
    state = sample.state
    sampleCount &+= 1
    switch sample.state {
    case .leaking, .health, .unauthorized, .forbidden, .up:
      refusesHealth = sample.refusesHealth ?? refusesHealth
      hasAnswered = true
    case .silent, .refused, .unreachable: break
    }
    release = sample.release ?? release
    let startEvent = sample.serverStartedAt.flatMap { takeStart($0, seenAt: sample.time) }
    kinds += [startEvent].compactMap(\.self)
    marks.append(Mark(state: sample.state, isRestart: startEvent?.isRestart == true))
    if marks.count > Self.marksKept { marks.removeFirst(marks.count - Self.marksKept) }
    return kinds.map { TimelineEvent(time: sample.time, kind: $0) }
  }

  private mutating func takeStart(_ start: Date, seenAt time: Date) -> TimelineEvent.Kind? {
    defer { startSeenAt = time }
    guard let previous = starts.last, let lastSeenAt = startSeenAt else {
      starts = [start]
      return nil
    }
    guard !hasSeveralServers else { return nil }
    if start == previous {
      doubt?.samples += 1
      guard let doubt, doubt.samples >= Self.samplesOfDoubt else { return nil }
      return restart(at: start, after: doubt.previous)
    }
    guard !starts.contains(start) else {
      hasSeveralServers = true
      return .severalServers
    }
    keep(start, in: &starts)
    guard start > previous, start > lastSeenAt.addingTimeInterval(-Self.clockSkew) else {
      doubt = Doubt(previous: previous)
      return nil
    }
    return restart(at: start, after: previous)
  }

  private mutating func restart(at start: Date, after previous: Date) -> TimelineEvent.Kind {
    doubt = nil
    keep(start, in: &restarts)
    restartCount &+= 1
    return .restarted(startedAt: start, previousStart: previous)
  }

  private func keep(_ start: Date, in list: inout [Date]) {
    list.append(start)
    if list.count > Self.startsKept { list.removeFirst() }
  }
}

extension TimelineEvent.Kind {
  fileprivate var isRestart: Bool {
    switch self {
    case .restarted: true
    case .began, .changed, .severalServers: false
    }
  }
}
