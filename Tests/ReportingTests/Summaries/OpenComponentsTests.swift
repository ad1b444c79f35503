import Exposure
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("Open components in the summary")
struct OpenComponentsTests {
  typealias Entry = (target: Target, component: Component, verdict: Verdict)

  static func summary(_ entries: [Entry]) -> Summary {
    var summary = Summary()
    var clusters = ClusterTally()
    for entry in entries {
      let observation = Observation(
        endpoint: Endpoint(
          target: entry.target, address: IPAddress(entry.target.text), port: 10250, transport: .tls),
        scannedAt: Date(timeIntervalSince1970: 1_795_471_440), connection: .connected)
      let assessment = Assessment(verdict: entry.verdict, component: entry.component)
      summary.add(observation, assessment)
      clusters.add(observation, assessment)
    }
    summary.clusterCounts = clusters.counts
    return summary
  }

  static func target(_ text: String, cluster: String? = nil, name: String? = nil) -> Target {
    Target(
      text: text, serverName: name, labels: cluster.map { [Label(key: "cluster", value: $0)] } ?? [])
  }

  @Test("they stand behind the clusters, those that let strangers in first, with the cluster they belong to")
  func sentence() {
    let summary = Self.summary([
      (Self.target("10.0.0.1", cluster: "prod"), .kubeAPIServer, .versionLeak),
      (Self.target("10.0.0.2"), .kubeScheduler, .versionLeak),
      (Self.target("10.0.0.3", cluster: "prod"), .kubelet, .anonymousAccess),
      (Self.target("10.0.0.4", cluster: "prod"), .kubelet, .insecurePort),
      (Self.target("10.0.0.5", cluster: "prod"), .kubelet, .lockedDown),
      (Self.target("a.example", cluster: "a", name: "a.example"), .etcd, .anonymousAccess),
      (Self.target("b.example", cluster: "b", name: "b.example"), .etcd, .anonymousAccess),
      (Self.target("10.0.0.9"), .kubectlProxy, .insecurePort),
    ])
    #expect(
      summary.sentence == "1 cluster leaks its version; 2 kubelets of cluster prod let strangers in; "
        + "2 etcd servers of 2 clusters let strangers in; 1 kubectl proxy lets strangers in; "
        + "1 kube-scheduler shows strangers more than its health; 1 endpoint is another component of Kubernetes."
    )
    #expect(summary.openComponents(.kubelet) == 2)
    #expect(summary.openComponents(.kubeScheduler) == 1)
    #expect(summary.openComponents(.kubeProxy) == 0)
  }

  @Test("several of a kind have the plural of English")
  func plurals() {
    let summary = Self.summary(
      (1...4).map { number in
        (Self.target("10.0.0.\(number)"), number < 3 ? .kubeProxy : .kubectlProxy, .versionLeak)
      })
    #expect(
      summary.sentence.contains("2 kube-proxies show") && summary.sentence.contains("2 kubectl proxies show"))
  }

  static let places: [(sentence: String, entries: [Entry], clause: String)] = [
    (
      "the cluster of an API server at the same address, by its target",
      [
        (target("10.0.0.1"), .kubeAPIServer, .lockedDown), (target("10.0.0.1"), .kubelet, .anonymousAccess),
      ],
      "1 kubelet of the cluster of 10.0.0.1:10250 lets strangers in"
    ),
    (
      "a cluster of some of them",
      [
        (target("10.0.0.1", cluster: "prod"), .kubelet, .anonymousAccess),
        (target("10.0.0.2"), .kubelet, .anonymousAccess), (target("10.0.0.3"), .kubelet, .anonymousAccess),
      ],
      "3 kubelets (1 of cluster prod) let strangers in"
    ),
    (
      "control characters in a label are made visible",
      [(target("10.0.0.1", cluster: "a\u{1B}[31mb"), .kubelet, .anonymousAccess)],
      "1 kubelet of cluster a\\x1b[31mb lets strangers in"
    ),
    (
      "one kubelet under two names",
      [
        (target("10.0.0.1"), .kubelet, .anonymousAccess), (target("10.0.0.1"), .kubelet, .anonymousAccess),
        (target("10.0.0.2"), .kubelet, .anonymousAccess),
      ],
      "2 kubelets let strangers in"
    ),
    ("none", [(target("10.0.0.1"), .etcd, .anonymousAccess)], "1 etcd server lets strangers in"),
  ]

  @Test("a clause names the cluster", arguments: places)
  func place(_ row: (sentence: String, entries: [Entry], clause: String)) {
    let summary = Self.summary(row.entries)
    #expect(summary.openComponents.clauses(summary.clusterCounts?.components) == [row.clause])
  }

  @Test("a checkpoint keeps them")
  func coding() throws {
    let summary = Self.summary([
      (Self.target("10.0.0.3", cluster: "prod"), .kubelet, .anonymousAccess),
      (Self.target("10.0.0.2"), .kubeScheduler, .versionLeak),
    ])
    let read = try JSONDecoder().decode(Summary.self, from: JSONEncoder().encode(summary))
    #expect(read.openComponents == summary.openComponents)
  }
}
