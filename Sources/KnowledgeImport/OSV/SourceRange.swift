import Exposure

/// Versions that have a flaw, as a source tells them.
struct SourceRange<Version: Comparable & Sendable & Decodable>: Sendable {
  /// Where they end.
  enum End: Sendable {
    /// The first version without it.
    case fixed(Version)
    /// The last version with it: which is the first without it, the source does not say.
    case last(Version)
    /// No version is without it.
    case open
  }

  let from: Version
  let end: End

  /// Whether a version is in it.
  func holds(_ version: Version) -> Bool {
    guard from <= version else { return false }
    switch end {
    case .fixed(let fixed): return version < fixed
    case .last(let last): return version <= last
    case .open: return true
    }
  }
}

/// A change from affected to fixed or back, as the OSV schema has them (affected[].ranges[].events).
struct SourceEvent<Version: Comparable & Sendable & Decodable> {
  /// The order counts where several name one version.
  enum Kind: Int {
    case fixed, introduced, lastAffected
  }

  let kind: Kind
  let version: Version

  /// The ranges that events make, in whatever order they come (OSV schema, "Evaluation").
  static func ranges(_ events: [SourceEvent]) -> [SourceRange<Version>] {
    let sorted = events.sorted { ($0.version, $0.kind.rawValue) < ($1.version, $1.kind.rawValue) }
    var ranges: [SourceRange<Version>] = []
    var start: Version?
    for event in sorted {
      switch event.kind {
      case .introduced: start = start ?? event.version
      case .fixed:
        if let from = start { ranges.append(SourceRange(from: from, end: .fixed(event.version))) }
        start = nil
      case .lastAffected:
        if let from = start { ranges.append(SourceRange(from: from, end: .last(event.version))) }
        start = nil
      }
    }
    if let start { ranges.append(SourceRange(from: start, end: .open)) }
    return ranges
  }
}

/// A version of which the next patch is known.
protocol PatchedVersion: Comparable, Sendable, Decodable {
  /// The next patch of the same minor release.
  var nextPatch: Self? { get }
}

extension KubernetesVersion: PatchedVersion {
  var nextPatch: KubernetesVersion? { KubernetesVersion("\(release).\(patch + 1)") }
}

extension GoVersion: PatchedVersion {
  var nextPatch: GoVersion? { GoVersion("\(release).\(patch + 1)") }
}

extension SourceRange where Version: PatchedVersion {
  /// The ranges of the knowledge that these make, joined where one begins in another; nil where they contradict
  /// themselves, or are more than a file may hold.
  /// - Parameter lastPatches: The first version after the last patch of a release, where that was the last one.
  static func resolved(
    _ ranges: [SourceRange], endOf lastPatches: (Version) -> Version? = { _ in nil }
  ) -> [AffectedRange<Version>]? {
    var joined: [AffectedRange<Version>] = []
    for range in ranges.sorted(by: { $0.from < $1.from }) {
      let end: Version?
      switch range.end {
      case .open: end = nil
      case .fixed(let version): end = version
      case .last(let version):
        guard let next = lastPatches(version) ?? version.nextPatch else { return nil }
        end = next
      }
      if let end, end <= range.from { return nil }
      guard let last = joined.last, last.fixedIn.map({ range.from <= $0 }) ?? true else {
        joined.append(AffectedRange(from: range.from, fixedIn: end))
        continue
      }
      guard let before = last.fixedIn, end.map({ $0 > before }) ?? true else { continue }
      joined[joined.count - 1] = AffectedRange(from: last.from, fixedIn: end)
    }
    return joined.isEmpty || joined.count > Knowledge.mostRanges ? nil : joined
  }
}
