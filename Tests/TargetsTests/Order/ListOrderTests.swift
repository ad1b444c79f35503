import Testing

@testable import Targets

@Suite("The way through a list")
struct ListOrderTests {
  /// A list with everything that makes positions hard: several ports, exclusions, duplicates, blocks with holes.
  private static let text = """
    b.example site=b
    10.0.0.0/28 site=a
    10.0.0.4
    10.0.0.4:80
    !10.0.0.9
    !10.0.0.10:443
    10.0.0.8/29:443
    a.example:8443
    10.0.0.0/27
    http://10.0.0.3:8080
    2001:db8::/126
    b.example
    """

  private func list() throws -> TargetList {
    try TargetList(
      sources: [
        TargetSource(name: "a.txt", text: Array(Self.text.utf8)),
        TargetSource(argument: "c.example"), TargetSource(argument: "10.9.0.0/30"),
      ], ports: PortList("6443,443,80"), exclusions: [], maximum: 10_000)
  }

  private struct Step: Hashable {
    let host: DestinationHost
    let port: UInt16
    let transport: Transport
    let target: Target
    let position: UInt64
  }

  private func steps(_ destinations: some Sequence<Destination>) throws -> [Step] {
    try destinations.flatMap { destination in
      try destination.ports.indices.map { index in
        let place = try #require(destination.place(ofPortAt: index))
        return Step(
          host: destination.host, port: destination.ports[index], transport: destination.transport,
          target: destination.target, position: place.position)
      }
    }
  }

  @Test("numbers its endpoints from 0, in the order of the list")
  func whole() throws {
    let list = try list()
    let steps = try steps(ListOrder(list))
    #expect(steps.map(\.position) == Array(0..<list.endpointCount))
    #expect(
      steps.map(\.host) == list.flatMap { destination in destination.ports.map { _ in destination.host } })
    #expect(ListOrder(list).allSatisfy { $0.place?.part == nil })
  }

  @Test(
    "falls into shards that are disjoint, balanced, and together the whole",
    arguments: [2, 3, 7, 16] as [UInt32])
  func shards(count: UInt32) throws {
    let list = try list()
    let shards = try (1...count).map { try #require(Shard($0, of: count)) }
    let parts = try shards.map { try steps(ListOrder(list, shard: $0, fingerprint: list.fingerprint)) }
    #expect(try parts.joined().sorted { $0.position < $1.position } == steps(ListOrder(list)))
    for (shard, part) in zip(shards, parts) {
      #expect(UInt64(part.count) == shard.size(of: list.endpointCount))
    }
    let place = ListOrder(list, shard: shards[1], fingerprint: list.fingerprint).first { _ in true }?.place
    #expect(place?.part == ListPart(shard: shards[1], list: list.fingerprint))
  }

  @Test(
    "may be shuffled: every endpoint comes once, as it stands in the list", arguments: [0, 1, 99] as [UInt64])
  func shuffled(seed: UInt64) throws {
    let list = try list()
    let inOrder = try steps(ListOrder(list))
    let shuffled = try steps(ShuffledListOrder(list, seed: seed))
    #expect(shuffled != inOrder)
    #expect(shuffled.sorted { $0.position < $1.position } == inOrder)
    #expect(try shuffled == steps(ShuffledListOrder(list, seed: seed)))
  }

  @Test("may be shuffled within a shard")
  func shuffledShard() throws {
    let list = try list()
    let shard = try #require(Shard(2, of: 5))
    let shuffled = try steps(ShuffledListOrder(list, shard: shard, seed: 1))
    #expect(try shuffled.sorted { $0.position < $1.position } == steps(ListOrder(list, shard: shard)))
  }

  @Test("of a single endpoint is that endpoint, shuffled or not")
  func single() throws {
    let list = try TargetList(sources: [TargetSource(argument: "a.example")], maximum: 1)
    #expect(try steps(ShuffledListOrder(list, seed: 5)) == steps(ListOrder(list)))
    #expect(Array(ListOrder(list, shard: try #require(Shard(2, of: 2)))).isEmpty)
    #expect(Array(ShuffledListOrder(list, shard: try #require(Shard(2, of: 2)), seed: 5)).isEmpty)
  }
}
