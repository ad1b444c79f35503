import Exposure
import Targets
import Fixtures
import Testing

@testable import Reporting

@Suite("Metrics")
struct MetricsWriterTests {
  private func lines(
    _ observations: [Observation], _ settings: DocumentSettings = .sample()
  ) throws -> [String] {
    try MetricsWriter(settings).document(observations).split(separator: "\n").map(String.init)
  }

  @Test(
    "pass Prometheus' own checker, whatever strangers and users write",
    .enabled(if: try OutsideTool.promtool.isReady, "needs \(OutsideTool.promtool)"))
  func promtool() async throws {
    let promtool = try #require(OutsideTool.promtool.program)
    for observations in [[Observation].ofAllKinds, []] {
      let text = try MetricsWriter(.sample()).document(observations)
      let outcome = try await promtool.run(["check", "metrics"], input: text)
      #expect(outcome.status == 0, "\(outcome.errors.prefix(600))")
      #expect(outcome.output + outcome.errors == "")
    }
  }

  @Test("count every verdict and severity, none of them left out")
  func counts() throws {
    let lines = try lines([.leaking(), .leaking(), .lockedDown(), .sample(.refused)])
    #expect(lines.contains(#"apiexpose_endpoints{posture="exposed",verdict="version_leak"} 2"#))
    #expect(lines.contains(#"apiexpose_endpoints{posture="unreachable",verdict="closed"} 1"#))
    #expect(lines.contains(#"apiexpose_endpoints{posture="exposed",verdict="anonymous_access"} 0"#))
    #expect(lines.count { $0.hasPrefix("apiexpose_endpoints{") } == Verdict.allCases.count)
    #expect(lines.contains(#"apiexpose_endpoints_with_finding{finding="anonymous-version"} 2"#))
    #expect(lines.contains(#"apiexpose_findings{severity="critical"} 0"#))
  }

  @Test("count clusters apart from endpoints")
  func clusters() throws {
    let text = try MetricsWriter(.sample()).document(
      [.leaking(), .leaking(), .sample(.refused)], clusters: ClusterCounts(verdicts: [.versionLeak: 1]))
    let lines = text.split(separator: "\n")
    #expect(lines.contains(#"apiexpose_clusters{posture="exposed",verdict="version_leak"} 1"#))
    #expect(lines.contains(#"apiexpose_clusters{posture="locked_down",verdict="locked_down"} 0"#))
    #expect(lines.contains(#"apiexpose_endpoints{posture="exposed",verdict="version_leak"} 2"#))
  }

  @Test("tell of the scan when it was and how long it took")
  func period() throws {
    let lines = try lines([.complete])
    #expect(lines.contains("apiexpose_scan_duration_seconds 0.031"))
    #expect(lines.contains("apiexpose_scan_last_success_timestamp_seconds 1795471495.031"))
    #expect(try !self.lines([]).contains { $0.hasPrefix("apiexpose_scan") })
  }

  @Test(
    "tell of each endpoint whether it is exposed, with its target and labels, and when its certificate ends")
  func endpoints() throws {
    let lines = try lines([.complete, .lockedDown()])
    let labels =
      #"target="https://api.example.com",address="2001:db8::1",port="6443",label_cluster="prod",label_owner="a b""#
    #expect(lines.contains("apiexpose_endpoint_exposed{\(labels)} 1"))
    #expect(
      lines.contains(#"apiexpose_endpoint_exposed{target="192.0.2.1",address="192.0.2.1",port="6443"} 0"#))
    #expect(
      lines.contains(
        #"apiexpose_endpoint_verdict_info{target="192.0.2.1",address="192.0.2.1",port="6443",verdict="locked_down","#
          + #"posture="locked_down",severity="none",component="kube-apiserver",version=""} 1"#))
    #expect(
      lines.contains("apiexpose_endpoint_certificate_not_after_timestamp_seconds{\(labels)} 1827007495"))
  }

  @Test("have series of a bounded number of endpoints, the exposed first", arguments: [0, 1, 2, 3])
  func bounded(limit: Int) throws {
    let observations: [Observation] = [
      .lockedDown(target: .sample("a")), .lockedDown(target: .sample("b")), .leaking(target: .sample("c")),
    ]
    let lines = try lines(observations, .sample(metricsPerEndpoint: limit))
    let series = lines.filter { $0.hasPrefix("apiexpose_endpoint_exposed{") }
    #expect(series.count == limit)
    #expect(limit == 0 || series.first?.hasSuffix("} 1") == true)
    #expect(lines.contains("apiexpose_endpoints_without_series \(3 - limit)"))
  }

  @Test("have no series twice, which a reader would refuse")
  func repeated() throws {
    let lines = try lines([.leaking(), .leaking()])
    #expect(lines.count { $0.hasPrefix("apiexpose_endpoint_exposed{") } == 1)
  }

  @Test(
    "make label names of the user's keys that Prometheus allows",
    arguments: [
      (["team"], ["label_team"]),
      (["a.b", "a-b", "a_b"], ["label_a_b", "label_a_b_2", "label_a_b_3"]),
      (["1"], ["label_1"]),
      (["größe"], ["label_gr__e"]),
      (["a\"} 1\nx"], ["label_a___1_x"]),
      (["k", "k"], ["label_k", "label_k_2"]),
      (["k", "k", "k_2", "k"], ["label_k", "label_k_2", "label_k_2_2", "label_k_3"]),
      (["k_2", "k", "k", "k"], ["label_k_2", "label_k", "label_k_3", "label_k_4"]),
    ])
  func names(keys: [String], names: [String]) {
    #expect(MetricLabel.user(keys.map { Label(key: $0, value: "v") }).map(\.name) == names)
  }

  @Test(
    "escape what would end a value",
    arguments: [
      (#"a"b"#, #"{x="a\"b"}"#), (#"a\b"#, #"{x="a\\b"}"#), ("a\nb", #"{x="a b"}"#),
      ("\u{1B}", #"{x="\\x1b"}"#),
    ])
  func values(value: String, text: String) {
    #expect(MetricLabel.text([MetricLabel("x", value)]) == text)
  }
}
