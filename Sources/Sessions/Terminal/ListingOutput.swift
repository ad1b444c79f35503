import Reporting

extension Listing {
  /// The listing as standard output gets it.
  package func text(_ format: ListingFormat, style: TerminalStyle) -> String {
    let bytes = bytes(format, style: style)
    return String(decoding: bytes, as: UTF8.self)
  }
}
