import Exposure
import Pipeline
import Scanning
import Synchronization
import Targets

extension Scanner {
  /// Scans a list that is short enough to be held, and gives what was observed, in the order of the list. Throws what
  /// scanning throws.
  package func observations(of list: TargetList) async throws -> [Observation] {
    let observations = Mutex<[Observation]>([])
    let queue = ObservationQueue()
    async let consumed: Void = queue.forEach { observation in
      observations.withLock { $0.append(observation) }
    }
    defer { queue.end() }
    _ = try await scan(list, excluding: list.exclusions.excludes(address:port:), into: queue)
    queue.end()
    try await consumed
    return observations.withLock(\.self)
  }
}
