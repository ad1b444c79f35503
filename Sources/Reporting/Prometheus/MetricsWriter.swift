import Exposure

/// Metrics in Prometheus' text format, for the textfile collector of node_exporter.
struct MetricsWriter: DocumentWriter {
  private let settings: DocumentSettings
  private var findings = FindingTally(examples: 0, countsAccepted: true)
  private var open = FindingTally(examples: 0)
  private var series: EndpointSeries

  init(_ settings: DocumentSettings) {
    self.settings = settings
    series = EndpointSeries(limit: settings.context.metricsPerEndpoint)
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    findings.add(observation, assessment)
    if settings.context.policy != nil { open.add(observation, assessment) }
    if settings.filter.admits(observation, assessment) { series.add(observation, assessment) }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    var text = MetricsText()
    text.family("apiexpose_build_info", "The version that made these metrics; always 1.")
    text.sample("apiexpose_build_info", [MetricLabel("version", settings.context.toolVersion)], 1)
    text.family(
      "apiexpose_knowledge_timestamp_seconds",
      "The day as of which releases and vulnerabilities are known by which endpoints were judged.")
    text.sample(
      "apiexpose_knowledge_timestamp_seconds", [], settings.context.knowledge.asOf.start.timeIntervalSince1970
    )
    write(summary, to: &text)
    writeClusters(summary, to: &text)
    writeComponents(summary, to: &text)
    writeFindings(to: &text)
    if let policy = settings.context.policy { write(policy, summary, to: &text) }
    if let period = summary.period { write(period, to: &text) }
    series.write(to: &text)
    bytes.append(contentsOf: text.bytes)
  }

  private func write(_ summary: Summary, to text: inout MetricsText) {
    text.family("apiexpose_endpoints", "Endpoints of the last scan by verdict.")
    for verdict in Verdict.allCases {
      let labels = [
        MetricLabel("posture", verdict.posture.rawValue), MetricLabel("verdict", verdict.rawValue),
      ]
      text.sample("apiexpose_endpoints", labels, Double(summary.count(verdict)))
    }
  }

  private func writeComponents(_ summary: Summary, to text: inout MetricsText) {
    text.family(
      "apiexpose_open_components",
      "Components beside API servers in the last scan that let strangers in, or show them more than their health."
    )
    for component in Component.allCases where component != .kubeAPIServer {
      let labels = [MetricLabel("component", component.rawValue)]
      text.sample("apiexpose_open_components", labels, Double(summary.openComponents(component)))
    }
    text.family(
      "apiexpose_clusters_with_open_component",
      "Clusters of the last scan to which such components are known to belong.")
    for component in Component.allCases where component != .kubeAPIServer {
      let count = summary.clusterCounts?.components.clusters[component] ?? 0
      text.sample(
        "apiexpose_clusters_with_open_component", [MetricLabel("component", component.rawValue)],
        Double(count))
    }
  }

  private func writeClusters(_ summary: Summary, to text: inout MetricsText) {
    text.family(
      "apiexpose_clusters", "Clusters of the last scan by the verdict of their most exposed endpoint.")
    for verdict in Verdict.allCases where verdict.posture != .unreachable {
      let labels = [
        MetricLabel("posture", verdict.posture.rawValue), MetricLabel("verdict", verdict.rawValue),
      ]
      text.sample("apiexpose_clusters", labels, Double(summary.clusters(verdict)))
    }
  }

  private func writeFindings(to text: inout MetricsText) {
    text.family("apiexpose_findings", "Findings of the last scan by severity.")
    for severity in Severity.allCases where severity != .none {
      let labels = [MetricLabel("severity", severity.rawValue)]
      text.sample("apiexpose_findings", labels, Double(findings.count(severity)))
    }
    text.family("apiexpose_endpoints_with_finding", "Endpoints of the last scan that have the finding.")
    for id in FindingID.allCases {
      text.sample(
        "apiexpose_endpoints_with_finding", [MetricLabel("finding", id.rawValue)], Double(findings.count(id)))
    }
  }

  /// What a policy has come to. The families above count what is accepted as well.
  private func write(_ policy: PolicyInForce, _ summary: Summary, to text: inout MetricsText) {
    text.family(
      "apiexpose_accepted_findings", "Findings of the last scan that the policy accepts, by severity.")
    for severity in Severity.allCases where severity != .none {
      text.sample(
        "apiexpose_accepted_findings", [MetricLabel("severity", severity.rawValue)],
        Double(findings.count(severity) - open.count(severity)))
    }
    text.family(
      "apiexpose_accepted_endpoints", "Endpoints of the last scan of which the policy accepts something.")
    text.sample("apiexpose_accepted_endpoints", [], Double(summary.policy.endpoints))
    text.family("apiexpose_policy_exceptions", "Exceptions of the policy by state at the last scan.")
    for state in PolicyException.State.allCases {
      text.sample(
        "apiexpose_policy_exceptions", [MetricLabel("state", state.rawValue)],
        Double(policy.policy.exceptions.count { $0.state(at: policy.time) == state }))
    }
  }

  private func write(_ period: ScanPeriod, to text: inout MetricsText) {
    text.family("apiexpose_scan_duration_seconds", "From the beginning of the last scan to its end.")
    text.sample("apiexpose_scan_duration_seconds", [], period.duration)
    text.family(
      "apiexpose_scan_last_success_timestamp_seconds", "When the last scan ended that ran to its end.")
    text.sample("apiexpose_scan_last_success_timestamp_seconds", [], period.end.timeIntervalSince1970)
  }
}
