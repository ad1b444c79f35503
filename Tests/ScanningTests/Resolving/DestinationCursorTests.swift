import Exposure
import Targets
import Testing

@testable import Scanning

@Suite("The endpoints of a destination")
struct DestinationCursorTests {
  private func endpoints(_ addresses: [String]) throws -> (endpoints: [Endpoint], unresolved: String?) {
    let source = TargetSource(name: "list", text: Array("a.example.\n".utf8))
    let list = try TargetList(sources: [source], ports: PortList("6443,443"), maximum: 10)
    let destination = try #require(ListOrder(list).first { _ in true })
    #expect(destination.host == .name("a.example."))
    #expect(destination.target.serverName == "a.example")
    var cursor = DestinationCursor(
      destination, addresses: try addresses.map { try #require(IPAddress($0)) })
    var endpoints: [Endpoint] = []
    while let endpoint = cursor.next({ _, _ in false }) { endpoints.append(endpoint) }
    return (endpoints, cursor.unresolved)
  }

  @Test("are every port of every address that names a host")
  func hosts() throws {
    let (endpoints, unresolved) = try endpoints(["0.0.0.0", "192.0.2.1", "224.0.0.1", "2001:db8::1", "::"])
    #expect(
      endpoints.map(\.description) == [
        "192.0.2.1:6443", "192.0.2.1:443", "[2001:db8::1]:6443", "[2001:db8::1]:443",
      ])
    #expect(unresolved == nil)
  }

  @Test(
    "have no address where a name leads to nothing that names a host",
    arguments: [["0.0.0.0"], ["0.0.0.0", "::"], ["::ffff:0.0.0.0"], ["255.255.255.255"]])
  func nonHosts(addresses: [String]) throws {
    let (endpoints, unresolved) = try endpoints(addresses)
    #expect(endpoints.map(\.address) == [nil, nil])
    #expect(endpoints.map(\.port) == [6443, 443])
    #expect(unresolved?.contains("names no host") == true)
  }
}
