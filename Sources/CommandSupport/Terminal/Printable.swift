import Reporting

/// Text of the user's own, safe for a terminal.
package func printable(_ text: String) -> String { TextSanitiser.terminal(text, limit: 1024) }

extension Listing {
  /// The listing as standard output gets it.
  package func text(_ format: ListingFormat, noColor: Bool) -> String {
    let bytes = bytes(
      format, width: StandardOutput.width, colour: StandardOutput.colour(isForbidden: noColor))
    return String(decoding: bytes, as: UTF8.self)
  }
}
