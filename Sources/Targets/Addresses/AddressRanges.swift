/// A set of address numbers, kept as disjoint inclusive ranges in ascending order with a gap between any two.
struct AddressRanges: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt128>] = []

  var isEmpty: Bool { ranges.isEmpty }

  mutating func insert(_ range: ClosedRange<UInt128>) {
    guard let last = ranges.last, !last.precedesWithGap(range) else {
      ranges.append(range)
      return
    }
    let start = ranges.partitionPoint { !$0.precedesWithGap(range) }
    var end = start
    var merged = range
    while end < ranges.count, !range.precedesWithGap(ranges[end]) {
      merged =
        min(merged.lowerBound, ranges[end].lowerBound)...max(merged.upperBound, ranges[end].upperBound)
      end += 1
    }
    ranges.replaceSubrange(start..<end, with: CollectionOfOne(merged))
  }

  mutating func formUnion(_ other: AddressRanges) {
    guard !isEmpty else {
      self = other
      return
    }
    for range in other.ranges { insert(range) }
  }

  func contains(_ number: UInt128) -> Bool {
    guard !ranges.isEmpty else { return false }
    let index = ranges.partitionPoint { $0.upperBound >= number }
    return index < ranges.count && ranges[index].lowerBound <= number
  }

  /// The part of the set that lies within a range.
  func clamped(to limits: ClosedRange<UInt128>) -> AddressRanges {
    var result = AddressRanges()
    var index = ranges.partitionPoint { $0.upperBound >= limits.lowerBound }
    while index < ranges.count, ranges[index].lowerBound <= limits.upperBound {
      result.ranges.append(ranges[index].clamped(to: limits))
      index += 1
    }
    return result
  }

  /// What is left of a range without the set, which lies within the range.
  func gaps(in limits: ClosedRange<UInt128>) -> [ClosedRange<UInt128>] {
    var gaps: [ClosedRange<UInt128>] = []
    var start = limits.lowerBound
    for range in ranges {
      if start < range.lowerBound { gaps.append(start...(range.lowerBound - 1)) }
      guard range.upperBound < limits.upperBound else { return gaps }
      start = range.upperBound + 1
    }
    gaps.append(start...limits.upperBound)
    return gaps
  }

  /// How many numbers the set holds; `UInt128.max` where they are one more.
  var saturatingCount: UInt128 {
    ranges.reduce(0) { $0.saturatingAdding($1.saturatingCount) }
  }
}

extension ClosedRange<UInt128> {
  /// Whether at least one number lies between the end of this range and the start of the other.
  fileprivate func precedesWithGap(_ other: ClosedRange<UInt128>) -> Bool {
    upperBound < other.lowerBound && other.lowerBound - upperBound > 1
  }
}
