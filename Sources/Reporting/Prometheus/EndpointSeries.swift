import Exposure
import PortableFoundation

/// What the metrics say of single endpoints: as many as the settings allow, exposed ones first, each once.
struct EndpointSeries {
  /// One endpoint.
  struct Entry {
    let labels: [MetricLabel]
    let facts: [MetricLabel]
    let isExposed: Bool
    let certificateEnd: Date?

    init(_ observation: Observation, _ assessment: Assessment) {
      let endpoint = observation.endpoint
      labels =
        [
          MetricLabel("target", endpoint.target.text),
          MetricLabel("address", endpoint.address?.description ?? ""),
          MetricLabel("port", String(endpoint.port)),
        ] + MetricLabel.user(endpoint.target.labels)
      facts =
        [
          MetricLabel("verdict", assessment.verdict.rawValue),
          MetricLabel("posture", assessment.posture.rawValue),
          MetricLabel("severity", assessment.severity.rawValue),
          MetricLabel("component", assessment.component?.rawValue ?? ""),
          MetricLabel("version", assessment.version?.gitVersion ?? ""),
        ] + (assessment.policy?.acceptances.isEmpty == false ? [MetricLabel("accepted", "true")] : [])
      isExposed = assessment.posture == .exposed
      certificateEnd = observation.tls?.certificate?.notAfter
    }
  }

  private let limit: Int
  private var exposed: [Entry] = []
  private var others: [Entry] = []
  /// Series must not occur twice: a reader refuses the whole file. Of an endpoint in several merged files the first
  /// counts.
  private var seen: Set<String> = []
  /// The endpoints that have no series because there are too many.
  private(set) var left = 0

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    let isExposed = assessment.posture == .exposed
    guard exposed.count + (isExposed ? 0 : others.count) < limit else {
      left += 1
      return
    }
    let entry = Entry(observation, assessment)
    guard seen.insert(MetricLabel.text(entry.labels)).inserted else { return }
    if isExposed { exposed.append(entry) } else { others.append(entry) }
    if exposed.count + others.count > limit {
      others.removeLast()
      left += 1
    }
  }

  func write(to text: inout MetricsText) {
    let entries = exposed + others
    text.family("apiexpose_endpoints_without_series", "Endpoints beyond \(OptionName.metricsPerEndpoint).")
    text.sample("apiexpose_endpoints_without_series", [], Double(left))
    guard !entries.isEmpty else { return }
    text.family(
      "apiexpose_endpoint_exposed", "Whether the endpoint tells anyone who can reach it more than its health."
    )
    for entry in entries {
      text.sample("apiexpose_endpoint_exposed", entry.labels, entry.isExposed ? 1 : 0)
    }
    text.family("apiexpose_endpoint_verdict_info", "What was found of the endpoint; always 1.")
    for entry in entries { text.sample("apiexpose_endpoint_verdict_info", entry.labels + entry.facts, 1) }
    let certified = entries.compactMap { entry in
      entry.certificateEnd.map { (entry.labels, $0.timeIntervalSince1970) }
    }
    guard !certified.isEmpty else { return }
    let name = "apiexpose_endpoint_certificate_not_after_timestamp_seconds"
    text.family(name, "When the serving certificate ends, as a Unix time.")
    for (labels, end) in certified { text.sample(name, labels, end) }
  }
}
