import Exposure

/// What changed since an earlier scan of the same targets.
public struct ChangesSince: Sendable {
  /// The changes, by kind and then in target order.
  public var changes: [Change]
  /// What they are measured from, as in `scan 12 (2026-11-23T22:04:55Z)`.
  public var since: String

  /// Makes a comparison.
  public init(_ changes: [Change], since: String) {
    self.changes = changes
    self.since = since
  }
}
