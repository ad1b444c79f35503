import PortableFoundation

/// How far a scan came.
public enum ScanState: String, Sendable, Hashable {
  /// It is being written, as far as is known: a scan that was killed is found out by the next that takes the lock.
  case running
  /// It ran to its end.
  case finished
  /// It was interrupted, failed or died; what it had is there.
  case unfinished
}

/// What a scan says of itself when it begins.
public struct ScanDescription: Sendable, Hashable {
  /// When it began.
  public var startedAt: Date
  /// What it scans, in the user's words: scans with the same scope are compared with each other.
  public var scope: String
  /// What the list came to; empty where it is not known beforehand, as for a stream.
  public var listFingerprint: String
  /// The command line, without the program's name.
  public var arguments: [String]
  /// The version of the tool.
  public var toolVersion: String
  /// The date of the knowledge that judged, as in `2026-11-23`; nil if there is none.
  public var knowledgeDate: String?

  /// Makes a description.
  public init(
    startedAt: Date, scope: String, listFingerprint: String, arguments: [String], toolVersion: String,
    knowledgeDate: String? = nil
  ) {
    self.startedAt = startedAt
    self.scope = scope
    self.listFingerprint = listFingerprint
    self.arguments = arguments
    self.toolVersion = toolVersion
    self.knowledgeDate = knowledgeDate
  }
}

/// What a history keeps of a scan as a whole, in columns, beside the results of its endpoints.
public struct StoredScan: Sendable, Hashable {
  /// Its number: from 1, never given twice.
  public var number: Int64
  /// How far it came.
  public var state: ScanState
  /// What it said of itself.
  public var description: ScanDescription
  /// When it ended; nil while it runs, and where it died.
  public var endedAt: Date?
  /// What was found, as far as it came.
  public var counts: ScanCounts
  /// The clusters; nil where the scan did not end.
  public var clusters: StoredClusters?

  /// Makes a scan.
  public init(
    number: Int64, state: ScanState, description: ScanDescription, endedAt: Date?, counts: ScanCounts,
    clusters: StoredClusters?
  ) {
    self.number = number
    self.state = state
    self.description = description
    self.endedAt = endedAt
    self.counts = counts
    self.clusters = clusters
  }

  /// How far it came: where nobody writes the history, no scan runs.
  public func state(isBeingWritten: Bool) -> ScanState {
    state == .running && !isBeingWritten ? .unfinished : state
  }

  /// How long it took, in seconds; nil while it runs, where it died, and where the wall clock was set back meanwhile.
  public var seconds: Int64? {
    guard let endedAt, endedAt >= description.startedAt else { return nil }
    return Int64(endedAt.timeIntervalSince(description.startedAt))
  }
}

/// The clusters of a scan.
public struct StoredClusters: Sendable, Hashable {
  /// All of them.
  public var total: Int64
  /// Those that tell anyone more than their health.
  public var exposed: Int64
  /// Those that let anonymous requests in, and tell their health at most.
  public var restricted: Int64
  /// Those that do not authenticate anonymous requests at all.
  public var lockedDown: Int64

  /// Makes counts.
  public init(total: Int64, exposed: Int64, restricted: Int64, lockedDown: Int64) {
    self.total = total
    self.exposed = exposed
    self.restricted = restricted
    self.lockedDown = lockedDown
  }

  /// The clusters that a whole scan shows.
  public init(_ counts: ClusterCounts) {
    let verdicts = counts.verdicts
    self.init(
      total: Int64(counts.total), exposed: Int64(verdicts.count(.exposed)),
      restricted: Int64(verdicts.count(.restricted)), lockedDown: Int64(verdicts.count(.lockedDown)))
  }
}

/// The tally of a scan.
public struct ScanCounts: Sendable, Hashable {
  /// All endpoints.
  public var endpoints: Int64
  /// Those that tell anyone more than their health.
  public var exposed: Int64
  /// Those that let anonymous requests in, and tell their health at most.
  public var restricted: Int64
  /// Those that do not authenticate anonymous requests at all.
  public var lockedDown: Int64
  /// Those that did not answer.
  public var unreachable: Int64

  /// Makes counts.
  public init(endpoints: Int64, exposed: Int64, restricted: Int64, lockedDown: Int64, unreachable: Int64) {
    self.endpoints = endpoints
    self.exposed = exposed
    self.restricted = restricted
    self.lockedDown = lockedDown
    self.unreachable = unreachable
  }

  /// The counts of endpoints by verdict.
  public init(_ verdicts: [Verdict: Int]) {
    self.init(
      endpoints: Int64(verdicts.values.reduce(0, +)), exposed: Int64(verdicts.count(.exposed)),
      restricted: Int64(verdicts.count(.restricted)), lockedDown: Int64(verdicts.count(.lockedDown)),
      unreachable: Int64(verdicts.count(.unreachable)))
  }
}
