import Reporting

/// What is known of a scan when it is over, beyond its endpoints.
public struct ScanEnding: Sendable, Hashable {
  /// Endpoints that the list named more than once, that is how often they were dropped.
  public var duplicatesDropped: Int
  /// Endpoints that an exclusion took away.
  public var excluded: Int
  /// From its beginning to its end, by the clock; nil for results that are read back, whose rows tell it.
  public var period: ScanPeriod?

  /// Makes the end of a scan.
  public init(duplicatesDropped: Int = 0, excluded: Int = 0, period: ScanPeriod? = nil) {
    self.duplicatesDropped = duplicatesDropped
    self.excluded = excluded
    self.period = period
  }
}
