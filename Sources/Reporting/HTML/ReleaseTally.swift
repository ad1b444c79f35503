import Exposure

/// How many endpoints run which minor release, as far as they tell it, and which of these releases had ended.
struct ReleaseTally {
  /// One minor release.
  struct Entry {
    let release: MinorRelease
    var count = 0
    var hasEnded = false
  }

  private var entries: [MinorRelease: Entry] = [:]

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    guard let version = assessment.version?.kubernetesVersion else { return }
    var entry = entries[version.release] ?? Entry(release: version.release)
    entry.count += 1
    if let end = assessment.releaseEndOfLife, end < observation.scannedAt { entry.hasEnded = true }
    // A hostile fleet may name any number of releases; more than this are no Kubernetes.
    if entries[version.release] != nil || entries.count < 1000 { entries[version.release] = entry }
  }

  /// The newest first.
  var sorted: [Entry] { entries.values.sorted { $0.release > $1.release } }
}
