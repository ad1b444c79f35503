import Testing

@testable import Exposure
import Targets

@Suite("The identifier of a cluster")
struct ClusterIdentifierTests {
  static func identifier(
    uid: String? = nil, healthz: String? = nil, key: String? = nil, name: String? = nil,
    at address: UInt32 = 1,
    component: Component? = .kubeAPIServer, signs: [APIServerSign] = []
  ) -> String? {
    func fields(_ value: String?) -> [HeaderField] {
      value.map { [HeaderField(name: "X-Kubernetes-Pf-Flowschema-Uid", value: $0)] } ?? []
    }
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .established, certificate: .ofAPIServer))
    observation.endpoint = Endpoint(
      target: Target(text: "t", serverName: name), address: .v4(address), port: 6443, transport: .tls)
    observation.tls?.certificate?.authorityKeyIdentifier = key
    observation.responses = [
      Response(path: "/version", status: 403, headers: fields(uid)),
      Response(path: "/healthz", status: 403, headers: fields(healthz)),
    ]
    return ClusterIdentifier.text(
      observation, Assessment(verdict: .forbidden, signs: signs, component: component))
  }

  @Test("is that of the best sign, whatever the others are")
  func best() {
    let byUID = Self.identifier(uid: "u", key: "0a", name: "a")
    #expect(byUID == Self.identifier(uid: "u", healthz: "w", key: "0b", at: 2))
    #expect(byUID != Self.identifier(uid: "v", key: "0a", name: "a"))
    let byAuthority = Self.identifier(key: "0a", name: "a")
    #expect(byAuthority == Self.identifier(healthz: "w", key: "0a", name: "b", at: 2))
    #expect(byAuthority != Self.identifier(key: "0b", name: "a"))
    let byName = Self.identifier(name: "a")
    #expect(byName == Self.identifier(name: "a", at: 2))
    #expect(byName != Self.identifier(name: "b"))
    #expect(Self.identifier(at: 1) == Self.identifier(at: 1))
    #expect(Self.identifier(at: 1) != Self.identifier(at: 2))
    #expect(Set([byUID, byAuthority, byName, Self.identifier()]).count == 4)
  }

  @Test("is the same in every release")
  func stable() {
    #expect(Self.identifier(uid: "9a78a23d-29c3-41fe-ab35-dc653f5e64ad") == "10391679e7d1")
    #expect(Self.identifier(name: "api.example.com") == "5069b7611148")
  }

  @Test("of another component is that of its authority, as the API server's own")
  func components() {
    let server = Self.identifier(key: "0a", name: "a")
    #expect(Self.identifier(uid: "u", key: "0a", name: "b", at: 2, component: .kubelet) == server)
    #expect(Self.identifier(name: "a", component: .kubelet) == nil)
  }

  @Test("is missing where no API server answered")
  func missing() {
    #expect(Self.identifier(uid: "u", component: nil) == nil)
    #expect(Self.identifier(uid: "u", component: nil, signs: [.statusObject]) != nil)
    #expect(Self.identifier(uid: "u", component: .kubelet, signs: [.statusObject]) == nil)
  }
}
