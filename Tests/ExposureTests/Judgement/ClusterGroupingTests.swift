import Exposure
import Testing

@Suite("Which endpoints are one cluster")
struct ClusterGroupingTests {
  static func signs(
    version: String? = nil, healthz: String? = nil, key: String? = nil, authority: String = "CN=kubernetes",
    name: String? = nil
  ) -> ClusterSigns {
    var schemas: [String: String] = [:]
    schemas["/version"] = version
    schemas["/healthz"] = healthz
    return ClusterSigns(
      schemas: schemas,
      authority: key.map { ClusterSigns.Authority(keyIdentifier: $0, name: authority) }, name: name)
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

  @Test("an endpoint shows its signs in its answers, its certificate and its name")
  func reading() {
    let tls = TLSFacts(handshake: .established, certificate: .ofAPIServer)
    let observation = Observation.sample(
      tls: tls, version: .version(200, Body.version, headers: .flowSchema), healthz: .healthz(401))
    let signs = ClusterSigns(observation, authorityKeyIdentifier: "0a0b")
    #expect(signs.schemas == ["/version": "9a78a23d-29c3-41fe-ab35-dc653f5e64ad"])
    #expect(signs.authority == ClusterSigns.Authority(keyIdentifier: "0a0b", name: "CN=kubernetes"))
    #expect(signs.name == nil)
    #expect(ClusterSigns(observation, authorityKeyIdentifier: nil).authority == nil)
  }
}
