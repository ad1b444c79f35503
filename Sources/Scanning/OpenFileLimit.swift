import PortableLibc

/// The process's limit on open files, which bounds how many endpoints can be worked on at once.
public enum OpenFileLimit {
  /// An event loop of SwiftNIO: epoll, an eventfd and a timerfd.
  private static let eachEventLoop: UInt64 = 3
  /// A thread in getaddrinfo: its sockets to a name server and to the kernel, and a file of /etc.
  private static let eachResolverThread: UInt64 = 3
  /// An endpoint: its connection, and another one while the first stays open in silence.
  private static let eachEndpoint: UInt64 = 2
  /// The dialer's epoll and eventfd.
  private static let dialer: UInt64 = 2
  /// What the runtime's timers and signals open (libdispatch: epoll, eventfds, timerfd, signalfds), and what is open for
  /// a moment: a checkpoint, a directory that is synchronized.
  private static let runtime: UInt64 = 6

  /// OPEN_MAX of macOS (sys/syslimits.h).
  private static let largestOnMacOS: rlim_t = 10_240

  /// Raises the soft limit to the hard one, or as far as the system lets it, and says what it is now.
  public static func raise() -> UInt64 {
    var limit = rlimit()
    guard getrlimit(.openFiles, &limit) == 0 else { return 256 }
    // macOS has no hard limit at first, and refuses a soft one beyond OPEN_MAX (COMPATIBILITY in its setrlimit(2)).
    for wanted in [limit.rlim_max, min(limit.rlim_max, largestOnMacOS)] where limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = wanted
      if setrlimit(.openFiles, &raised) == 0 { limit = raised }
    }
    return UInt64(limit.rlim_cur)
  }

  /// How many descriptors are open, as far as the first thousand of them go.
  public static func openNow() -> UInt64 {
    UInt64((CInt(0)..<1024).count { fcntl($0, F_GETFD) >= 0 })
  }

  /// Sees whether the runtime itself can open what it needs (libdispatch ends the process where it cannot). To be called
  /// before anything asynchronous runs.
  public static func checkRuntime() throws(ScanError) {
    let limit = raise()
    let taken = openNow()
    guard limit >= taken + runtime else {
      // Without a report. What the runtime opens now will be among what is taken later.
      throw .tooFewOpenFiles(limit: limit, needed: least(taken: taken + runtime))
    }
  }

  /// What a scan opens beside event loops, resolver threads and connections.
  private static func fixed(taken: UInt64) -> UInt64 { taken + runtime + dialer }

  /// What a scan of one endpoint at a time needs.
  private static func least(taken: UInt64) -> UInt64 {
    fixed(taken: taken) + eachEventLoop + eachResolverThread + eachEndpoint
  }

  /// How much of `wanted` a limit allows.
  /// - Parameters:
  ///   - limit: How many files may be open.
  ///   - taken: How many are open now, or will be for reports and the history.
  ///   - wanted: What the scan would take where nothing is short.
  /// - Throws: `ScanError.tooFewOpenFiles` where not even one endpoint at a time can be worked on.
  public static func allowed(
    within limit: UInt64, taken: UInt64, of wanted: ScanResources
  ) throws(ScanError) -> ScanResources {
    let least = least(taken: taken)
    guard limit >= least else { throw .tooFewOpenFiles(limit: limit, needed: least) }
    let room = limit - fixed(taken: taken)
    // Most of what there is goes to connections.
    let loops = max(1, min(UInt64(wanted.eventLoops), room / (4 * eachEventLoop)))
    let resolvers = max(1, min(UInt64(wanted.resolverThreads), room / (4 * eachResolverThread)))
    let connections = room - loops * eachEventLoop - resolvers * eachResolverThread
    return ScanResources(
      eventLoops: Int(loops), resolverThreads: Int(resolvers),
      concurrency: Int(min(UInt64(wanted.concurrency), connections / eachEndpoint)))
  }

  /// Sees whether event loops can open what they need, because SwiftNIO ends the process where they cannot.
  static func checkRoom(eventLoops: Int) throws(ScanError) {
    let needed = UInt64(eventLoops) * eachEventLoop + dialer + 1
    var opened: [CInt] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < needed {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor < 0 else {
        opened.append(descriptor)
        continue
      }
      guard errno == EMFILE else { throw .systemCall("open /dev/null: \(systemReason(errno))") }
      let limit = raise()
      throw .tooFewOpenFiles(limit: limit, needed: limit + needed - UInt64(opened.count))
    }
  }
}
