import Exposure
import Scanning

/// What a scan walks: a list that is known as a whole, or one that is still coming.
enum ScanList {
  case whole(TargetList)
  case streamed(StreamedTargets)

  /// The endpoints in all, as far as that is known; names count once for each port.
  var total: UInt64? {
    switch self {
    case .whole(let list): list.endpointCount
    case .streamed(let targets): targets.total
    }
  }

  /// The endpoints that are left out because they came earlier.
  var duplicateCount: Int {
    switch self {
    case .whole(let list): Int(clamping: list.duplicateCount)
    case .streamed(let targets): Int(clamping: targets.duplicateCount)
    }
  }

  /// The endpoints that are left out because they are excluded.
  var excludedCount: Int {
    switch self {
    case .whole(let list): Int(clamping: list.excludedCount)
    case .streamed(let targets): Int(clamping: targets.excludedCount)
    }
  }

  /// Scans all of it.
  func scan(
    with scanner: Scanner, skipping skipped: UInt64,
    deliver: @escaping @Sendable (Observation, UInt64) throws -> Void
  ) async throws -> ScanEnd {
    switch self {
    case .whole(let list):
      try await scanner.scan(
        list, skipping: skipped, excluding: list.exclusions.excludes(address:port:), deliver: deliver)
    case .streamed(let targets):
      try await scanner.scan(
        targets, skipping: skipped, excluding: targets.excludes(address:port:), deliver: deliver)
    }
  }
}
