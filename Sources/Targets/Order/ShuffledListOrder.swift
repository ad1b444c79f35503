/// The endpoints of a list in a pseudo-random order, so that no subnet is hammered: the same order for the same list,
/// shard and seed, on every machine.
public struct ShuffledListOrder: Sequence, Sendable {
  private let index: ListIndex
  private let shard: Shard
  private let part: ListPart?
  private let count: UInt64
  private let permutation: Permutation

  /// The way through a list, or through the part of it that `shard` names, that belongs to a seed.
  public init(_ list: TargetList, shard: Shard = .whole, seed: UInt64) {
    index = ListIndex(list)
    self.shard = shard
    part = shard == .whole ? nil : ListPart(shard: shard, list: list.fingerprint)
    count = shard.size(of: list.endpointCount)
    permutation = Permutation(count: count, seed: seed)
  }

  /// Walks the list in the order of the seed.
  public func makeIterator() -> Iterator {
    Iterator(order: self)
  }

  /// Walks the list once.
  public struct Iterator: IteratorProtocol {
    private let order: ShuffledListOrder
    private var done: UInt64 = 0

    fileprivate init(order: ShuffledListOrder) {
      self.order = order
    }

    /// The next endpoint, as a destination with one port.
    public mutating func next() -> Destination? {
      guard done < order.count else { return nil }
      defer { done += 1 }
      let position = order.shard.position(at: order.permutation[done])
      return order.index.destination(at: position)?
        .placed(at: ListPlace(position: position, part: order.part))
    }
  }
}
