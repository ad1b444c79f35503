/// Versions from one on, up to the one that fixes a flaw.
public struct AffectedRange<Version: Comparable & Sendable & Decodable>: Sendable, Decodable {
  /// The first version that has it.
  public let from: Version
  /// The first version after that without it; nil where every later version has it.
  public let fixedIn: Version?
  /// What the fix needs beyond the version, as the end of "the fix needs"; nil where the version suffices.
  public let fixNeeds: String?

  /// Makes a range.
  public init(from: Version, fixedIn: Version?, fixNeeds: String? = nil) {
    self.from = from
    self.fixedIn = fixedIn
    self.fixNeeds = fixNeeds
  }

  /// Whether a version lies in the range.
  public func contains(_ version: Version) -> Bool {
    version >= from && fixedIn.map { version < $0 } ?? true
  }
}

/// Releases of Kubernetes that have a flaw.
public typealias AffectedVersions = AffectedRange<KubernetesVersion>
/// Releases of Go that have a flaw of Go's own.
public typealias AffectedGoVersions = AffectedRange<GoVersion>

extension AffectedRange {
  /// The first version at or after `version` that lies in none of the ranges, going from fix to fix among those that are
  /// admitted; nil where the first step leads nowhere.
  static func firstFixed(
    after version: Version, in ranges: [AffectedRange], where admits: (Version) -> Bool = { _ in true }
  ) -> Version? {
    var reached: Version?
    // Each round goes up to a later fix, and there are finitely many of them.
    while let next = ranges.lazy.filter({ $0.contains(reached ?? version) }).compactMap(\.fixedIn)
      .filter(admits).max(), next > reached ?? version
    {
      reached = next
    }
    return reached
  }
}
