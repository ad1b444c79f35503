/// Judges observations in list order, of a scan, of JSON Lines or of a history: each endpoint by itself, and those of
/// one name beside each other. What reports, compares or keeps endpoints judges by it; a watch and the count of a
/// history's clusters need nothing of other addresses, and call `assess(_:knowing:)` for each endpoint.
public struct ObservationJudge {
  /// An endpoint and what is known of it.
  public typealias Judged = (observation: Observation, assessment: Assessment)

  /// How many endpoints of one name are compared at once at most; a control plane has three to nine addresses. More come
  /// from a name with dozens of ports, and are compared in parts.
  static let capacity = 4096
  /// How many bytes they may take.
  static let byteCapacity = 16 * 1024 * 1024

  private let knowledge: Knowledge
  private let write: (Observation, Assessment) throws -> Void
  private var held: [Judged] = []
  private var heldBytes = 0

  /// Judges by this knowledge, and passes each endpoint on in the order in which it comes.
  public init(knowing knowledge: Knowledge, write: @escaping (Observation, Assessment) throws -> Void) {
    self.knowledge = knowledge
    self.write = write
  }

  /// Judges observations that are all in memory; in their order.
  public static func judged(_ observations: [Observation], knowing knowledge: Knowledge) -> [Judged] {
    var judged: [Judged] = []
    judged.reserveCapacity(observations.count)
    var judge = ObservationJudge(knowing: knowledge) { judged.append(($0, $1)) }
    do {
      for observation in observations { try judge.take(observation) }
      try judge.finish()
    } catch {
      // Only writing throws, and appending to an array does not.
    }
    return judged
  }

  /// Takes the next endpoint, and what it means where that was read before. Throws what writing throws.
  public mutating func take(_ observation: Observation, read reading: EndpointReading? = nil) throws {
    let target = observation.endpoint.target
    if let before = held.last?.observation.endpoint.target, before != target || isFull { try finish() }
    let assessment = assess(observation, read: reading, knowing: knowledge)
    if target.serverName == nil {
      try write(observation, assessment)
    } else {
      held.append((observation, assessment))
      heldBytes += observation.retainedBytes
    }
  }

  private var isFull: Bool { held.count >= Self.capacity || heldBytes >= Self.byteCapacity }

  /// Passes on what still waits for others of its name. Throws what writing throws.
  public mutating func finish() throws {
    guard !held.isEmpty else { return }
    ControlPlane.compare(&held)
    let judged = held
    held.removeAll()
    heldBytes = 0
    for (observation, assessment) in judged { try write(observation, assessment) }
  }
}
