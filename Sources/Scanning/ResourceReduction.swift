/// What a limit of the machine takes from the resources that a scan would like to have.
public enum ResourceReduction: Sendable, Hashable {
  /// The concurrency, because so many files may be open.
  case openFiles(limit: UInt64, from: Int, to: Int)
  /// The concurrency, because of a limit on memory.
  case memory(MemoryLimit, from: Int, to: Int)
  /// Event loops and resolver threads, because so many threads can be made.
  case threads(room: Int, from: ScanResources, to: ScanResources)
}

/// The limits of the machine on what a scan takes.
struct ResourceLimits {
  /// How many files may be open, and how many are or will be.
  var openFiles: (limit: UInt64, taken: UInt64)
  /// The limits on memory.
  var memory: [MemoryLimit]
  /// How many threads can be made for these resources. Asked for what the other limits leave.
  var threads: (ScanResources) -> Int

  /// What the limits allow of these resources.
  /// - Parameter tell: Takes each reduction as it is decided, also where a limit behind it allows no scan at all.
  func allowed(
    of wanted: ScanResources, _ tell: (ResourceReduction) -> Void
  ) throws(ScanError) -> ScanResources {
    var allowed = try OpenFileLimit.allowed(within: openFiles.limit, taken: openFiles.taken, of: wanted)
    if allowed.concurrency < wanted.concurrency {
      tell(.openFiles(limit: openFiles.limit, from: wanted.concurrency, to: allowed.concurrency))
    }
    for limit in memory {
      let before = allowed
      allowed = try limit.allowed(of: before)
      if allowed.concurrency < before.concurrency {
        tell(.memory(limit, from: before.concurrency, to: allowed.concurrency))
      }
    }
    let (before, room) = (allowed, threads(allowed))
    allowed = try ThreadLimit.allowed(within: room, of: before)
    if allowed != before { tell(.threads(room: room, from: before, to: allowed)) }
    return allowed
  }
}

extension ScanSettings {
  /// Lowers what the scan takes of the machine to what the limits of the process allow.
  /// - Parameters:
  ///   - files: How many files will be held open for reports and a history.
  ///   - tell: Takes each reduction as it is decided, also where a limit behind it allows no scan at all.
  /// - Throws: A `ScanError` where a limit allows no scan at all.
  public mutating func lower(
    holding files: Int, _ tell: (ResourceReduction) -> Void
  ) throws(ScanError) {
    let limits = ResourceLimits(
      openFiles: (OpenFileLimit.raise(), OpenFileLimit.openNow() + UInt64(files)),
      memory: MemoryLimit.current(), threads: ThreadLimit.room(for:))
    let allowed = try limits.allowed(
      of: ScanResources(eventLoops: eventLoops, resolverThreads: resolverThreads, concurrency: concurrency),
      tell)
    eventLoops = allowed.eventLoops
    resolverThreads = allowed.resolverThreads
    concurrency = allowed.concurrency
  }
}
