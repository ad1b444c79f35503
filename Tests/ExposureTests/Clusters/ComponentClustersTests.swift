@testable import Exposure
import Targets
import Testing

@Suite("To which cluster an open component belongs")
struct ComponentClustersTests {
  static func entry(
    _ component: Component, label: String? = nil, name: String? = nil, at address: UInt32, port: UInt16,
    uid: String? = nil, authority: ClusterSigns.Authority? = nil, subject: String = "CN=x",
    verdict: Verdict = .anonymousAccess, over transport: Transport = .tls
  ) -> ClusterEntry {
    var certificate = CertificateFacts.sample(subject: subject, issuer: authority?.name ?? "CN=other")
    certificate.authorityKeyIdentifier = authority?.keyIdentifier
    certificate.names = ["node-1"]
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .established, certificate: certificate),
      version: .version(
        403, headers: uid.map { [HeaderField(name: "X-Kubernetes-Pf-Flowschema-Uid", value: $0)] } ?? []))
    observation.endpoint = Endpoint(
      target: Target(
        text: name ?? "10.0.0.\(address)", serverName: name,
        labels: label.map { [Label(key: "cluster", value: $0)] } ?? []),
      address: .v4(0x0A00_0000 + address), port: port, transport: transport)
    guard let entry = ClusterEntry(observation, Assessment(verdict: verdict, component: component)) else {
      preconditionFailure("an API server or an open component")
    }
    return entry
  }

  static func server(
    _ uid: String, label: String? = nil, name: String? = nil, at address: UInt32,
    authority: ClusterSigns.Authority? = nil
  ) -> ClusterEntry {
    entry(
      .kubeAPIServer, label: label, name: name, at: address, port: 6443, uid: uid, authority: authority,
      subject: "CN=kube-apiserver", verdict: .versionLeak)
  }

  static let one = ClusterSigns.Authority(keyIdentifier: "01", name: "CN=kubernetes")
  static let two = ClusterSigns.Authority(keyIdentifier: "02", name: "CN=kubernetes")

  struct Row: Sendable, CustomTestStringConvertible {
    let sentence: String
    let servers: [ClusterEntry]
    let component: ClusterEntry
    let cluster: ComponentClusters.Cluster?
    var testDescription: String { sentence }
  }

  static let rows = [
    Row(
      sentence: "its own label decides", servers: [server("u", label: "test", at: 1)],
      component: entry(.kubelet, label: "prod", at: 1, port: 10250), cluster: .labelled("prod")),
    Row(
      sentence: "the address of an API server", servers: [server("u", at: 2), server("v", at: 1)],
      component: entry(.kubelet, at: 1, port: 10250),
      cluster: .ofServers(first: 1, target: "10.0.0.1:6443")),
    Row(
      sentence: "the label of that API server names it", servers: [server("u", label: "prod", at: 1)],
      component: entry(.etcd, at: 1, port: 2379, over: .plain), cluster: .labelled("prod")),
    Row(
      sentence: "the label of another API server of the cluster",
      servers: [server("u", at: 1), server("u", label: "prod", at: 2)],
      component: entry(.kubelet, at: 1, port: 10250), cluster: .labelled("prod")),
    Row(
      sentence: "the name in the list, whatever the address",
      servers: [server("u", name: "a.example", at: 1)],
      component: entry(.kubelet, name: "a.example", at: 9, port: 10250),
      cluster: .ofServers(first: 0, target: "a.example")),
    Row(
      sentence: "the authority of the certificate, before the address of another cluster",
      servers: [server("u", at: 1, authority: one), server("v", at: 2, authority: two)],
      component: entry(.kubelet, at: 1, port: 10250, authority: two, subject: "CN=system:node:n"),
      cluster: .ofServers(first: 1, target: "10.0.0.2:6443")),
    Row(
      sentence: "an authority that clusters share joins nobody",
      servers: [server("u", at: 1, authority: one), server("v", at: 2, authority: one)],
      component: entry(.kubelet, at: 3, port: 10250, authority: one, subject: "CN=system:node:n"),
      cluster: nil),
    Row(
      sentence: "an address behind which several clusters are joins nobody",
      servers: [server("u", name: "a.example", at: 1), server("v", name: "b.example", at: 1)],
      component: entry(.kubelet, at: 1, port: 10250), cluster: nil),
    Row(
      sentence: "a certificate that a node made for itself names no authority", servers: [server("u", at: 1)],
      component: entry(.kubelet, at: 7, port: 10250, authority: one, subject: "CN=n@1795471479"),
      cluster: nil),
    Row(
      sentence: "nothing", servers: [server("u", at: 1)], component: entry(.kubelet, at: 7, port: 10250),
      cluster: nil),
  ]

  @Test("is told by the first of label, authority, name and address", arguments: rows)
  func cluster(_ row: Row) {
    var tally = ClusterTally()
    for entry in row.servers + [row.component] { tally.add(entry) }
    #expect(tally.counts.components.cluster(of: row.component) == row.cluster)
    #expect(tally.counts.total == Set(row.servers.map(\.keys.version)).count)
  }

  @Test("components that share an authority which no API server shows are of one cluster")
  func ownAuthority() throws {
    var tally = ClusterTally()
    for address in 1...3 as ClosedRange<UInt32> {
      tally.add(Self.entry(.etcd, at: address, port: 2379, authority: Self.two, subject: "CN=e\(address)"))
    }
    let counts = try #require(tally.counts.components.entered[.etcd])
    #expect(counts.placed == 3)
    #expect(counts.clusters == 1)
    guard case .ofAuthority = counts.only else {
      Issue.record("\(String(describing: counts.only))")
      return
    }
  }

  @Test("the authority that a supervisor tells joins where the certificate names a public one")
  func supervisor() throws {
    var observation = Observation.sample(version: .version(401))
    observation.componentAnswers = [
      ComponentAnswer(path: "/cacerts", status: 200, content: .certificates, count: 1, authority: Self.one)
    ]
    #expect(ClusterSigns(observation).authority == Self.one)
    #expect(ClusterSigns(observation, isOfComponent: true).authority == Self.one)
  }

  @Test("clusters count once, and those that are entered apart from those that leak")
  func counts() {
    var tally = ClusterTally()
    tally.add(Self.server("u", label: "prod", at: 1))
    tally.add(Self.entry(.kubelet, at: 1, port: 10250))
    tally.add(Self.entry(.kubelet, label: "prod", at: 5, port: 10250))
    tally.add(Self.entry(.kubelet, label: "test", at: 6, port: 10250))
    tally.add(Self.entry(.kubelet, at: 9, port: 10250))
    tally.add(Self.entry(.kubelet, label: "prod", at: 5, port: 10255, verdict: .versionLeak))
    let clusters = tally.counts.components
    #expect(clusters.entered[.kubelet]?.placed == 3)
    #expect(clusters.entered[.kubelet]?.clusters == 2)
    #expect(clusters.entered[.kubelet]?.only == nil)
    #expect(clusters.leaking[.kubelet]?.only == .labelled("prod"))
    #expect(clusters.clusters[.kubelet] == 2)
    #expect(tally.openComponents == 5)
    #expect(tally.endpoints == 1)
  }

  @Test("a component that shows no more than its health is not kept")
  func closed() {
    var tally = ClusterTally()
    for verdict in [Verdict.healthOnly, .forbidden, .lockedDown, .clientCertificateRequired, .inconclusive] {
      #expect(tally.add(.sample(), Assessment(verdict: verdict, component: .kubelet)) == nil)
    }
    #expect(tally.openComponents == 0)
  }

  @Test("an entry comes back from its bytes with its component and its label")
  func bytes() {
    let entries = [
      Self.entry(.kubelet, label: "prod", at: 1, port: 10250), Self.server("u", at: 2),
      Self.entry(.supervisor, label: String(repeating: "x", count: 5_000), at: 3, port: 9345),
    ]
    var bytes: [UInt8] = []
    for entry in entries { entry.append(to: &bytes) }
    var rest = bytes[...]
    for entry in entries { #expect(ClusterEntry(reading: &rest) == entry) }
    #expect(rest.isEmpty)
  }
}
