/// Where a destination is, before name resolution.
public enum DestinationHost: Sendable, Hashable {
  /// A name in ASCII that is still to be resolved; a trailing dot keeps it from the resolver's search list.
  case name(String)
  /// An address.
  case address(IPAddress)
}

/// One host of a target list with all the ports that are asked on it.
public struct Destination: Sendable, Hashable {
  /// The entry of the list that it comes from.
  public let target: Target
  /// The name or address.
  public let host: DestinationHost
  /// The ports in the order of the list, without those that are excluded or that came earlier; never empty.
  public let ports: [UInt16]
  /// Whether the paths are asked inside TLS or in the clear.
  public let transport: Transport
  /// Where its first port stands in the list; nil before a list order has walked it.
  public internal(set) var place: ListPlace?

  /// The place of the port at an index of `ports`.
  public func place(ofPortAt index: Int) -> ListPlace? {
    place.map { ListPlace(position: $0.position + UInt64(index), part: $0.part) }
  }
}

/// The destinations of one entry, made one at a time: a block of millions takes no more memory than an address.
public struct Destinations: Sequence, IteratorProtocol, Sendable {
  private let target: Target
  private let transport: Transport
  private var rest: Expansion.Content
  private var segmentIndex = 0
  private var offset: UInt128 = 0

  init(entry: TargetEntry, content: Expansion.Content) {
    target = entry.target
    transport = entry.transport
    rest = content
  }

  /// No destinations: what a blank line brings.
  static let none = Destinations()

  private init() {
    target = Target(text: "")
    transport = .tls
    rest = .nothing
  }

  /// The next destination, addresses of a block in ascending order.
  public mutating func next() -> Destination? {
    switch rest {
    case .nothing:
      return nil
    case .host(let host, let ports):
      rest = .nothing
      return Destination(target: target, host: host, ports: ports, transport: transport)
    case .segments(let segments, let block):
      guard segmentIndex < segments.count else { return nil }
      let segment = segments[segmentIndex]
      let number = segment.numbers.lowerBound + offset
      if number == segment.numbers.upperBound {
        segmentIndex += 1
        offset = 0
      } else {
        offset += 1
      }
      return Destination(
        target: target, host: .address(block.address(at: number)), ports: segment.ports, transport: transport)
    }
  }
}
