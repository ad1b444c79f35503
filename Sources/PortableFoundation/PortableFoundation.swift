// The small half of Foundation where there is one: the whole adds 30 MB to a static binary on Linux.
#if canImport(FoundationEssentials)
  @_exported import FoundationEssentials
#else
  @_exported import Foundation
#endif
