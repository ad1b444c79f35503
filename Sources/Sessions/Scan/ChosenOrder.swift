import Targets

/// Which part of a list is scanned, and in which order.
package struct ChosenOrder: Sendable, Hashable {
  /// The part.
  package var shard: Shard
  /// The seed of a pseudo-random order; nil for the order of the list.
  package var seed: UInt64?

  /// This part, in the order of the seed or of the list.
  package init(shard: Shard = .whole, seed: UInt64? = nil) {
    self.shard = shard
    self.seed = seed
  }
}
