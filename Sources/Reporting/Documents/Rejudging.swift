import Exposure

/// Judges observations in list order, of a scan or of JSON Lines: each endpoint by itself, and those of one name beside
/// each other.
public struct Rejudging {
  /// How many endpoints of one name are compared at once at most; a control plane has three to nine addresses. More come
  /// from a name with dozens of ports, and are compared in parts.
  static let capacity = 4096
  /// How many bytes they may take.
  static let byteCapacity = 16 * 1024 * 1024

  private let knowledge: Knowledge
  private let write: (Observation, Assessment) throws -> Void
  private var held: [(observation: Observation, assessment: Assessment)] = []
  private var heldBytes = 0

  /// Judges by this knowledge, and gives what is judged on in the order in which it comes.
  public init(knowing knowledge: Knowledge, write: @escaping (Observation, Assessment) throws -> Void) {
    self.knowledge = knowledge
    self.write = write
  }

  /// Takes the next endpoint. Throws what writing throws.
  public mutating func take(_ observation: Observation) throws {
    let target = observation.endpoint.target
    if let before = held.last?.observation.endpoint.target, before != target || isFull { try finish() }
    let assessment = assess(observation, knowing: knowledge)
    if target.serverName == nil {
      try write(observation, assessment)
    } else {
      held.append((observation, assessment))
      heldBytes += observation.retainedBytes
    }
  }

  private var isFull: Bool { held.count >= Self.capacity || heldBytes >= Self.byteCapacity }

  /// Gives on what still waits for others of its name. Throws what writing throws.
  public mutating func finish() throws {
    guard !held.isEmpty else { return }
    ControlPlane.compare(&held)
    let judged = held
    held.removeAll()
    heldBytes = 0
    for (observation, assessment) in judged { try write(observation, assessment) }
  }
}
