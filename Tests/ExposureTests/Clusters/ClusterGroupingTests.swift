import Exposure
import Targets
import Testing

@Suite("Which endpoints are one cluster")
struct ClusterGroupingTests {
  static func signs(
    version: String? = nil, healthz: String? = nil, key: String? = nil, authority: String = "CN=kubernetes",
    name: String? = nil, at address: UInt32? = nil, port: UInt16 = 6443
  ) -> ClusterSigns {
    ClusterSigns(
      version: version, healthz: healthz,
      authority: key.map { ClusterSigns.Authority(keyIdentifier: $0, name: authority) },
      endpoint: EndpointIdentity(
        serverName: name, address: address.map { .v4($0) }, port: port, transport: .tls))
  }

  static let scans: [(sentence: String, endpoints: [ClusterSigns], clusters: [Int])] = [
    ("nothing", [], []),
    ("no sign at all", [signs(), signs()], [0, 1]),
    ("two addresses behind one name", [signs(name: "a"), signs(name: "a")], [0, 0]),
    (
      "two names for one server",
      [signs(version: "u", key: "k", name: "a"), signs(version: "u", key: "k", name: "b")], [0, 0]
    ),
    (
      "one server listed again by its address",
      [signs(version: "u", name: "a"), signs(version: "u", name: "a"), signs(version: "u")], [0, 0, 0]
    ),
    ("two clusters with one CA name and different keys", [signs(key: "k"), signs(key: "l")], [0, 1]),
    (
      "one key under two names of the authority", [signs(key: "k"), signs(key: "k", authority: "CN=b")],
      [0, 1]
    ),
    (
      "a server that refuses everything, by its authority", [signs(version: "u", key: "k"), signs(key: "k")],
      [0, 0]
    ),
    ("and by its name", [signs(key: "k", name: "a"), signs(name: "a")], [0, 0]),
    (
      "two clusters under one authority, and a server that refuses everything",
      [signs(version: "u", key: "k"), signs(version: "v", key: "k"), signs(key: "k")], [0, 1, 2]
    ),
    (
      "two clusters behind one name", [signs(version: "u", name: "a"), signs(version: "v", name: "a")],
      [0, 1]
    ),
    (
      "a name leads to a server of another cluster by way of its authority",
      [signs(version: "u", key: "k"), signs(key: "k", name: "a"), signs(version: "v", key: "l", name: "a")],
      [0, 0, 2]
    ),
    (
      "one name with several ports, which show nothing else",
      [signs(name: "a", port: 6443), signs(name: "a", port: 443)], [0, 0]
    ),
    (
      "clusters behind several ports of one name, with authorities of their own",
      [signs(key: "k", name: "a", port: 6443), signs(key: "l", name: "a", port: 16443)], [0, 1]
    ),
    (
      "addresses of one name and port whose authorities differ",
      [signs(key: "k", name: "a", at: 1), signs(key: "l", name: "a", at: 2)], [0, 0]
    ),
    (
      "a server without any sign, listed again by its address",
      [signs(name: "a", at: 1), signs(name: "a", at: 2), signs(at: 1)], [0, 0, 0]
    ),
    (
      "another port of that address", [signs(name: "a", at: 1), signs(at: 1, port: 443)], [0, 1]
    ),
    (
      "a proxy that chooses by name, asked by its address too",
      [signs(name: "a", at: 1), signs(name: "b", at: 1), signs(at: 1)], [0, 1, 2]
    ),
    (
      "names behind one address without any other sign", [signs(name: "a", at: 1), signs(name: "b", at: 1)],
      [0, 1]
    ),
    (
      "one endpoint in two files",
      [signs(name: "a", at: 1), signs(at: 2), signs(at: 2), signs(name: "a", at: 1)],
      [0, 1, 1, 0]
    ),
    (
      "UIDs of different paths do not part",
      [signs(version: "u", key: "k"), signs(healthz: "w", key: "k")], [0, 0]
    ),
    (
      "one UID for different paths joins nobody", [signs(version: "u"), signs(healthz: "u")], [0, 1]
    ),
    (
      "a UID of one path joins what a UID of another joins",
      [signs(version: "u"), signs(version: "u", healthz: "w"), signs(healthz: "w")], [0, 0, 0]
    ),
  ]

  @Test("is told by their signs", arguments: scans)
  func clusters(_ row: (sentence: String, endpoints: [ClusterSigns], clusters: [Int])) {
    #expect(ClusterGrouping.clusters(row.endpoints) == row.clusters)
    // The order of the list changes nothing of who belongs together.
    let reversed = ClusterGrouping.clusters(row.endpoints.reversed())
    for left in row.endpoints.indices {
      for right in row.endpoints.indices {
        let last = row.endpoints.count - 1
        #expect(
          (row.clusters[left] == row.clusters[right]) == (reversed[last - left] == reversed[last - right]))
      }
    }
  }
}
