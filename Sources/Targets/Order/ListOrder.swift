/// What a scan walks: the destinations of a list in its order, as far as they belong to a shard, each with its
/// position in the list.
public struct ListOrder<List: Sequence<Destination> & Sendable>: Sequence, Sendable {
  private let list: List
  private let shard: Shard
  private let part: ListPart?

  /// The way through a list, or through the part of it that `shard` names; `fingerprint` is the list's own, where it
  /// has one.
  public init(_ list: List, shard: Shard = .whole, fingerprint: String = "") {
    self.list = list
    self.shard = shard
    part = shard == .whole ? nil : ListPart(shard: shard, list: fingerprint)
  }

  /// Walks the list, lazily.
  public func makeIterator() -> Iterator {
    Iterator(destinations: list.makeIterator(), shard: shard, part: part)
  }

  /// Walks the list once.
  public struct Iterator: IteratorProtocol {
    private var destinations: List.Iterator
    private let shard: Shard
    private let part: ListPart?
    private var position: UInt64 = 0
    /// The rest of a destination some of whose ports belong to other shards.
    private var split: (destination: Destination, ports: ArraySlice<UInt16>)?

    fileprivate init(destinations: List.Iterator, shard: Shard, part: ListPart?) {
      self.destinations = destinations
      self.shard = shard
      self.part = part
    }

    /// The next destination; where there are several shards, with one port.
    public mutating func next() -> Destination? {
      while true {
        if let destination = nextOfSplit() { return destination }
        guard let destination = destinations.next() else { return nil }
        guard shard == .whole else {
          split = (destination, destination.ports[...])
          continue
        }
        defer { position += UInt64(destination.ports.count) }
        return destination.placed(at: ListPlace(position: position))
      }
    }

    private mutating func nextOfSplit() -> Destination? {
      while let port = split?.ports.popFirst() {
        defer { position += 1 }
        guard shard.holds(position: position), let whole = split?.destination else { continue }
        return whole.on(port: port).placed(at: ListPlace(position: position, part: part))
      }
      split = nil
      return nil
    }
  }
}

extension Destination {
  func placed(at place: ListPlace) -> Destination {
    var placed = self
    placed.place = place
    return placed
  }

  func on(port: UInt16) -> Destination {
    Destination(target: target, host: host, ports: [port], transport: transport)
  }
}
