/// What a target or an exclusion names, before any resolution.
public enum Host: Sendable, Hashable {
  /// A name in ASCII (A-labels), lower case; with a trailing dot where it was written with one, which keeps it from
  /// the resolver's search list.
  case name(String)
  /// A single address, a CIDR block or a range.
  case block(AddressBlock)
}

extension Host: CustomStringConvertible {
  /// The name, the address, or `first-last`.
  public var description: String {
    switch self {
    case .name(let name): name
    case .block(let block): block.description
    }
  }
}
