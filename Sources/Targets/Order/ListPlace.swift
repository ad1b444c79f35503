/// Where an endpoint stands in the list that it comes from: by this, the results of several machines are put back
/// into one order.
public struct ListPlace: Sendable, Hashable {
  /// The position of its name or address and port among all endpoints of the list, from 0. The addresses of one name
  /// share it.
  public var position: UInt64
  /// Which part of which list was scanned; nil where it was the whole.
  public var part: ListPart?

  /// Makes a place.
  public init(position: UInt64, part: ListPart? = nil) {
    self.position = position
    self.part = part
  }
}

/// A part of a list. A class, because every endpoint of the part shares it.
public final class ListPart: Sendable {
  /// Which part.
  public let shard: Shard
  /// The fingerprint of the list as a whole; empty where the list is a stream, which has none.
  public let list: String

  /// Makes a part.
  public init(shard: Shard, list: String) {
    self.shard = shard
    self.list = list
  }
}

extension ListPart: Hashable {
  /// Two parts are equal when they are the same shard of the same list.
  public static func == (left: ListPart, right: ListPart) -> Bool {
    left === right || (left.shard == right.shard && left.list == right.list)
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(shard)
    hasher.combine(list)
  }
}
