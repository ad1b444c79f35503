import Dispatch
import Exposure
import Targets
import PortableLibc
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
    #expect(Resolver.resolution(to: []) == .none(reason: "the name server knows none"))
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

@Suite("What the system's resolver says")
struct ResolverFailureTests {
  @Test(
    "is a fact about the name only where the name or its address does not exist",
    arguments: [EAI_NONAME, nameHasNoAddress, nameHasNoAddressOfFamily])
  func none(_ code: CInt) {
    guard case .none = Resolver.failure(code) else {
      Issue.record("\(Resolver.failure(code))")
      return
    }
  }

  @Test(
    "is a failure where the name server or the machine failed",
    arguments: [
      (EAI_AGAIN, "the name server did not answer, or said that it failed"),
      (EAI_SYSTEM, "Too many open files"), (EAI_FAIL, ":"), (EAI_MEMORY, ":"), (-11_111, ":"),
    ])
  func failed(_ code: CInt, _ cause: String) {
    guard case .failed(let reason) = Resolver.failure(code, errno: EMFILE) else {
      Issue.record("\(Resolver.failure(code))")
      return
    }
    #expect(reason.contains("its name was not resolved") && reason.contains(cause))
  }

  @Test("names an IPv4-mapped address as the IPv4 address")
  func mapped() {
    #expect(IPAddress(unmapping: 0xFFFF_7F10_0001) == .v4(0x7F10_0001))
    #expect(IPAddress(unmapping: 0x1_FFFF_7F10_0001) == .v6(0x1_FFFF_7F10_0001))
    #expect(IPAddress(unmapping: 1) == .v6(1))
  }

  @Test("a resolver can be shut down while its threads start, a thousand times")
  func shutDownAtOnce() {
    for round in 0..<1_000 {
      let resolver = Resolver(families: .any, threads: 8, clock: DeadlineClock()) {}
      let asking = DispatchQueue(label: "asking")
      let asked = DispatchSemaphore(value: 0)
      asking.async {
        for _ in 0..<3 { _ = resolver.ask("127.0.0.1") }
        asked.signal()
      }
      if round % 2 == 0 { asked.wait() }
      resolver.shutDown()
      if round % 2 == 1 { asked.wait() }
      resolver.shutDown()
    }
  }
}
