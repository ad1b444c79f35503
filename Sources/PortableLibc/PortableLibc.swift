// The C library of the platform. A function that a type hides with one of its own is `PortableLibc.close` there.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif

#if canImport(Glibc)
  /// Whether the C library is glibc, for what only its allocator does.
  package let isGlibc = true
#else
  /// Whether the C library is glibc, for what only its allocator does.
  package let isGlibc = false
#endif
