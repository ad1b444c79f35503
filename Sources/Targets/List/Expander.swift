/// One entry of a list, expanded: what is left of it, and the counts behind that.
struct Expansion: Sendable {
  enum Content: Sendable {
    case nothing
    case host(DestinationHost, ports: [UInt16])
    case segments([BlockSegment], of: AddressBlock)
  }

  var content: Content
  /// Addresses, or 1 for a name.
  var addresses: UInt128
  /// Ports of each address.
  var ports: Int
  /// Endpoints whose address names no host.
  var nonHosts: UInt128 = 0
  /// Endpoints after exclusions, and without addresses that name no host.
  var allowed: UInt128
  /// Endpoints after exclusions and duplicates.
  var remaining: UInt128

  var all: UInt128 { addresses.saturatingMultiplied(by: UInt128(ports)) }
  var excluded: UInt128 { all - min(all, allowed.saturatingAdding(nonHosts)) }
  var duplicates: UInt128 { allowed - min(allowed, remaining) }
}

/// Turns entries into destinations, one after the other: without what is excluded, and without what came before.
struct Expander: Sendable {
  var exclusions: ExclusionList
  /// The endpoints of the entries so far; nil where nobody asks for duplicates.
  var seen: SeenEndpoints?
  private let ports: [UInt16]
  private var portsOfOne: [UInt16: [UInt16]] = [:]

  init(ports: PortList, exclusions: ExclusionList, dropsDuplicates: Bool) {
    self.ports = ports.ports
    self.exclusions = exclusions
    seen = dropsDuplicates ? SeenEndpoints() : nil
  }

  mutating func expand(_ entry: TargetEntry) -> Expansion {
    let ports = ports(of: entry)
    switch entry.host {
    case .name(let name):
      let allowed =
        exclusions.hasNames
        ? ports.keeping { !exclusions.excludes(name: name, port: $0) } : ports
      let left = insert(entry, on: allowed) { $0.insert(name: name, ports: $1, transport: $2) }
      return expansion(of: .name(name), ports: ports, allowed: allowed, left: left)
    case .block(let block) where block.first == block.last:
      let allowed =
        exclusions.hasAddresses
        ? ports.keeping { !exclusions.excludes(address: block.first, port: $0) } : ports
      let left = insert(entry, on: allowed) { $0.insert(address: block.first, ports: $1, transport: $2) }
      return expansion(of: .address(block.first), ports: ports, allowed: allowed, left: left)
    case .block(let block):
      return expand(block, ports: ports, transport: entry.transport)
    }
  }

  /// The ports on which an entry of one host is new. One that is asked in a way of its own differs from its host.
  private mutating func insert(
    _ entry: TargetEntry, on ports: [UInt16],
    host: (inout SeenEndpoints, [UInt16], Transport) -> [UInt16]
  ) -> [UInt16] {
    guard var known = seen else { return ports }
    seen = nil  // Otherwise the insertion would copy all that was seen.
    defer { seen = known }
    if let name = entry.ownName { return known.insert(name: name, ports: ports, transport: entry.transport) }
    return host(&known, ports, entry.transport)
  }

  private mutating func ports(of entry: TargetEntry) -> [UInt16] {
    guard let port = entry.port else { return ports }
    if let shared = portsOfOne[port] { return shared }
    portsOfOne[port] = [port]
    return [port]
  }

  private func expansion(
    of host: DestinationHost, ports: [UInt16], allowed: [UInt16], left: [UInt16]
  ) -> Expansion {
    Expansion(
      content: left.isEmpty ? .nothing : .host(host, ports: left),
      addresses: 1,
      ports: ports.count,
      allowed: UInt128(allowed.count),
      remaining: UInt128(left.count)
    )
  }

  private mutating func expand(_ block: AddressBlock, ports: [UInt16], transport: Transport) -> Expansion {
    let numbers = block.numbers
    let nonHosts = AddressRanges.nonHosts.clamped(to: numbers)
    var dropped = ports.map { port in
      var dropped = exclusions.addresses(onPort: port).clamped(to: numbers)
      dropped.formUnion(nonHosts)
      return dropped
    }
    let allowed = dropped.reduce(UInt128(0)) { sum, excluded in
      sum.saturatingAdding(numbers.saturatingCount - excluded.saturatingCount)
    }
    if let seen {
      for (index, port) in ports.enumerated() {
        dropped[index].formUnion(seen.addresses(in: numbers, port: port, transport: transport))
      }
    }
    let segments = BlockSegment.segments(of: numbers, ports: ports, without: dropped)
    seen?.insert(segments, of: numbers, ports: ports, transport: transport)
    return Expansion(
      content: segments.isEmpty ? .nothing : .segments(segments, of: block),
      addresses: block.count,
      ports: ports.count,
      nonHosts: nonHosts.saturatingCount.saturatingMultiplied(by: UInt128(ports.count)),
      allowed: allowed,
      remaining: segments.reduce(0) { $0.saturatingAdding($1.endpointCount) }
    )
  }
}

extension [UInt16] {
  /// The ports that satisfy a condition; the same storage where all do.
  func keeping(_ isKept: (UInt16) -> Bool) -> [UInt16] {
    allSatisfy(isKept) ? self : filter(isKept)
  }
}
