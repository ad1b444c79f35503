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

// Errors of getaddrinfo(3) that some C libraries have no names for (netdb.h of glibc and musl: -5 and -9).

#if canImport(Darwin)
  /// EAI_NODATA: the name exists, and has no address.
  package let nameHasNoAddress = EAI_NODATA
  /// EAI_ADDRFAMILY: the name has no address of the family.
  package let nameHasNoAddressOfFamily = EAI_ADDRFAMILY
#else
  /// EAI_NODATA: the name exists, and has no address.
  package let nameHasNoAddress: CInt = -5
  /// EAI_ADDRFAMILY: the name has no address of the family.
  package let nameHasNoAddressOfFamily: CInt = -9
#endif
