import Exposure
import Targets
import Testing

@testable import Scanning

@Suite("The endpoints of a destination")
struct DestinationCursorTests {
  private func endpoints(
    _ addresses: [String]
  ) throws -> (endpoints: [Endpoint], withoutAddress: ConnectionOutcome?) {
    let source = TargetSource(name: "list", text: Array("a.example.\n".utf8))
    let list = try TargetList(sources: [source], ports: PortList("6443,443"), maximum: 10)
    let destination = try #require(ListOrder(list).first { _ in true })
    #expect(destination.host == .name("a.example."))
    #expect(destination.target.serverName == "a.example")
    var cursor = DestinationCursor(
      destination, addresses: try addresses.map { try #require(IPAddress($0)) })
    var endpoints: [Endpoint] = []
    while let endpoint = cursor.next({ _, _ in false }) { endpoints.append(endpoint) }
    return (endpoints, cursor.withoutAddress)
  }

  @Test(
    "have the names resolved here that no proxy resolves, and that of their own proxy",
    arguments: [
      ("a.example", nil, ["a.example"]), ("192.0.2.1", nil, []),
      ("a.example", "socks5://10.0.0.1", ["a.example"]),
      ("a.example", "socks5h://10.0.0.1", []), ("a.example", "http://p.example", []),
      ("a.example proxy-url=socks5://p.example", "http://10.0.0.1", ["p.example", "a.example"]),
      ("a.example proxy-url=http://p.example", nil, ["p.example"]),
      ("192.0.2.1 proxy-url=socks5h://p.example", nil, ["p.example"]),
      ("a.example proxy-url=http://10.0.0.1", "socks5://10.0.0.2", []),
    ] as [(String, String?, [String])])
  func names(_ target: String, _ proxy: String?, _ names: [String]) throws {
    let source = TargetSource(name: "list", text: Array("\(target)\n".utf8))
    let list = try TargetList(sources: [source], ports: PortList("6443"), maximum: 10)
    let destination = try #require(ListOrder(list).first { _ in true })
    let resolved = NamesToResolve(for: destination, behind: try proxy.map { try ProxyURL($0) })
    #expect(resolved.all == names && resolved.count == names.count)
  }

  @Test("are every port of every address that names a host")
  func hosts() throws {
    let (endpoints, withoutAddress) = try endpoints([
      "0.0.0.0", "192.0.2.1", "224.0.0.1", "2001:db8::1", "::",
    ])
    #expect(
      endpoints.map(\.description) == [
        "192.0.2.1:6443", "192.0.2.1:443", "[2001:db8::1]:6443", "[2001:db8::1]:443",
      ])
    #expect(withoutAddress == nil)
  }

  @Test(
    "have no address where a name leads to nothing that names a host",
    arguments: [
      (["0.0.0.0"], "0.0.0.0 alone, which names no host"),
      (["0.0.0.0", "::"], "0.0.0.0 and ::, which name no host"),
      (["::ffff:0.0.0.0"], "::ffff:0.0.0.0 alone, which names no host"),
      (
        ["224.0.0.1", "255.255.255.255", "ff02::1"],
        "224.0.0.1, 255.255.255.255 and ff02::1, which name no host"
      ),
      (
        ["0.0.0.0", "0.0.0.1", "0.0.0.2", "0.0.0.3", "::"],
        "0.0.0.0, 0.0.0.1, 0.0.0.2 and 2 more, which name no host"
      ),
    ])
  func nonHosts(addresses: [String], reason: String) throws {
    let (endpoints, withoutAddress) = try endpoints(addresses)
    #expect(endpoints.map(\.address) == [nil, nil])
    #expect(endpoints.map(\.port) == [6443, 443])
    #expect(withoutAddress == .unresolved(reason: "it leads to \(reason)"))
  }

  @Test("end with the last one that is not excluded, and say by how many they exceed the ports of the list")
  func end() throws {
    let source = TargetSource(name: "list", text: Array("a.example\n192.0.2.9\n".utf8))
    let list = try TargetList(sources: [source], ports: PortList("6443,443"), maximum: 10)
    let destinations = Array(ListOrder(list))
    let excluding = { (address: IPAddress, port: UInt16) in address == .v4(0xC000_0203) && port == 443 }
    var name = DestinationCursor(destinations[0], addresses: [1, 2, 3].map { .v4(0xC000_0200 + $0) })
    var ends: [Bool] = []
    while name.next(excluding) != nil { ends.append(name.endsName(excluding)) }
    #expect(ends == [false, false, false, false, true])
    #expect(name.surplus == 3)
    var address = DestinationCursor(destinations[1], addresses: [.v4(0xC000_0209)])
    while address.next(excluding) != nil { #expect(!address.endsName(excluding)) }
    #expect(address.surplus == 0)
  }
}
