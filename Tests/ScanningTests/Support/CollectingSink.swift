import Exposure
import NIOConcurrencyHelpers
import Testing

/// Keeps everything that a scan puts into it, and holds nothing up. What a scan read piece by piece has to be what its
/// whole observation says.
final class CollectingSink: ObservationSink {
  private struct State {
    var taken: [OrderedObservation] = []
    var load = SinkLoad.holding(count: 0, bytes: 0)
    var onRoom: (@Sendable () -> Void)?
  }

  private let state = NIOLockedValueBox(State())
  private let onPut: @Sendable ([OrderedObservation]) -> Void

  /// `onPut` is called on the scanner's thread with each portion.
  init(onPut: @escaping @Sendable ([OrderedObservation]) -> Void = { _ in }) {
    self.onPut = onPut
  }

  var observations: [Observation] { state.withLockedValue { $0.taken.map(\.observation) } }

  var destinations: [UInt64] { state.withLockedValue { $0.taken.map(\.destination) } }

  func begin(onRoom: @escaping @Sendable () -> Void) {
    state.withLockedValue { $0.onRoom = onRoom }
  }

  func put(_ observations: [OrderedObservation]) {
    for ordered in observations {
      if let reading = ordered.reading { #expect(reading == EndpointReading(ordered.observation)) }
    }
    state.withLockedValue { $0.taken += observations }
    onPut(observations)
  }

  var load: SinkLoad { state.withLockedValue { $0.load } }

  /// Says from now on that it holds so much, or is closed.
  func pretend(_ load: SinkLoad) {
    let onRoom = state.withLockedValue { state in
      state.load = load
      return state.onRoom
    }
    onRoom?()
  }
}
