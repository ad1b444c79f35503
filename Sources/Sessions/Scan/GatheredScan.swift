import Exposure
import Pipeline
import Scanning
import Synchronization
import Targets

extension Scanner {
  /// Scans a list that is short enough to be held, and gives what was observed, in the order of the list. Throws what
  /// scanning throws, and a `ProxyUnusable` where the proxy did not work.
  package static func observations(
    of list: TargetList, with settings: ScanSettings
  ) async throws -> [Observation] {
    let observations = Mutex<[Observation]>([])
    let queue = ObservationQueue()
    async let consumed: Void = queue.forEach { observation in
      observations.withLock { $0.append(observation) }
    }
    defer { queue.end() }
    let end = try await Scanner(settings: settings).scan(
      list, excluding: list.exclusions.excludes(address:port:), into: queue)
    queue.end()
    try await consumed
    if case .proxyFailed(let fault, _) = end, let proxy = settings.proxy {
      throw ProxyUnusable(proxy.url, fault)
    }
    return observations.withLock(\.self)
  }
}
