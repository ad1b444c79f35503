#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's limit on open files, which bounds how many endpoints can be worked on at once.
public enum OpenFileLimit {
  /// Descriptors that the process needs beside its connections: outputs, event loops, the resolver's sockets.
  static let reserved = 32 + Bounds.resolverThreads

  /// Raises the soft limit to the hard one, and says what it is now.
  public static func raise() -> UInt64 {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 256 }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return UInt64(limit.rlim_cur)
  }

  /// How many of `concurrency` endpoints a limit of `openFiles` allows at once; at least 1.
  public static func concurrency(_ concurrency: Int, within openFiles: UInt64) -> Int {
    let room = openFiles > UInt64(reserved) ? openFiles - UInt64(reserved) : 1
    return room < UInt64(concurrency) ? Int(room) : concurrency
  }
}
