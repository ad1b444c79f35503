import Exposure
import PortableFoundation

/// From the beginning of a scan to its end. Of a scan that this process makes, by the clock; of results that are read
/// back, from the first connection attempt to the end of the last endpoint, as the observations tell it: so it can be told
/// again later, and of several scans together.
public struct ScanPeriod: Sendable, Hashable {
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

extension ScanPeriod: Codable {
  private enum CodingKeys: String, CodingKey {
    case start
    case end
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      start: Date(timeIntervalSince1970: try container.decode(Double.self, forKey: .start)),
      end: Date(timeIntervalSince1970: try container.decode(Double.self, forKey: .end)))
  }

  /// Writes both moments in seconds since 1970, with their fractions.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(start.timeIntervalSince1970, forKey: .start)
    try container.encode(end.timeIntervalSince1970, forKey: .end)
  }
}

extension Observation {
  fileprivate var lastSeen: Date {
    // Older lines tell only how long the answer took.
    guard let time = elapsed ?? latency else { return scannedAt }
    return scannedAt.addingTimeInterval(Double(time.wholeMilliseconds) / 1000)
  }
}
