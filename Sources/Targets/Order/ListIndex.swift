/// Finds the endpoint at any position of a list. It takes 16 bytes for each entry, whatever the entry holds: lines are
/// read again when they are asked for, blocks are computed.
struct ListIndex: Sendable {
  private struct Block: Sendable {
    let target: Target
    let transport: Transport
    let block: AddressBlock
    let segments: [BlockSegment]
  }

  private let sources: [TargetSource]
  private let expander: Expander
  /// The position of each entry's first endpoint, ascending.
  private var starts: [UInt64] = []
  /// The source of each entry in the upper 32 bits, and the first byte of its text in the lower ones.
  private var lines: [UInt64] = []
  /// The entries with more than one address, and those some of whose ports came earlier in the list.
  private var blocks: [Int: Block] = [:]
  private var hosts: [Int: [UInt16]] = [:]

  /// Reads a list once more.
  init(_ list: TargetList) {
    sources = list.sources
    expander = Expander(ports: list.ports, exclusions: list.exclusions, dropsDuplicates: false)
    var full = Expander(
      ports: list.ports, exclusions: list.exclusions, dropsDuplicates: list.duplicateCount > 0)
    var position: UInt64 = 0
    for (number, source) in list.sources.enumerated() {
      for entry in SourceEntries(source) {
        let expansion = full.expand(entry)
        switch expansion.content {
        case .nothing:
          continue
        case .host(_, let ports):
          if expansion.duplicates > 0 { hosts[starts.count] = ports }
        case .segments(let segments, let block):
          blocks[starts.count] = Block(
            target: entry.target, transport: entry.transport, block: block, segments: segments)
        }
        starts.append(position)
        lines.append(UInt64(number) << 32 | UInt64(entry.text.startIndex))
        position += UInt64(expansion.remaining)
      }
    }
  }

  /// The endpoint at a position, as a destination with one port; nil beyond the end of the list.
  func destination(at position: UInt64) -> Destination? {
    let entry = starts.partitionPoint { $0 > position } - 1
    guard entry >= 0 else { return nil }
    let offset = position - starts[entry]
    if let block = blocks[entry] { return Self.destination(in: block, at: UInt128(offset)) }
    return destination(ofLine: lines[entry], ports: hosts[entry], at: offset)
  }

  private static func destination(in block: Block, at offset: UInt128) -> Destination? {
    var offset = offset
    for segment in block.segments {
      guard offset >= segment.endpointCount else {
        let (address, port) = offset.quotientAndRemainder(dividingBy: UInt128(segment.ports.count))
        return Destination(
          target: block.target,
          host: .address(block.block.address(at: segment.numbers.lowerBound + address)),
          ports: [segment.ports[Int(port)]], transport: block.transport)
      }
      offset -= segment.endpointCount
    }
    return nil
  }

  private func destination(ofLine line: UInt64, ports: [UInt16]?, at offset: UInt64) -> Destination? {
    let source = sources[Int(line >> 32)]
    guard let text = source.line(at: Int(line & 0xFFFF_FFFF)), let entry = TargetEntry(surveyed: text) else {
      return nil
    }
    var expander = expander
    guard case .host(let host, let allowed) = expander.expand(entry).content else { return nil }
    let left = ports ?? allowed
    guard offset < UInt64(left.count) else { return nil }
    return Destination(
      target: entry.target, host: host, ports: [left[Int(offset)]], transport: entry.transport)
  }
}
