/// What is known of one minor release.
public struct Release: Sendable, Decodable {
  /// Which it is.
  public let minor: MinorRelease
  /// The day of its `.0`.
  public let released: CalendarDay
  /// The last day of upstream support; nil where none was ever published, as for 1.0 and 1.1.
  public let endOfLife: CalendarDay?
  /// The newest patch that was known when the knowledge was gathered.
  public let latestPatch: KubernetesVersion
  /// Where it was read.
  public let sources: [String]?
}

/// How long a vendor supports a minor release after its own calendar.
public struct VendorSupport: Sendable, Hashable, Decodable {
  /// The identifier of the distribution.
  public let distribution: String
  /// The minor release.
  public let minor: MinorRelease
  /// The vendor's own number of it, where it has one: OpenShift 4.20 is built on 1.33.
  public let product: String?
  /// The last day of what every customer has.
  public let standard: CalendarDay
  /// The last day of what is sold beyond that; nil where nothing is.
  public let extended: CalendarDay?
  /// Whether `extended` follows from the vendor's policy, because no source names the day.
  public let estimated: Bool?
  /// Where it was read.
  public let sources: [String]?
}
