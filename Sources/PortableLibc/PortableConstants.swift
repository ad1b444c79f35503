// What glibc declares as enumerations, and other C libraries as numbers.

/// SOCK_STREAM, as socket(2) and getaddrinfo(3) take it.
package let streamSocket: CInt = {
  #if canImport(Glibc)
    CInt(SOCK_STREAM.rawValue)
  #else
    SOCK_STREAM
  #endif
}()

#if canImport(Glibc)
  /// A resource of getrlimit(2).
  package typealias LimitedResource = __rlimit_resource_t
#else
  /// A resource of getrlimit(2).
  package typealias LimitedResource = CInt
#endif

extension LimitedResource {
  #if canImport(Glibc)
    /// RLIMIT_NOFILE: a number that is greater than each descriptor of the process.
    package static let openFiles = LimitedResource(RLIMIT_NOFILE.rawValue)
    /// RLIMIT_AS: the address space in bytes.
    package static let addressSpace = LimitedResource(RLIMIT_AS.rawValue)
  #else
    /// RLIMIT_NOFILE: a number that is greater than each descriptor of the process.
    package static let openFiles = RLIMIT_NOFILE
    /// RLIMIT_AS: the address space in bytes.
    package static let addressSpace = RLIMIT_AS
  #endif
}
