/// The rules that make one verdict of the evidence. In doubt, the most exposed answer decides, nothing is called
/// locked down that was not seen to refuse both paths, and nothing is called something else without a whole answer
/// that is something else.
enum VerdictRules {
  /// The verdict.
  static func verdict(on evidence: Evidence) -> Verdict {
    switch evidence.observation.connection {
    case .refused: .closed
    case .timedOut: .filtered
    case .unreachable: .unreachable
    case .unresolved: .unresolved
    case .notAttempted, .proxyFailed: .failed
    // A proxy may say that it connected before it tries: nothing shows that the endpoint was reached.
    case .connected where evidence.observation.proxy?.targetAnswered == false: .failed
    case .connected: evidence.observation.responses.isEmpty ? silent(evidence) : answered(evidence)
    }
  }

  /// A connection that brought no HTTP answer at all.
  ///
  /// - No TLS session: `tls_failed`, unless the server ended it for want of a client certificate, spoke plain HTTP,
  ///   showed the loopback certificate of a kube-apiserver to another handshake, or answered plain HTTP with 400, as a
  ///   port does that speaks TLS.
  /// - A session, or plain HTTP, and then silence, a reset, an end, or something that cannot be read: `inconclusive`.
  ///   Silence proves nothing, and a kube-apiserver under load is silent too.
  private static func silent(_ evidence: Evidence) -> Verdict {
    let observation = evidence.observation
    if observation.tls?.endsForWantOfClientCertificate == true { return .clientCertificateRequired }
    if observation.transport == .tls && observation.tls?.handshake != .established {
      let wantsTLS = observation.unanswered.contains { $0.reason == .wantsTLS }
      return evidence.loopback == nil && !wantsTLS ? .tlsFailed : .inconclusive
    }
    return .inconclusive
  }

  /// At least one path has an HTTP answer.
  ///
  /// - Another component is judged by its own rules, see `DescribedComponent`.
  /// - Without a sign of a kube-apiserver see `withoutSign(_:)`. Where names in certificates speak for one and a path
  ///   is undecided, it is `inconclusive`.
  /// - Plain HTTP that tells something is the insecure port, unless something contradicts that: then an API server
  ///   authenticates or authorizes behind something that ended TLS, and is judged as over TLS.
  /// - Resources that could be listed decide next: whatever else is refused, strangers are in. Then the version.
  /// - A 403 decides nothing while RBAC may not be loaded.
  /// - Health that is told makes `health_only` even where `/version` was not refused but undecided or not
  ///   there: the leak is certain.
  /// - 401 on one path and 403 on the other is `forbidden`: a 403 shows that anonymous requests are let in.
  /// - One refusal beside an answer that decides nothing is `inconclusive`: the other path may be open, as it is
  ///   where anonymous requests are allowed for health only.
  /// - 404, a redirect or a page beside a sign is `inconclusive`: neither a leak nor a refusal.
  private static func answered(_ evidence: Evidence) -> Verdict {
    if let described = evidence.described { return verdict(of: described, evidence) }
    guard evidence.isAPIServer else {
      return evidence.mayBeAPIServer ? .inconclusive : withoutSign(evidence)
    }
    if isInsecurePort(evidence) { return .insecurePort }
    if !evidence.access.listed.isEmpty { return .anonymousAccess }
    if evidence.versionDocument != nil { return .versionLeak }
    let meanings = (evidence.version.meaning, evidence.healthz.meaning)
    if meanings.0 == .forbidden || meanings.1 == .forbidden, evidence.mayPrecedeRBAC { return .inconclusive }
    return switch meanings {
    case (.version, _): .versionLeak
    case (_, .health): .healthOnly
    case (.unauthorized, .unauthorized): .lockedDown
    case (.forbidden, .forbidden), (.forbidden, .unauthorized), (.unauthorized, .forbidden): .forbidden
    case (.unauthorized, _), (.forbidden, _), (.undecided, _), (.beside, _), (.health, _): .inconclusive
    }
  }

  /// A component that shows no more than its health or refusals by 403, and does not answer a question whether it tells
  /// more, or answers nothing that decides, leaves that open: each path is authorized by itself. A 401 comes before all paths,
  /// and what is open stays open whatever else was not heard.
  private static func verdict(of described: any DescribedComponent.Type, _ evidence: Evidence) -> Verdict {
    let verdict = described.verdict(on: evidence.ofComponent)
    guard verdict == .healthOnly || verdict == .forbidden else { return verdict }
    return evidence.observation.leavesOpen(described.questions) ? .inconclusive : verdict
  }

  /// The first release without an insecure port (kubernetes, CHANGELOG-1.24.md: "--insecure-port and
  /// --insecure-bind-address are removed").
  static let firstWithoutInsecurePort = MinorRelease(1, 24)

  /// A kube-apiserver answers over plain HTTP, and nothing contradicts that it knows neither authentication nor
  /// authorization: no path was refused, and the release still has such a port.
  private static func isInsecurePort(_ evidence: Evidence) -> Bool {
    guard evidence.observation.transport == .plain, !evidence.isRefusedAnywhere else { return false }
    if let document = evidence.versionDocument {
      return document.kubernetesVersion.map { $0.release < firstWithoutInsecurePort } ?? true
    }
    return evidence.healthReport != nil
  }

  /// No sign of a kube-apiserver, and no known component. It is something else where an answer that came whole is; two
  /// whole answers without a sign are something else as well, a bare 401 or `ok` among them. Any other is `inconclusive`: 429,
  /// 5xx and what was cut off come from a balancer in front of anything. So is what may be a component that was asked and not
  /// heard.
  private static func withoutSign(_ evidence: Evidence) -> Verdict {
    let readings = [evidence.version, evidence.healthz]
    let isSomethingElse =
      readings.contains { $0.meaning == .beside } || readings.allSatisfy(\.isWhole)
    guard isSomethingElse, !ComponentTable.mayBeUnheard(evidence.observation, evidence.ofComponent) else {
      return .inconclusive
    }
    return switch evidence.observation.transport {
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
