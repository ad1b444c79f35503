import DequeModule
import NIOCore

/// The connections that are being talked on, and how many of them are young: their server may still say something as soon
/// as servers do.
struct TalkingConnections {
  /// A server that has said nothing for so long is slow or silent.
  static let youth = TimeAmount.milliseconds(500)

  /// All that are talked on.
  private(set) var count = 0
  private var begun = Deque<NIODeadline>()

  /// At most so many are young.
  var young: Int { min(count, begun.count) }

  /// Takes in a connection that begins to talk.
  mutating func begin(now: NIODeadline) {
    count += 1
    begun.append(now)
  }

  /// Lets go of one that ended.
  mutating func end() {
    count -= 1
  }

  /// Lets connections grow older.
  /// - Returns: How many have ceased to be young, those that ended among them.
  mutating func age(now: NIODeadline) -> Int {
    let before = begun.count
    while let first = begun.first, now - first > Self.youth { begun.removeFirst() }
    return before - begun.count
  }
}
