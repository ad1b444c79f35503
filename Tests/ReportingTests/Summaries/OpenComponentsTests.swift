import Exposure
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("Open components in the summary")
struct OpenComponentsTests {
  static func summary(_ entries: [(target: Target, component: Component, verdict: Verdict)]) -> Summary {
    var summary = Summary()
    for entry in entries {
      let observation = Observation(
        endpoint: Endpoint(target: entry.target, address: nil, port: 10250, transport: .tls),
        scannedAt: Date(timeIntervalSince1970: 1_795_471_440), connection: .connected)
      summary.add(observation, Assessment(verdict: entry.verdict, component: entry.component))
    }
    return summary
  }

  static func target(_ text: String, cluster: String? = nil, name: String? = nil) -> Target {
    Target(
      text: text, serverName: name, labels: cluster.map { [Label(key: "cluster", value: $0)] } ?? [])
  }

  @Test(
    "they stand behind the clusters, those that let strangers in first, with the cluster of their targets")
  func sentence() {
    let summary = Self.summary([
      (Self.target("10.0.0.1", cluster: "prod"), .kubeAPIServer, .versionLeak),
      (Self.target("10.0.0.2"), .kubeScheduler, .versionLeak),
      (Self.target("10.0.0.3", cluster: "prod"), .kubelet, .anonymousAccess),
      (Self.target("10.0.0.4", cluster: "prod"), .kubelet, .insecurePort),
      (Self.target("10.0.0.5", cluster: "prod"), .kubelet, .lockedDown),
      (Self.target("a.example", name: "a.example"), .etcd, .anonymousAccess),
      (Self.target("b.example", name: "b.example"), .etcd, .anonymousAccess),
      (Self.target("10.0.0.9"), .kubectlProxy, .insecurePort),
    ])
    #expect(
      summary.sentence == "1 cluster leaks its version; 2 kubelets of cluster prod let strangers in; "
        + "2 etcd servers of 2 clusters let strangers in; 1 kubectl proxy lets strangers in; "
        + "1 kube-scheduler shows strangers more than its health; 1 endpoint is another component of Kubernetes."
    )
    #expect(summary.openComponents.count(.kubelet) == 2)
    #expect(summary.openComponents.count(.kubeScheduler) == 1)
    #expect(summary.openComponents.count(.kubeProxy) == 0)
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
