import DequeModule
import Exposure

/// Brings observations back into the order in which their endpoints were begun, and says when so many wait
/// for the first unfinished one that no more may begin.
struct ReorderBuffer {
  private struct Place {
    let destination: UInt64
    var finished: Finished?
  }

  /// An observation by reference: a place whose endpoint is still silent, as most are, takes a pointer's room.
  private final class Finished {
    let observation: Observation

    init(_ observation: Observation) {
      self.observation = observation
    }
  }

  private let capacity: Int
  private let byteCapacity: Int
  private var places = Deque<Place>()
  private var first: UInt64 = 0
  private var bytes = 0

  init(capacity: Int = Bounds.reorderWindow, byteCapacity: Int = Bounds.reorderBytes) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  /// Whether another endpoint may begin.
  var hasRoom: Bool { places.count < capacity && bytes < byteCapacity }

  /// Whether every observation has been taken out.
  var isEmpty: Bool { places.isEmpty }

  /// Whether `next` finds one.
  var hasNext: Bool { places.first?.finished != nil }

  /// Takes a place for an endpoint that begins now; its number is for `complete`.
  mutating func reserve(destination: UInt64) -> UInt64 {
    places.append(Place(destination: destination, finished: nil))
    return first + UInt64(places.count - 1)
  }

  /// Puts an observation into the place that was taken for it.
  mutating func complete(_ number: UInt64, _ observation: Observation) {
    guard number >= first, number - first < UInt64(places.count) else { return }
    places[Int(number - first)].finished = Finished(observation)
    bytes += observation.evidenceBytes
  }

  /// Takes out the next observation in order, with the position of its destination; nil while it is missing.
  mutating func next() -> (observation: Observation, destination: UInt64)? {
    guard let place = places.first, let observation = place.finished?.observation else { return nil }
    places.removeFirst()
    first += 1
    bytes -= observation.evidenceBytes
    return (observation, place.destination)
  }
}

extension Observation {
  /// About how much memory the stranger's own words in it take.
  fileprivate var evidenceBytes: Int {
    responses.reduce(0) { sum, response in
      response.headers.reduce(sum + response.body.utf8.count) {
        $0 + $1.name.utf8.count + $1.value.utf8.count + MemoryLayout<HeaderField>.size
      }
    }
  }
}
