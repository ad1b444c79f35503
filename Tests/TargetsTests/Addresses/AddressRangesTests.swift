import Fixtures
import Testing

@testable import Targets

@Suite("Sets of address numbers")
struct AddressRangesTests {
  @Test("hold what was inserted, in any order, as disjoint ranges")
  func likeASet() {
    var random = SplitMix(state: 1)
    for _ in 0..<200 {
      var ranges = AddressRanges()
      var numbers: Set<UInt128> = []
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        let start = UInt128(Int.random(in: 0..<100, using: &random))
        let range = start...(start + UInt128(Int.random(in: 0..<12, using: &random)))
        ranges.insert(range)
        numbers.formUnion(range)
      }
      #expect((0...120).filter(ranges.contains).map { UInt128($0) } == numbers.sorted())
      #expect(ranges.saturatingCount == UInt128(numbers.count))
      for (left, right) in zip(ranges.ranges, ranges.ranges.dropFirst()) {
        #expect(left.upperBound + 1 < right.lowerBound)
      }
      let limits: ClosedRange<UInt128> = 20...70
      let clamped = ranges.clamped(to: limits)
      #expect(clamped.ranges.flatMap { Array($0) } == numbers.filter(limits.contains).sorted())
      #expect(clamped.gaps(in: limits).flatMap { Array($0) } == limits.filter { !numbers.contains($0) })
    }
  }

  @Test("reach to both ends of the number line")
  func ends() {
    var ranges = AddressRanges()
    ranges.insert(.max...(.max))
    ranges.insert(0...0)
    #expect(ranges.contains(0) && ranges.contains(.max) && !ranges.contains(1))
    #expect(ranges.gaps(in: 0...(.max)) == [1...(.max - 1)])
    ranges.insert(0...(.max))
    #expect(ranges.ranges == [0...(.max)])
    #expect(ranges.gaps(in: 0...(.max)).isEmpty)
    #expect(ranges.saturatingCount == .max)
  }
}
