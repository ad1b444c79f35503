#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The rules for what leaks beside version and health: resources, names, the time of the start.
enum LeakRules {
  static let all = [anonymousResources, clusterInfo, internalNames, startTime, recentRestart]

  private static func anonymousResources(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    let access = evidence.access
    guard evidence.isAPIServer, !access.listed.isEmpty || !access.read.isEmpty else { return nil }
    var parts: [String] = []
    if !access.listed.isEmpty {
      parts.append("listed: " + access.listed.map(text).joined(separator: ", "))
    }
    if !access.read.isEmpty { parts.append("read: " + access.read.joined(separator: ", ")) }
    // Discovery, metrics and the schema say much of a cluster, but nothing of what is in it.
    let severity = access.listed.isEmpty ? Severity.medium : .critical
    return FindingRules.finding(.anonymousResources, severity, parts.joined(separator: "; "))
  }

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
    return FindingRules.finding(.internalNames, .low, listed(names, within: FindingRules.longestEvidence))
  }

  private static func startTime(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard let loopback = evidence.loopback else { return nil }
    return FindingRules.finding(
      .startTime, .info, "started \(loopback.startedAt.formatted(.iso8601)), CN=\(loopback.commonName)")
  }

  /// Time since the start below which it is worth a word: longer than a kubelet takes to give a dead API server up and
  /// start it anew, its pauses of up to five minutes included.
  private static let recently = TimeInterval(15 * 60)

  private static func recentRestart(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard let loopback = evidence.loopback else { return nil }
    let age = evidence.observation.scannedAt.timeIntervalSince(loopback.startedAt)
    guard age < recently else { return nil }
    let seconds = Int(max(0, age))
    let text = "started \(seconds) s before the scan, at \(loopback.startedAt.formatted(.iso8601))"
    guard evidence.healthz.meaning == .unauthorized else {
      return FindingRules.finding(.recentRestart, .medium, text)
    }
    return FindingRules.finding(
      .recentRestart, .medium,
      text + "; /healthz answers 401, so a liveness probe without credentials kills it again and again")
  }
}
