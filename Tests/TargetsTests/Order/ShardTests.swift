import Testing

@testable import Targets

@Suite("A shard")
struct ShardTests {
  @Test(
    "is written as number/count",
    arguments: [("1/1", 1, 1), ("3/16", 3, 16), ("100000/100000", 100_000, 100_000)])
  func valid(text: String, number: UInt32, count: UInt32) throws {
    let shard = try #require(Shard(text))
    #expect(shard.number == number && shard.count == count && shard.description == text)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "3", "0/4", "5/4", "1/0", "-1/4", "+1/4", "1/100001", "1/2/3", "a/b", " 1/2", "1/99999999999",
    ])
  func invalid(text: String) {
    #expect(Shard(text) == nil)
  }

  @Test(
    "with the others of its list holds each position exactly once", arguments: [1, 2, 3, 16, 97] as [UInt32])
  func disjoint(count: UInt32) throws {
    let shards = try (1...count).map { try #require(Shard($0, of: count)) }
    for position in 0..<200 as Range<UInt64> {
      #expect(shards.count { $0.holds(position: position) } == 1)
    }
    for total in [0, 1, 2, 95, 96, 97, 200] as [UInt64] {
      #expect(shards.map { $0.size(of: total) }.reduce(0, +) == total)
      for shard in shards {
        #expect(shard.size(of: total) == UInt64((0..<total).count { shard.holds(position: $0) }))
      }
    }
  }
}

@Suite("A permutation")
struct PermutationTests {
  @Test("brings every number once", arguments: [1, 2, 3, 4, 5, 16, 17, 1000, 65_537] as [UInt64])
  func bijective(count: UInt64) {
    for seed in [0, 1, 42, .max] as [UInt64] {
      let permutation = Permutation(count: count, seed: seed)
      #expect(Set((0..<count).map { permutation[$0] }) == Set(0..<count))
    }
  }

  @Test("is the same for the same seed, and another for another")
  func seeds() {
    let numbers = (0..<1000).map { Permutation(count: 1000, seed: 7)[$0] }
    #expect(numbers == (0..<1000).map { Permutation(count: 1000, seed: 7)[$0] })
    #expect(numbers != (0..<1000).map { Permutation(count: 1000, seed: 8)[$0] })
    #expect(numbers != Array(0..<1000))
  }

  @Test("spreads neighbours: of a thousand in a row, no /24 of a /12 gets more than a few")
  func spread() {
    let permutation = Permutation(count: 1 << 20, seed: 3)
    let subnets = Dictionary(grouping: (0..<1000).map { permutation[$0] >> 8 }, by: \.self)
    #expect(subnets.values.allSatisfy { $0.count <= 6 })
  }
}
