/// The rules that make one verdict of the evidence. In doubt, the most exposed answer decides, and nothing is
/// called locked down that was not seen to refuse both paths.
enum VerdictRules {
  /// The verdict.
  static func verdict(on evidence: Evidence) -> Verdict {
    switch evidence.observation.connection {
    case .refused: .closed
    case .timedOut: .filtered
    case .unreachable: .unreachable
    case .unresolved: .unresolved
    case .notAttempted: .failed
    case .connected: evidence.observation.responses.isEmpty ? silent(evidence) : answered(evidence)
    }
  }

  /// A connection that brought no HTTP answer at all.
  ///
  /// - No TLS session: `tls_failed`, unless the server ended it for want of a client certificate, spoke plain HTTP, or
  ///   showed the loopback certificate of a kube-apiserver to another handshake.
  /// - A session, and then something that is not HTTP/1, or a head that no kube-apiserver sends:
  ///   `not_kubernetes`, unless names in certificates speak for one behind it.
  /// - A session, and then silence, a reset or an end: `inconclusive`. Silence proves nothing, and a
  ///   kube-apiserver under load is silent too.
  private static func silent(_ evidence: Evidence) -> Verdict {
    let observation = evidence.observation
    if observation.tls?.endsForWantOfClientCertificate == true { return .clientCertificateRequired }
    if observation.tls?.handshake == .plainHTTP { return .plainHTTP }
    if observation.transport == .tls && observation.tls?.handshake != .established {
      return evidence.loopback == nil ? .tlsFailed : .inconclusive
    }
    if evidence.isAPIServer || evidence.mayBeAPIServer { return .inconclusive }
    if observation.unanswered.contains(where: { $0.reason == .headTooLarge }) {
      return withoutSign(observation)
    }
    return observation.unanswered.contains { $0.reason == .invalidHTTP } ? .notKubernetes : .inconclusive
  }

  /// At least one path has an HTTP answer.
  ///
  /// - Without a sign of a kube-apiserver it is none, whatever the status: a bare 200 `ok`, 401 or 503 comes
  ///   from anywhere. Where names in certificates speak for one and a path is undecided, it is `inconclusive`.
  /// - Plain HTTP that tells something is the insecure port, unless the API server itself refused the other path:
  ///   then it does authenticate or authorize, behind something that took TLS away, and is judged as over TLS.
  /// - Resources that could be listed decide next: whatever else is refused, strangers are in.
  /// - Health that is told makes `health_only` even where `/version` was not refused but undecided or not
  ///   there: the leak is certain.
  /// - 401 on one path and 403 on the other is `forbidden`: a 403 shows that anonymous requests are let in.
  /// - One refusal beside an answer that decides nothing is `inconclusive`: the other path may be open, as it is
  ///   where anonymous requests are allowed for health only.
  /// - 404, a redirect or a page beside a sign is `inconclusive`: neither a leak nor a refusal.
  private static func answered(_ evidence: Evidence) -> Verdict {
    guard evidence.isAPIServer else {
      return evidence.mayBeAPIServer ? .inconclusive : withoutSign(evidence.observation)
    }
    if isInsecurePort(evidence) { return .insecurePort }
    if !evidence.access.listed.isEmpty { return .anonymousAccess }
    return switch (evidence.version.meaning, evidence.healthz.meaning) {
    case (.version, _): .versionLeak
    case (_, .health): .healthOnly
    case (.unauthorized, .unauthorized): .lockedDown
    case (.forbidden, .forbidden), (.forbidden, .unauthorized), (.unauthorized, .forbidden): .forbidden
    case (.unauthorized, _), (.forbidden, _), (.undecided, _), (.beside, _), (.health, _): .inconclusive
    }
  }

  private static func isInsecurePort(_ evidence: Evidence) -> Bool {
    evidence.observation.transport == .plain
      && (evidence.versionDocument != nil || evidence.healthReport != nil)
      && !evidence.version.isRefusedByStatus && !evidence.healthz.isRefusedByStatus
  }

  private static func withoutSign(_ observation: Observation) -> Verdict {
    // What could not be read may have been anything.
    if observation.responses.contains(where: { $0.unreadableCoding != nil }) { return .inconclusive }
    return switch observation.transport {
    case .tls: .notKubernetes
    case .plain: .plainHTTP
    }
  }
}

extension TLSFacts {
  /// Whether the server ended the connection because the client showed no certificate.
  ///
  /// TLS 1.3 has an alert of its own for it, `certificate_required` (RFC 8446 §6.2). Under older versions, and
  /// from older servers under 1.3, it is one of several that also mean other things: they count where the server
  /// had asked for a certificate.
  var endsForWantOfClientCertificate: Bool {
    switch alert {
    case 116: true
    case 40, 42, 46, 48, 49: clientCertificateRequested
    default: false
    }
  }
}
