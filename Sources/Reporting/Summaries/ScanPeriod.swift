import Exposure
import PortableFoundation

/// From the beginning of a scan to its end. Of a scan that this process makes, by the clock; of results that are read
/// back, from the first connection attempt to the end of the last endpoint, as the observations tell it: so it can be told
/// again later, and of several scans together.
public struct ScanPeriod: Sendable, Equatable {
  /// When it began.
  public private(set) var start: Date
  /// When it ended; never before `start`.
  public private(set) var end: Date

  /// The period from a moment to another one.
  public init(start: Date, end: Date) {
    self.start = start
    self.end = max(start, end)
  }

  /// The period in which an endpoint was observed.
  init(_ observation: Observation) {
    self.init(start: observation.scannedAt, end: observation.lastSeen)
  }

  /// Widens the period so that it holds another one.
  mutating func include(_ other: ScanPeriod) {
    start = min(start, other.start)
    end = max(end, other.end)
  }

  /// In seconds.
  public var duration: Double { end.timeIntervalSince(start) }
}

extension Observation {
  fileprivate var lastSeen: Date {
    // Older lines tell only how long the answer took.
    guard let time = elapsed ?? latency else { return scannedAt }
    return scannedAt.addingTimeInterval(Double(time.wholeMilliseconds) / 1000)
  }
}
