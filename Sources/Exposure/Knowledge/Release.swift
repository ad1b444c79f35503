/// What is known of one minor release.
public struct Release: Sendable, Hashable, Decodable {
  /// Which it is.
  public package(set) var minor: MinorRelease
  /// The day of its `.0`.
  public package(set) var released: CalendarDay
  /// The last day of upstream support; nil where none was ever published, as for 1.0 and 1.1.
  public package(set) var endOfLife: CalendarDay?
  /// The newest patch that was known when the knowledge was gathered.
  public package(set) var latestPatch: KubernetesVersion
  /// Where it was read.
  public package(set) var sources: [String]?

  /// Makes a minor release.
  package init(
    minor: MinorRelease, released: CalendarDay, endOfLife: CalendarDay?, latestPatch: KubernetesVersion,
    sources: [String]?
  ) {
    self.minor = minor
    self.released = released
    self.endOfLife = endOfLife
    self.latestPatch = latestPatch
    self.sources = sources
  }
}

/// How long a vendor supports a minor release after its own calendar.
public struct VendorSupport: Sendable, Hashable, Decodable {
  /// The identifier of the distribution.
  public package(set) var distribution: String
  /// The minor release.
  public package(set) var minor: MinorRelease
  /// The vendor's own number of it, where it has one: OpenShift 4.20 is built on 1.33.
  public package(set) var product: String?
  /// The last day of what every customer has.
  public package(set) var standard: CalendarDay
  /// The last day of what is sold beyond that; nil where nothing is.
  public package(set) var extended: CalendarDay?
  /// Whether `extended` follows from the vendor's policy, because no source names the day.
  public package(set) var estimated: Bool?
  /// Where it was read.
  public package(set) var sources: [String]?

  /// Makes what a vendor promises for a minor release.
  package init(
    distribution: String, minor: MinorRelease, product: String?, standard: CalendarDay,
    extended: CalendarDay?,
    estimated: Bool? = nil, sources: [String]?
  ) {
    self.distribution = distribution
    self.minor = minor
    self.product = product
    self.standard = standard
    self.extended = extended
    self.estimated = estimated
    self.sources = sources
  }
}
