import CEpoll
import PortableLibc

/// A limit on the memory of the process, which bounds how many endpoints can be worked on at once. A process that meets
/// it ends without a message: an allocation that fails is a trap in Swift, and a control group kills.
public struct MemoryLimit: Sendable, Hashable {
  /// What is limited.
  public enum Kind: Sendable, Hashable {
    /// The address space, mapped or used: RLIMIT_AS, setrlimit(2).
    case addressSpace
    /// The memory of the control group: `memory.max` of cgroup v2, `memory.limit_in_bytes` of v1.
    case controlGroup

    /// As in "the limit on the address space".
    var words: String {
      switch self {
      case .addressSpace: "the address space"
      case .controlGroup: "the memory of the control group"
      }
    }

    func advice(megabytes: UInt64) -> String {
      switch self {
      case .addressSpace: "ulimit -v \(megabytes << 10)"
      case .controlGroup: "memory.max, or resources.limits.memory of a pod"
      }
    }
  }

  /// What is limited.
  public var kind: Kind
  /// How much there may be, in bytes.
  public var limit: UInt64
  /// How much of it is taken now, in bytes.
  public var taken: UInt64

  /// Makes a limit.
  public init(kind: Kind, limit: UInt64, taken: UInt64) {
    self.kind = kind
    self.limit = limit
    self.taken = taken
  }

  /// A thread's stack, and what its allocations map beside.
  private static let eachThread: UInt64 = 9 << 20
  /// Threads of the runtime and of the scan beside event loops and resolver.
  private static let fixedThreads: UInt64 = 8
  /// Threads that the runtime starts before a command can say anything.
  private static let runtimeThreads: UInt64 = 4
  /// What a scan takes before its first endpoint, beside stacks: tables, knowledge, TLS contexts, and the observations that
  /// wait for their turn.
  private static let base: UInt64 = 32 << 20
  /// An endpoint that is talking: its TLS session and buffers.
  private static let eachEndpoint: UInt64 = 96 << 10

  /// A thread's stack, as far as the limit counts it: stacks are mapped whole and used little.
  private var thread: UInt64 { kind == .addressSpace ? Self.eachThread : 256 << 10 }

  /// What a scan takes beside event loops, resolver threads and endpoints.
  private var fixed: UInt64 { taken + Self.base + Self.fixedThreads * thread }

  /// What a scan of one endpoint at a time needs.
  private var least: UInt64 { fixed + 2 * thread + Self.eachEndpoint }

  /// How much of `wanted` the limit allows.
  /// - Throws: `ScanError.tooLittleMemory` where that is nothing.
  public func allowed(of wanted: ScanResources) throws(ScanError) -> ScanResources {
    guard limit >= least else { throw .tooLittleMemory(limit: limit, needed: least, kind: kind) }
    let room = limit - fixed
    let loops = max(1, min(UInt64(clamping: wanted.eventLoops), room / (8 * thread)))
    let resolvers = max(1, min(UInt64(clamping: wanted.resolverThreads), room / (4 * thread)))
    let rest = room - min(room, (loops + resolvers) * thread)
    let endpoints = max(1, min(UInt64(clamping: wanted.concurrency), rest / Self.eachEndpoint))
    return ScanResources(
      eventLoops: Int(loops), resolverThreads: Int(resolvers), concurrency: Int(endpoints))
  }
}

extension MemoryLimit {
  /// The limits that can be known, on Linux: the process's own, and those of its control group and the ones above it.
  public static func current() -> [MemoryLimit] {
    [addressSpace(), controlGroup()].compactMap(\.self)
  }

  /// Makes the process frugal with its address space where that is limited; to be called before the first thread is
  /// started. glibc sets 64 MB aside for each thread that allocates (mallopt(3), M_ARENA_MAX), which a limit counts
  /// though nobody uses them.
  public static func prepare() {
    if addressSpace() != nil { CEpoll_share_one_arena() }
  }

  /// Sees whether the runtime can start its threads (libdispatch waits for ever where it cannot). To be called before
  /// anything asynchronous runs.
  public static func checkRuntime() throws(ScanError) {
    guard let limit = addressSpace(), limit.left < runtimeThreads * eachThread else { return }
    // What the runtime takes now will be among what is taken later.
    throw .tooLittleMemory(limit: limit.limit, needed: limit.least + base, kind: .addressSpace)
  }

  private static func addressSpace() -> MemoryLimit? {
    #if os(Linux)
      var limits = rlimit()
      guard getrlimit(.addressSpace, &limits) == 0, limits.rlim_cur < rlim_t(Int64.max) else { return nil }
      // statm: sizes in pages, the whole first (proc(5)).
      let pages = text("/proc/self/statm").split(separator: " ").first.flatMap { UInt64($0) } ?? 0
      return MemoryLimit(
        kind: .addressSpace, limit: UInt64(limits.rlim_cur),
        taken: pages * UInt64(sysconf(CInt(_SC_PAGESIZE))))
    #else
      return nil
    #endif
  }

  /// The tightest limit among the control group of the process and those above it.
  private static func controlGroup() -> MemoryLimit? {
    let membership = text("/proc/self/cgroup")
    return ControlGroupVersion.allCases.flatMap { version in
      version.directories(membership: membership).compactMap { limit(of: $0, version) }
    }.min { $0.left < $1.left }
  }

  private static func limit(of directory: String, _ version: ControlGroupVersion) -> MemoryLimit? {
    guard let limit = UInt64(trimmed(text("\(directory)/\(version.limit)"))), limit < UInt64(Int64.max) / 2
    else { return nil }
    let used = UInt64(trimmed(text("\(directory)/\(version.usage)"))) ?? 0
    // The page cache that nobody uses now is given back before anything is killed.
    let prefix = version.inactiveCache + " "
    let cache =
      text("\(directory)/memory.stat").split(separator: "\n")
      .first { $0.hasPrefix(prefix) }.flatMap { UInt64($0.dropFirst(prefix.count)) } ?? 0
    return MemoryLimit(kind: .controlGroup, limit: limit, taken: used - min(used, cache))
  }

  /// As in `the limit on the address space is 256 MB, of which 120 MB are taken`.
  public var description: String {
    "the limit on \(kind.words) is \(limit >> 20) MB, of which \(taken >> 20) MB are taken"
  }

  private var left: UInt64 { limit - min(limit, taken) }

  /// The first 4 KiB of a file of the kernel's; empty if there is none.
  static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    return String(decoding: (try? readBytes(descriptor, atMost: 4096)) ?? [], as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> Substring { text.prefix { !$0.isWhitespace } }
}
