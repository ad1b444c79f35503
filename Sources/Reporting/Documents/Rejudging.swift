import Exposure

/// Judges again what JSON Lines hold: each endpoint by itself, and those of one name beside each other, as a scan does.
public struct Rejudging {
  /// How many endpoints of one name are compared at once at most; a control plane has three to nine addresses.
  static let capacity = 4096

  private let knowledge: Knowledge
  private let write: (Observation, Assessment) throws -> Void
  private var held: [(observation: Observation, assessment: Assessment)] = []

  /// Judges by this knowledge, and gives what is judged on in the order in which it comes.
  public init(knowing knowledge: Knowledge, write: @escaping (Observation, Assessment) throws -> Void) {
    self.knowledge = knowledge
    self.write = write
  }

  /// Takes the next endpoint. Throws what writing throws.
  public mutating func take(_ observation: Observation) throws {
    let target = observation.endpoint.target
    if let before = held.last?.observation.endpoint.target, before != target || held.count >= Self.capacity {
      try finish()
    }
    let assessment = assess(observation, knowing: knowledge)
    if target.serverName == nil {
      try write(observation, assessment)
    } else {
      held.append((observation, assessment))
    }
  }

  /// Gives on what still waits for others of its name. Throws what writing throws.
  public mutating func finish() throws {
    guard !held.isEmpty else { return }
    ControlPlane.compare(&held)
    for (observation, assessment) in held { try write(observation, assessment) }
    held.removeAll()
  }
}
