import PortableFoundation

/// The rules for what leaks beside version and health: resources, names, the time of the start.
enum LeakRules {
  static let all = [anonymousResources, clusterInfo, internalNames, startTime, recentRestart]

  private static func anonymousResources(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    let access = evidence.access
    guard evidence.isAPIServer, !access.listed.isEmpty || !access.read.isEmpty else { return nil }
    var parts: [String] = []
    if !access.listed.isEmpty {
      parts.append("listed: " + access.listed.map(text).joined(separator: ", ", boundedTo: halfOfEvidence))
    }
    if !access.read.isEmpty {
      parts.append("read: " + access.read.joined(separator: ", ", boundedTo: halfOfEvidence))
    }
    // Discovery, metrics and the schema say much of a cluster, but nothing of what is in it.
    let severity = access.listed.isEmpty ? Severity.medium : .critical
    return FindingRules.finding(.anonymousResources, severity, parts.joined(separator: "; "))
  }

  /// What each of two lists may take of the evidence, with room for what stands between.
  private static let halfOfEvidence = FindingRules.longestEvidence / 2 - 16

  private static func text(_ resource: String, _ count: Int?) -> String {
    count.map { "\(resource) (\($0))" } ?? resource
  }

  private static func clusterInfo(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard evidence.isAPIServer, evidence.access.readsClusterInfo else { return nil }
    return FindingRules.finding(
      .clusterInfo, .low, "kube-public/cluster-info is readable: cluster CA and API server address")
  }

  private static func internalNames(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard verdict.mayConcernAnAPIServer, evidence.isAPIServer || !evidence.supportingSigns.isEmpty,
      let certificate = evidence.observation.tls?.certificate
    else { return nil }
    let names = InternalNames.among(certificate.names, of: evidence.observation.endpoint)
    guard !names.isEmpty else { return nil }
    return FindingRules.finding(
      .internalNames, .info, names.joined(separator: " ", boundedTo: FindingRules.longestEvidence))
  }

  private static func startTime(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard let loopback = evidence.loopback else { return nil }
    let age = ServerAge(loopback, scannedAt: evidence.observation.scannedAt)
    // A start in the future is as the server's clock has it, or the scanner's clock was set back.
    let clock = age.seconds < 0 ? ", \(age.text)" : ""
    return FindingRules.finding(
      .startTime, .info,
      "started \(loopback.startedAt.formatted(.iso8601))\(clock), CN=\(loopback.commonName)")
  }

  /// A restart by itself is an upgrade or a change. Together with a refused health path it is the sign of a liveness
  /// probe without credentials that kills the server: kubelet takes any status outside 200 to 399 for a failure
  /// (kubernetes, pkg/probe/http/http.go).
  private static func recentRestart(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard let loopback = evidence.loopback else { return nil }
    let age = ServerAge(loopback, scannedAt: evidence.observation.scannedAt)
    guard age.isBelow(ServerAge.recent) else { return nil }
    let text = "started \(age.text), at \(loopback.startedAt.formatted(.iso8601))"
    guard evidence.healthz.isRefused, verdict != .inconclusive,
      let status = evidence.observation.response(to: .healthz)?.status
    else { return FindingRules.finding(.recentRestart, .low, text) }
    return FindingRules.finding(
      .recentRestart, .medium,
      text + "; /healthz answers \(status), so a liveness probe without credentials kills it again and again")
  }
}
