import Reporting

extension Listing {
  /// The listing as standard output gets it.
  package func text(_ format: ListingFormat, noColor: Bool) -> String {
    let bytes = bytes(format, style: StandardOutput.style(refusesColour: noColor))
    return String(decoding: bytes, as: UTF8.self)
  }
}
