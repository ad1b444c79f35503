/// One of several parts of a list, by position: of 16 shards, shard 3 holds the endpoints 2, 18, 34 and so on, counted
/// from 0. The parts are disjoint, together they are the whole list, and no block of it falls to one of them.
public struct Shard: Sendable, Hashable, Codable {
  /// Which part it is, from 1.
  public let number: UInt32
  /// How many parts there are, 1 to `most`.
  public let count: UInt32

  /// More parts than anybody has machines.
  public static let most: UInt32 = 100_000

  /// The list as a whole.
  public static let whole = Shard(uncheckedNumber: 1, of: 1)

  private init(uncheckedNumber number: UInt32, of count: UInt32) {
    self.number = number
    self.count = count
  }

  /// Part `number` of `count`; nil where there is no such part.
  public init?(_ number: UInt32, of count: UInt32) {
    guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
    self.init(uncheckedNumber: number, of: count)
  }

  /// Reads `3/16`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) }),
      let number = UInt32(parts[0]), let count = UInt32(parts[1])
    else { return nil }
    self.init(number, of: count)
  }

  /// Whether the endpoint at a position belongs to this part.
  public func holds(position: UInt64) -> Bool {
    position % UInt64(count) == UInt64(number - 1)
  }

  /// How many of `total` endpoints belong to this part.
  public func size(of total: UInt64) -> UInt64 {
    let (quotient, rest) = total.quotientAndRemainder(dividingBy: UInt64(count))
    return quotient + (UInt64(number - 1) < rest ? 1 : 0)
  }

  /// The position in the list of this part's endpoint number `index`, from 0.
  func position(at index: UInt64) -> UInt64 {
    index * UInt64(count) + UInt64(number - 1)
  }
}

extension Shard: CustomStringConvertible {
  /// `3/16`.
  public var description: String { "\(number)/\(count)" }
}
