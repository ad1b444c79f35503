/// A run of addresses of a block that have the same ports left.
struct BlockSegment: Sendable, Hashable {
  let numbers: ClosedRange<UInt128>
  /// Never empty.
  let ports: [UInt16]

  var endpointCount: UInt128 { numbers.saturatingCount.saturatingMultiplied(by: UInt128(ports.count)) }

  /// The segments of a block in ascending order, where `dropped` says for each port which addresses are gone.
  static func segments(
    of numbers: ClosedRange<UInt128>, ports: [UInt16], without dropped: [AddressRanges]
  ) -> [BlockSegment] {
    var groupOfRanges: [AddressRanges: Int] = [:]
    let groups = dropped.map { ranges -> Int in
      if let group = groupOfRanges[ranges] { return group }
      let group = groupOfRanges.count
      groupOfRanges[ranges] = group
      return group
    }
    guard groupOfRanges.count > 1 else {
      return (dropped.first?.gaps(in: numbers) ?? []).map { BlockSegment(numbers: $0, ports: ports) }
    }
    let rangesOfGroup = groupOfRanges.sorted { $0.value < $1.value }.map(\.key)
    var portsOfState: [[Bool]: [UInt16]] = [:]
    var segments: [BlockSegment] = []
    let starts = starts(in: numbers, of: rangesOfGroup)
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : numbers.upperBound
      let isLeft = rangesOfGroup.map { !$0.contains(start) }
      let left =
        portsOfState[isLeft]
        ?? ports.indices.filter { isLeft[groups[$0]] }.map { ports[$0] }
      portsOfState[isLeft] = left
      if !left.isEmpty { segments.append(BlockSegment(numbers: start...end, ports: left)) }
    }
    return segments
  }

  /// Where the ports that are left may change.
  private static func starts(
    in numbers: ClosedRange<UInt128>, of groups: [AddressRanges]
  ) -> [UInt128] {
    var starts: Set<UInt128> = [numbers.lowerBound]
    for range in groups.lazy.flatMap(\.ranges) {
      starts.insert(range.lowerBound)
      if range.upperBound < numbers.upperBound { starts.insert(range.upperBound + 1) }
    }
    return starts.sorted()
  }
}
