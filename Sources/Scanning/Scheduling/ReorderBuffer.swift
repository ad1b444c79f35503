import DequeModule
import Exposure
import Targets

/// Brings observations back into the order in which their endpoints were begun, and counts the bytes of all that waits
/// for the first unfinished one.
struct ReorderBuffer {
  private struct Place {
    let destination: UInt64
    let endsName: Bool
    /// What the target of the endpoint takes, where no place before it counts it already.
    let targetBytes: Int
    /// Whether its observation may prove worthless, and is held back until that is known.
    let isOnApproval: Bool
    /// By reference: a place whose endpoint is still silent, as most are, takes a pointer's room.
    var finished: OrderedObservation?
  }

  private let capacity: Int
  private var places = Deque<Place>()
  private var first: UInt64 = 0
  private var lastTarget: Target?

  /// The bytes that are held: places, their targets, and all that strangers said.
  private(set) var bytes = 0

  init(capacity: Int = Bounds.reorderWindow) {
    self.capacity = capacity
  }

  /// Whether there is a place for another endpoint.
  var hasPlace: Bool { places.count < capacity }

  /// Whether every observation has been taken out.
  var isEmpty: Bool { places.isEmpty }

  /// Whether `next` finds one.
  var hasNext: Bool { places.first?.finished != nil }

  /// Whether the one that `next` finds stands, whatever becomes of those on approval.
  var nextStands: Bool { places.first?.isOnApproval == false }

  /// Takes a place for an endpoint that begins now; its number is for `complete`.
  /// - Parameters:
  ///   - endsName: Whether it is the last of a name's endpoints.
  ///   - isOnApproval: Whether its observation may prove worthless.
  mutating func reserve(
    destination: UInt64, target: Target, endsName: Bool = false, isOnApproval: Bool = false
  ) -> UInt64 {
    // The endpoints of a block share their target and come one after the other.
    let targetBytes = target === lastTarget ? 0 : target.retainedBytes
    lastTarget = target
    places.append(
      Place(
        destination: destination, endsName: endsName, targetBytes: targetBytes, isOnApproval: isOnApproval,
        finished: nil))
    bytes += targetBytes + MemoryLayout<Place>.stride
    return first + UInt64(places.count - 1)
  }

  /// Puts an observation, and what it means where that was read, into the place that was taken for it.
  /// - Returns: The bytes that it takes; 0 where there is no such place.
  @discardableResult mutating func complete(
    _ number: UInt64, _ observation: Observation, read reading: EndpointReading? = nil
  ) -> Int {
    guard number >= first, number - first < UInt64(places.count) else { return 0 }
    let index = Int(number - first)
    let ordered = OrderedObservation(
      observation, read: reading, destination: places[index].destination, endsName: places[index].endsName)
    places[index].finished = ordered
    bytes += ordered.bytes
    return ordered.bytes
  }

  /// Takes out the next observation in order; nil while it is missing.
  mutating func next() -> OrderedObservation? {
    guard let place = places.first, let ordered = place.finished else { return nil }
    places.removeFirst()
    first += 1
    bytes -= ordered.bytes + place.targetBytes + MemoryLayout<Place>.stride
    return ordered
  }
}
