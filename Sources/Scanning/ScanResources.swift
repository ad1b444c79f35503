/// Why a scan cannot be begun.
public enum ScanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The limit on open files is too low for a scan of any size.
  case tooFewOpenFiles(limit: UInt64, needed: UInt64)
  /// The limit on memory is too low for a scan of any size, in bytes.
  case tooLittleMemory(limit: UInt64, needed: UInt64, kind: MemoryLimit.Kind)
  /// There is room for too few threads, for a scan of any size.
  case tooFewThreads(room: Int, needed: Int)
  /// The system refused a call.
  case systemCall(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .tooFewOpenFiles(let limit, let needed):
      // How many the runtime opens differs by a few from run to run.
      "the limit on open files is \(limit), too low for a scan: raise it to \(max(32, needed)) or more "
        + "(ulimit -n \(max(32, needed)))"
    case .tooLittleMemory(let limit, let needed, let kind):
      "the limit on \(kind.words) is \(limit >> 20) MB, and a scan needs \(needed >> 20) MB at least: raise it "
        + "(\(kind.advice(megabytes: needed >> 20)))"
    case .tooFewThreads(let room, let needed):
      "the limit on processes leaves room for \(room) threads, and a scan needs \(needed) at least: raise it "
        + "(ulimit -u, which counts all threads of the user, or pids.max of the control group)"
    case .systemCall(let reason): reason
    }
  }
}

/// How much of what the machine has a scan takes.
public struct ScanResources: Sendable, Hashable {
  /// Threads that talk TLS.
  public var eventLoops: Int
  /// Threads that wait in the system's resolver.
  public var resolverThreads: Int
  /// Endpoints that are worked on at the same time.
  public var concurrency: Int

  /// Makes the resources that a scan would like to have.
  public init(eventLoops: Int, resolverThreads: Int = ScanSettings.mostResolverThreads, concurrency: Int) {
    self.eventLoops = eventLoops
    self.resolverThreads = resolverThreads
    self.concurrency = concurrency
  }
}
