import Exposure
import Targets

/// What the table says of an endpoint beside its verdict: facts in words, the most important first.
enum EndpointFacts {
  /// The facts of one endpoint: an unexpected component, what went wrong where that is the news, then the findings in their
  /// order, which is the worst first. Where there is none of these, or a component alone that gave no deciding answer, the status of each answer. Text of strangers in it is
  /// still to be made safe.
  static func facts(_ observation: Observation, _ assessment: Assessment) -> [String] {
    let component = component(observation, assessment)
    // That something is not as expected has a column of its own.
    let ordered =
      assessment.findings.filter { $0.id != .unexpectedPosture }
      + assessment.findings.filter { $0.id == .unexpectedPosture }
    let findings = ordered.filter { $0.severity > .info }.compactMap {
      words(for: $0, observation, assessment)
    }
    let failures = failures(observation, assessment).filter { !findings.contains($0) }
    let facts: [String?]
    switch assessment.posture {
    case .exposed, .restricted, .lockedDown: facts = [component] + findings + failures
    case .unknown, .other, .unreachable: facts = [component] + failures + findings
    }
    let known = facts.compactMap(\.self)
    let isUnexplained = known.isEmpty || (assessment.posture == .unknown && known == [component])
    return isUnexplained ? known + observation.responses.map { "\($0.path) \($0.status)" } : known
  }

  /// The component where it is no API server, and that more could be asked of it.
  private static func component(_ observation: Observation, _ assessment: Assessment) -> String? {
    guard let component = assessment.component, component != .kubeAPIServer else { return nil }
    return ComponentReason.furtherQuestion(observation, assessment) == nil
      ? component.rawValue : "\(component.rawValue), not asked further"
  }

  /// What went wrong. That a port has no TLS is said in two words, or by the verdict.
  private static func failures(_ observation: Observation, _ assessment: Assessment) -> [String] {
    let sentence = observation.failureSentence
    guard sentence.hasPrefix(Observation.plainHTTPInstead) else { return sentence.isEmpty ? [] : [sentence] }
    let rest = sentence.dropFirst(Observation.plainHTTPInstead.count).drop { $0 == ";" || $0 == " " }
    return (assessment.verdict == .plainHTTP ? [] : [plainHTTP]) + (rest.isEmpty ? [] : [String(rest)])
  }

  private static let plainHTTP = "plain HTTP"

  /// A finding in words; nil where the verdict says the same.
  private static func words(
    for finding: Finding, _ observation: Observation, _ assessment: Assessment
  ) -> String? {
    switch finding.id {
    case .anonymousVersion: assessment.posture == .exposed ? nil : "version readable"
    case .anonymousHealth: assessment.posture == .restricted ? nil : "health readable"
    case .healthDetails: "health checks readable"
    case .anonymousResources: resources(observation)
    case .clusterInfo: "cluster-info readable"
    case .insecurePort: "no authentication at all"
    case .endOfLifeRelease: endOfLife(finding, assessment)
    case .knownVulnerabilities: vulnerabilities(assessment)
    case .internalNames: "internal names in its certificate"
    case .startTime: "start time readable"
    case .recentRestart: restart(finding, observation, assessment)
    case .certificateExpired: certificate("certificate expired", observation)
    case .certificateExpiring: certificate("certificate ends", observation)
    case .weakTLS: observation.tls?.version.map { "speaks \($0.rawValue)" } ?? "old TLS"
    case .inconsistentControlPlane: "differs from its other addresses"
    case .plaintextHTTP: plainHTTP
    // What was found is the verdict.
    case .unexpectedPosture:
      finding.evidence.firstRange(of: ", found ").map { String(finding.evidence[..<$0.lowerBound]) }
        ?? finding.evidence
    case .kubeletAnonymous:
      finding.severity < .critical ? "pods listed" : "exec open"
    case .kubeletReadOnlyPort: "pods listed"
    case .etcdOpen: "open to anyone"
    case .ignitionOpen: "Ignition given to anyone"
    case .kubectlProxy: "lends its credentials"
    case .componentMetrics: "metrics readable"
    }
  }

  private static func resources(_ observation: Observation) -> String {
    let listed = observation.listedByStrangers.map {
      $0.split(separator: "/").last.map(String.init) ?? $0
    }
    guard !listed.isEmpty else { return "metrics or API lists readable" }
    // What an attacker wants first.
    let sorted = listed.filter { $0 == "secrets" } + listed.filter { $0 != "secrets" }
    let named =
      sorted.count > 2 ? "\(sorted[0]) and \(sorted.count - 1) more" : sorted.joined(separator: " and ")
    return "\(named) listed by anyone"
  }

  private static func endOfLife(_ finding: Finding, _ assessment: Assessment) -> String {
    guard let end = assessment.releaseEndOfLife else { return "long past its end of life" }
    // A low one is still supported by its vendor, against payment.
    let whose = finding.severity > .low ? "" : "upstream "
    return "\(whose)EOL since \(Timestamp.day(end).prefix(7))"
  }

  private static func vulnerabilities(_ assessment: Assessment) -> String {
    let identifiers = assessment.vulnerabilities
    let count = counted(identifiers.count, "CVE")
    guard let worst = assessment.worstVulnerability, let score = worst.cvss else { return count }
    // Another may have a higher score: it needs credentials, or has no fix. The evidence says the same at length.
    let whose = worst.needsCredentials ? "fixable" : "anonymous"
    return identifiers.count == 1 ? "\(count) of \(score)" : "\(count): \(score) \(whose)"
  }

  private static func restart(
    _ finding: Finding, _ observation: Observation, _ assessment: Assessment
  ) -> String {
    let health = finding.severity > .low ? ", health refused" : ""
    guard let start = assessment.serverStartedAt, start <= observation.scannedAt else {
      return "restarted" + health
    }
    return "restarted \(spoken(observation.scannedAt.timeIntervalSince(start))) before the scan" + health
  }

  private static func certificate(_ words: String, _ observation: Observation) -> String {
    observation.tls?.certificate?.notAfter.map { "\(words) \(Timestamp.day($0))" } ?? words
  }
}
