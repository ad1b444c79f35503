import PortableFoundation

/// The rules that notice what there is to notice beside the verdict. Each rule gives one finding or none.
enum FindingRules {
  /// What the rules find on the evidence alone, in no order.
  static func findings(on evidence: Evidence, verdict: Verdict) -> [Finding] {
    guard !evidence.isEmpty else { return [] }
    let rules = [
      anonymousVersion, anonymousHealth, healthDetails, insecurePort, plaintextHTTP, certificateDates,
      weakTLS, openComponent,
    ]
    return (rules + LeakRules.all).compactMap { $0(evidence, verdict) }
  }

  /// Findings in the order of every report: the worst first, then by identifier.
  static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.sorted { left, right in
      left.severity == right.severity ? left.id.rawValue < right.id.rawValue : left.severity > right.severity
    }
  }

  /// The bound of what is kept as evidence, in Unicode scalars: a version document whole, and of a list of checks
  /// the part that shows what it is. The body itself stays in the observation.
  static let longestEvidence = 1024

  private static func anonymousVersion(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard evidence.versionDocument != nil else { return nil }
    let body = evidence.observation.response(to: .version)?.body ?? ""
    return finding(.anonymousVersion, .medium, body)
  }

  private static func anonymousHealth(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard evidence.isAPIServer, evidence.healthReport != nil,
      let response = evidence.observation.response(to: .healthz)
    else { return nil }
    let start = "\(response.path) \(response.status) "
    return finding(
      .anonymousHealth, .low,
      start + response.healthLines(boundedTo: longestEvidence - start.unicodeScalars.count))
  }

  /// What strangers get of a component other than the API server.
  private static func openComponent(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    evidence.described?.finding(on: evidence.ofComponent)
  }

  private static func healthDetails(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard evidence.isAPIServer, evidence.healthReport == .checks,
      let response = evidence.observation.response(to: .healthz)
    else { return nil }
    return finding(.healthDetails, .low, response.healthLines(boundedTo: longestEvidence))
  }

  private static func insecurePort(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard verdict == .insecurePort, evidence.component == .kubeAPIServer else { return nil }
    let response =
      evidence.versionDocument == nil
      ? evidence.observation.response(to: .healthz) : evidence.observation.response(to: .version)
    return response.flatMap { finding(.insecurePort, .critical, "plain HTTP " + summary(of: $0)) }
  }

  /// A server of the Kubernetes API that authenticates or authorizes answers over plain HTTP: something in front ended TLS.
  private static func plaintextHTTP(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard evidence.observation.transport == .plain, evidence.isAPIServer, evidence.described == nil,
      verdict != .insecurePort
    else {
      return nil
    }
    switch verdict.posture {
    case .exposed, .restricted, .lockedDown: break
    case .unknown, .other, .unreachable: return nil
    }
    let answers = evidence.observation.responses.map { "\($0.path) \($0.status)" }
    return finding(.plaintextHTTP, .high, "plain HTTP " + answers.joined(separator: ", "))
  }

  /// Time left of a certificate from which on it is reported.
  private static let expiringWithin = TimeInterval(30 * 24 * 60 * 60)

  private static func certificateDates(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard verdict.mayConcernAnAPIServer, let certificate = evidence.observation.tls?.certificate,
      let end = certificate.notAfter
    else { return nil }
    let left = end.timeIntervalSince(evidence.observation.scannedAt)
    guard left <= expiringWithin else { return nil }
    let text = "not valid after \(end.formatted(.iso8601)), \(certificate.subject)"
    return left < 0
      ? finding(.certificateExpired, .medium, text) : finding(.certificateExpiring, .low, text)
  }

  private static func weakTLS(_ evidence: Evidence, _ verdict: Verdict) -> Finding? {
    guard verdict.mayConcernAnAPIServer, let version = evidence.observation.tls?.version, version <= .tls11
    else { return nil }
    let cipher = evidence.observation.tls?.cipher.map { " with \($0)" } ?? ""
    return finding(.weakTLS, .medium, version.rawValue + cipher)
  }

  private static func summary(of response: Response) -> String {
    "\(response.path) \(response.status) \(response.body)"
  }

  /// A finding with its evidence bounded.
  static func finding(_ id: FindingID, _ severity: Severity, _ evidence: String) -> Finding {
    Finding(id: id, severity: severity, evidence: evidence.bounded(to: longestEvidence))
  }
}

extension Verdict {
  /// Whether what TLS shows is worth a finding: who reviews clusters wants to hear of an API server's certificate,
  /// and of one that may be an API server's, and not of any other server that happens to be there.
  var mayConcernAnAPIServer: Bool {
    switch posture {
    case .exposed, .restricted, .lockedDown, .unknown: true
    case .other, .unreachable: false
    }
  }
}
