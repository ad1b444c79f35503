import Exposure

/// What a finding says of an endpoint, as a clause of a sentence.
enum FindingCause {
  static func clause(_ finding: Finding, _ observation: Observation, _ assessment: Assessment) -> String {
    switch finding.id {
    case .anonymousVersion: "anyone can read the version without credentials"
    case .anonymousHealth: "anyone can read the health"
    case .healthDetails: "anyone can read the list of its health checks"
    case .anonymousResources: VerdictCause.access(observation)
    case .clusterInfo: "anyone can read kubeadm's cluster-info"
    case .insecurePort: "anyone can do everything over plain HTTP"
    case .endOfLifeRelease: endOfLife(finding, assessment)
    case .knownVulnerabilities: vulnerability(assessment)
    case .internalNames: "its certificate reveals private addresses or internal names"
    case .startTime: "it reveals when its process started"
    case .recentRestart:
      finding.severity > .low
        ? "it started less than 15 minutes before the scan and refuses its health to probes without credentials"
        : "it started less than 15 minutes before the scan"
    case .certificateExpired:
      "its certificate\(end(observation, "has been invalid since", "is no longer valid"))"
    case .certificateExpiring: "its certificate\(end(observation, "ends on", "ends within 30 days"))"
    case .weakTLS: "it negotiated \(observation.tls?.version?.rawValue ?? "TLS 1.1 or older")"
    case .inconsistentControlPlane: "the addresses of its name differ in verdict or version"
    case .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy,
      .componentMetrics:
      ComponentReason.clause(finding) ?? ""
    case .unexpectedPosture: "it is not as the policy expects: \(finding.evidence)"
    case .plaintextHTTP: "it answers over plain HTTP, where what its clients send can be read"
    }
  }

  private static func endOfLife(_ finding: Finding, _ assessment: Assessment) -> String {
    let release = assessment.version?.kubernetesVersion?.release.description ?? "its release"
    if let support = assessment.vendorSupport, let vendor = assessment.distribution?.name {
      let text = "\(vendor) supported \(release) until \(support.standard)"
      return finding.severity > .low ? text : text + ", and longer only where that was bought"
    }
    guard let end = assessment.releaseEndOfLife else { return "\(release) is long past its end of life" }
    let text = "\(release) has been past upstream's end of life since \(Timestamp.day(end))"
    return finding.severity > .low ? text : text + ", and its vendor supports it only where that was bought"
  }

  private static func vulnerability(_ assessment: Assessment) -> String {
    guard let worst = assessment.worstVulnerability else {
      return "vulnerabilities are known of its version that no release fixes"
    }
    let facts = [worst.cvss.map { "CVSS \($0)" }, worst.isExploited ? "known to be exploited" : nil]
      .compactMap { $0 }
    let score = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    let what = worst.isByGo ? "the Go that built it" : "its version"
    let need =
      switch (worst.isAttackerUnknown, worst.needsCredentials) {
      case (true, _): "it is not known whether it needs credentials"
      case (false, true): "needs credentials"
      case (false, false): "needs no credentials"
      }
    let condition = worst.condition.map { " (condition: \($0))" } ?? ""
    let text = "\(worst.id)\(score) applies to \(what) and \(need)\(condition)"
    return assessment.versionConfidence == .vendorBuild && !worst.isByGo
      ? text + ", unless the vendor has fixed it in this build" : text
  }

  private static func end(_ observation: Observation, _ before: String, _ unknown: String) -> String {
    observation.tls?.certificate?.notAfter.map { " \(before) \(Timestamp.day($0))" } ?? " \(unknown)"
  }
}
