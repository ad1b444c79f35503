import Targets
import Testing

@testable import History

@Suite("The name of an endpoint in a history")
struct StoredNameTests {
  @Test(
    "has the path prefix behind it, and gives both back",
    arguments: [
      ("a.example", "", "a.example"), (nil, "", ""),
      ("r.example", "/k8s/clusters/c-m-1", "r.example/k8s/clusters/c-m-1"),
      (nil, "/a", "/a"),
    ])
  func roundTrip(_ name: String?, _ prefix: String, _ stored: String) {
    let identity = EndpointIdentity(
      serverName: name, address: .v4(1), port: 443, transport: .tls, pathPrefix: prefix)
    #expect(identity.storedName == stored)
    #expect(
      EndpointIdentity(storedName: stored, address: .v4(1), port: 443, transport: .tls) == identity)
  }
}
