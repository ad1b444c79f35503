import Targets
import Testing

@testable import History

@Suite("The name of an endpoint in a history")
struct StoredNameTests {
  @Test(
    "has the path prefix and the proxy behind it, and gives all of them back",
    arguments: [
      ("a.example", "", "", "a.example"), (nil, "", "", ""),
      ("r.example", "/k8s/clusters/c-m-1", "", "r.example/k8s/clusters/c-m-1"),
      (nil, "/a", "", "/a"), (nil, "", "http://10.0.0.1:3128", " http://10.0.0.1:3128"),
      ("a.example", "/a", "socks5h://[::1]:1080", "a.example/a socks5h://[::1]:1080"),
    ])
  func roundTrip(_ name: String?, _ prefix: String, _ proxy: String, _ stored: String) {
    let identity = EndpointIdentity(
      serverName: name, address: .v4(1), port: 443, transport: .tls, pathPrefix: prefix, proxy: proxy)
    #expect(identity.storedName == stored)
    #expect(
      EndpointIdentity(storedName: stored, address: .v4(1), port: 443, transport: .tls) == identity)
  }
}
