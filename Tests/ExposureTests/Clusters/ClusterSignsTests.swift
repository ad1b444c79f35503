import Testing

@testable import Exposure
import Targets

@Suite("The signs of a cluster")
struct ClusterSignsTests {
  @Test("stand in the answers, the certificate and the name")
  func reading() {
    var certificate = CertificateFacts.ofAPIServer
    certificate.authorityKeyIdentifier = "0a0b"
    let tls = TLSFacts(handshake: .established, certificate: certificate)
    var observation = Observation.sample(
      tls: tls, version: .version(200, Body.version, headers: .flowSchema), healthz: .healthz(401))
    let signs = ClusterSigns(observation)
    #expect(signs.version == "9a78a23d-29c3-41fe-ab35-dc653f5e64ad")
    #expect(signs.healthz == nil)
    #expect(signs.authority == ClusterSigns.Authority(keyIdentifier: "0a0b", name: "CN=kubernetes"))
    #expect(signs.endpoint?.serverName == nil)
    observation.tls?.certificate?.authorityKeyIdentifier = nil
    #expect(ClusterSigns(observation).authority == nil)
  }

  @Test(
    "an authority is a cluster's own unless it certifies public names alone",
    arguments: [
      (["kubernetes", "kubernetes.default.svc", "10.96.0.1", "api.acme.com"], true),
      (["api.acme.com", "10.0.0.1"], true),
      (["api.acme.com", "node-1"], true),
      (["127.0.0.1"], true), (["::1"], true), (["203.0.113.7"], true),
      (["api.example.com"], true), (["a.b.test"], true),
      ([], true),
      (["api.acme.com"], false), (["*.clusters.acme.io", "API.ACME.com"], false),
      (["api.acme.com", "8.8.8.8"], false),
    ])
  func publicNames(names: [String], isSign: Bool) {
    var certificate = CertificateFacts.ofAPIServer
    certificate.authorityKeyIdentifier = "0a0b"
    certificate.names = names
    #expect((ClusterSigns.Authority(certificate) != nil) == isSign)
  }
}
