/// All that is not to be scanned, ready to be asked of names and, after their resolution, of addresses.
public struct ExclusionList: Sendable {
  private struct NamedPort: Hashable {
    let name: String
    let port: UInt16
  }

  private var addressesOnAllPorts = AddressRanges()
  /// Each holds `addressesOnAllPorts` too.
  private var addressesByPort: [UInt16: AddressRanges] = [:]
  private var namesOnAllPorts: Set<String> = []
  private var namesByPort: Set<NamedPort> = []

  /// Makes a list; the order of the exclusions does not matter.
  public init(_ exclusions: some Sequence<Exclusion> = []) {
    for exclusion in exclusions { insert(exclusion) }
  }

  /// Whether this endpoint is left out. An IPv4-mapped IPv6 address counts as its IPv4 address, so that no name
  /// leads to an excluded server by way of it.
  public func excludes(address: IPAddress, port: UInt16) -> Bool {
    addresses(onPort: port).contains(address.number)
  }

  /// Whether a name is left out on a port. The name is in ASCII, lower case, with or without a trailing dot.
  public func excludes(name: String, port: UInt16) -> Bool {
    let name = HostName.withoutTrailingDot(name)
    return namesOnAllPorts.contains(name)
      || (!namesByPort.isEmpty && namesByPort.contains(NamedPort(name: name, port: port)))
  }

  /// Whether any addresses are left out.
  public var hasAddresses: Bool { !addressesOnAllPorts.isEmpty || !addressesByPort.isEmpty }
  var hasNames: Bool { !namesOnAllPorts.isEmpty || !namesByPort.isEmpty }

  func addresses(onPort port: UInt16) -> AddressRanges {
    addressesByPort[port] ?? addressesOnAllPorts
  }

  mutating func insert(_ exclusion: Exclusion) {
    switch (exclusion.host, exclusion.port) {
    case (.name(let name), nil):
      namesOnAllPorts.insert(name)
    case (.name(let name), let port?):
      namesByPort.insert(NamedPort(name: name, port: port))
    case (.block(let block), nil):
      addressesOnAllPorts.insert(block.numbers)
      for port in addressesByPort.keys { addressesByPort[port]?.insert(block.numbers) }
    case (.block(let block), let port?):
      addressesByPort[port, default: addressesOnAllPorts].insert(block.numbers)
    }
  }
}
