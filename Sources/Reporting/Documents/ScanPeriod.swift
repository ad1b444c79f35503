import Exposure
import PortableFoundation

/// From the first connection attempt of a scan to its last answer, as the observations tell it; so it can be told again
/// later, and of several scans together.
struct ScanPeriod: Equatable {
  /// When the first attempt began.
  private(set) var start: Date
  /// When the last answer came, or the last attempt began.
  private(set) var end: Date

  init(_ observation: Observation) {
    start = observation.scannedAt
    end = observation.lastSeen
  }

  mutating func include(_ observation: Observation) {
    start = min(start, observation.scannedAt)
    end = max(end, observation.lastSeen)
  }

  /// In seconds.
  var duration: Double { end.timeIntervalSince(start) }
}

extension ScanPeriod? {
  mutating func include(_ observation: Observation) {
    if self == nil { self = ScanPeriod(observation) } else { self?.include(observation) }
  }
}

extension Observation {
  fileprivate var lastSeen: Date {
    guard let latency else { return scannedAt }
    return scannedAt.addingTimeInterval(Double(latency.wholeMilliseconds) / 1000)
  }
}
