// On Linux the XML parser stands in a module of its own.
#if canImport(FoundationXML)
  @_exported import FoundationXML
#endif
@_exported import Foundation
