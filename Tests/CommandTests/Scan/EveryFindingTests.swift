import Exposure
import Fixtures
import SimulatedFleet
import Testing

@Suite("Every finding", .timeLimit(.minutes(10)))
struct EveryFindingTests {
  /// The findings of each server that a scan with `--access` saw, by the label of its behaviour.
  private func findings(_ report: Report) -> [String: Set<String>] {
    Dictionary(
      uniqueKeysWithValues: zip(report["labels"], report["findings"]).map { label, findings in
        (
          String(label.drop { $0 != "=" }.dropFirst()),
          Set(findings.split(separator: " ").map(String.init))
        )
      })
  }

  @Test("of a single endpoint is seen in a scan of servers that behave that way")
  func single() async throws {
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run(
        "scan", list, "--access", "--components", "all", "-q", "--format", "csv")
      #expect(outcome.status == 0)
      let found = findings(Report(outcome.output))
      let expected: [(ServerBehaviour, Set<FindingID>)] = [
        (.kubeadmDefault, [.anonymousVersion, .anonymousHealth, .internalNames, .startTime]),
        (.anonymousAdmin, [.anonymousResources, .clusterInfo]),
        (.unhealthy, [.healthDetails]),
        (.insecurePort, [.insecurePort, .endOfLifeRelease]),
        (.legacy, [.endOfLifeRelease, .knownVulnerabilities]),
        (.justStarted, [.startTime, .recentRestart]),
        (.expiredCertificate, [.certificateExpired]),
        (.expiringCertificate, [.certificateExpiring]),
        (.oldTLS, [.weakTLS]),
        (.plaintextProxy, [.plaintextHTTP]),
        (.openKubelet, [.kubeletAnonymous]), (.etcd, [.etcdOpen]), (.scheduler, [.componentMetrics]),
        (.machineConfigServer, [.ignitionOpen]), (.kubectlProxy, [.kubectlProxy]),
        (.readOnlyKubelet, [.kubeletReadOnlyPort]),
      ]
      for (behaviour, identifiers) in expected {
        let missing = Set(identifiers.map(\.rawValue)).subtracting(found[behaviour.rawValue] ?? [])
        #expect(missing.isEmpty, "\(behaviour.rawValue)")
      }
      let seen = found.values.reduce(into: Set<String>()) { $0.formUnion($1) }
      let all = Set(FindingID.allCases.map(\.rawValue))
      // One needs several addresses, the other a policy.
      let others = [FindingID.inconsistentControlPlane, .unexpectedPosture].map(\.rawValue)
      #expect(all.subtracting(seen) == Set(others))
      #expect(found["insecure-port"]?.contains("plaintext-http") == false)
      #expect(found["anonymous-disabled"]?.contains("recent-restart") == false)
    }
  }

  @Test(
    "of a control plane whose servers differ is seen where one name leads to both",
    .enabled(if: try OutsideTool.unshare.isReady, "needs \(OutsideTool.unshare)"),
    .enabled("this machine gives no file system of one's own") {
      try await Program(named: "unshare")?.run(Self.unshare("/etc/hosts", ["true"])).status == 0
    })
  func controlPlane() async throws {
    try await withFleet([.kubeadmDefault]) { first in
      let server = try #require(first.first)
      let other = try await SimulatedFleet.start(
        [.anonymousDisabled], host: "127.0.0.2", port: server.port)
      let directory = try TemporaryDirectory()
      let name = "control-plane.test"
      let hosts = try directory.write("127.0.0.1 \(name)\n127.0.0.2 \(name)\n", to: "hosts")
      let outcome = try await #require(Program(named: "unshare")).run(
        Self.unshare(hosts, [Command.path, "scan", "\(name):\(server.port)", "-q", "--format", "csv"]))
      try await other.stop()
      #expect(outcome.status == 0)
      let report = Report(outcome.output)
      #expect(report["address"] == ["127.0.0.1", "127.0.0.2"])
      #expect(report["verdict"] == ["version_leak", "locked_down"])
      #expect(report["findings"].allSatisfy { $0.contains("inconsistent-control-plane") })
    }
  }

  /// The words that run a command with other `/etc/hosts`, in a file system of its own.
  private static func unshare(_ hosts: String, _ command: [String]) -> [String] {
    [
      "--user", "--map-root-user", "--mount", "sh", "-c",
      "mount --bind \"$0\" /etc/hosts && exec \"$@\"", hosts,
    ] + command
  }
}
