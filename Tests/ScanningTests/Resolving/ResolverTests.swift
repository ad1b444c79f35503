import Exposure
import Targets
import Testing

@testable import Scanning

@Suite("Addresses of a name")
struct ResolverTests {
  @Test("all of them are taken in the order of their numbers, IPv4 before IPv6")
  func ordered() {
    let addresses: Set<IPAddress> = [.v6(1), .v4(9), .v4(2), .v6(0)]
    #expect(Resolver.resolution(to: addresses) == .addresses([.v4(2), .v4(9), .v6(0), .v6(1)], total: 4))
  }

  @Test("of very many the lowest are taken, the same whatever the order of the answer, and all are counted")
  func many() {
    let most = UInt32(Bounds.addressesForEachName)
    let addresses = (0..<4_000).map { IPAddress.v4($0) }
    for _ in 0..<3 {
      #expect(
        Resolver.resolution(to: Set(addresses.shuffled()))
          == .addresses((0..<most).map { .v4($0) }, total: 4_000))
    }
  }

  @Test("a name without one says so")
  func none() {
    #expect(Resolver.resolution(to: []) == .failed(reason: "the name has no address"))
  }

  @Test("that some are left out is told with the first endpoint of the name")
  func told() throws {
    let list = try TargetList(
      sources: [TargetSource(argument: "api.example.com")], ports: PortList("443,6443"), exclusions: [],
      maximum: 10)
    let destination = try #require(Array(list).first)
    var cursor = DestinationCursor(
      destination, addresses: [.v4(0x7F00_0001), .v4(0x7F00_0002)], total: 5)
    #expect(cursor.next { _, _ in false } != nil)
    #expect(cursor.takeAddressesCut() == AddressesCut(name: "api.example.com", scanned: 2, total: 5))
    for _ in 0..<3 {
      #expect(cursor.next { _, _ in false } != nil)
      #expect(cursor.takeAddressesCut() == nil)
    }
    #expect(cursor.next { _, _ in false } == nil)
    var whole = DestinationCursor(destination, addresses: [.v4(0x7F00_0001)], total: 1)
    #expect(whole.next { _, _ in false } != nil)
    #expect(whole.takeAddressesCut() == nil)
  }
}
