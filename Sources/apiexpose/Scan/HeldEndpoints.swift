import Exposure

/// The endpoints of one name, held back until they can be compared: they come in a row, and each may get a finding from
/// what another one shows.
struct HeldEndpoints {
  /// How many are held at most; more come only from a name with dozens of ports, and are compared in parts. A control
  /// plane has three to nine addresses.
  static let capacity = 4_096

  private var endpoints: [(observation: Observation, assessment: Assessment)] = []
  private var lastArrival = ContinuousClock.now

  var isEmpty: Bool { endpoints.isEmpty }

  var isFull: Bool { endpoints.count >= Self.capacity }

  /// Takes one in.
  mutating func append(_ observation: Observation, _ assessment: Assessment) {
    endpoints.append((observation, assessment))
    lastArrival = .now
  }

  /// Whether nothing came for so long that nothing more belongs to them, though the next target is not there yet: a
  /// list from a pipe may pause for hours.
  func isOverdue(after patience: Duration) -> Bool {
    !isEmpty && lastArrival.duration(to: .now) > patience
  }

  /// Compares them and gives them out; none are held after that.
  mutating func release() -> [(observation: Observation, assessment: Assessment)] {
    var released: [(observation: Observation, assessment: Assessment)] = []
    swap(&released, &endpoints)
    ControlPlane.compare(&released)
    return released
  }
}
