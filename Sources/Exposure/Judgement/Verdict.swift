/// The headline of an endpoint: a pure function of one observation. The identifiers are stable; they stand in
/// every output, and people write scripts on them.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// An anonymous request could list API resources.
  case anonymousAccess = "anonymous_access"
  /// A kube-apiserver answers everything over plain HTTP: no authentication, no authorization.
  case insecurePort = "insecure_port"
  /// Anonymous `/version` answered 200 with a version document.
  case versionLeak = "version_leak"
  /// Anonymous health answered, `/version` was refused.
  case healthOnly = "health_only"
  /// A kube-apiserver refused every path with 403: anonymous requests are accepted, RBAC gives them nothing.
  case forbidden
  /// A kube-apiserver refused every path with 401: anonymous authentication is off.
  case lockedDown = "locked_down"
  /// The TLS server ends the connection for want of a client certificate.
  case clientCertificateRequired = "client_certificate_required"
  /// No deciding answer: 429, 5xx, an answer that was cut off or cannot be read, silence after the handshake.
  case inconclusive
  /// An HTTP answer with no sign of a kube-apiserver.
  case notKubernetes = "not_kubernetes"
  /// Plain HTTP on the port, and no kube-apiserver behind it.
  case plainHTTP = "plain_http"
  /// TCP connected, no TLS session came about.
  case tlsFailed = "tls_failed"
  /// The connection was refused.
  case closed
  /// No answer to the connection attempt within the timeout.
  case filtered
  /// The network said that there is no way.
  case unreachable
  /// The name has no address.
  case unresolved
  /// The scanner itself could not try, or the resolver failed: nothing is known of the endpoint.
  case failed
}

/// What a review counts.
public enum Posture: String, Sendable, Hashable, Codable, CaseIterable {
  /// Tells anyone who can reach it more than that it is alive.
  case exposed
  /// Anonymous requests are let in, and learn the health at most.
  case restricted
  /// Anonymous requests are not authenticated at all.
  case lockedDown = "locked_down"
  /// Could be any of these; the scan could not tell.
  case unknown
  /// Answers, and is no Kubernetes API server.
  case other
  /// Nothing answers.
  case unreachable
}

/// How bad it is, from `none` to `critical`.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case none
  case info
  case low
  case medium
  case high
  case critical

  /// One step more, where there is one.
  var raised: Severity {
    switch self {
    case .none: .info
    case .info: .low
    case .low: .medium
    case .medium: .high
    case .high, .critical: .critical
    }
  }

  private var rank: Int {
    switch self {
    case .none: 0
    case .info: 1
    case .low: 2
    case .medium: 3
    case .high: 4
    case .critical: 5
    }
  }

  /// Less bad is less.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }
}

extension Verdict {
  /// The posture that belongs to the verdict.
  public var posture: Posture {
    switch self {
    case .anonymousAccess, .insecurePort, .versionLeak: .exposed
    case .healthOnly, .forbidden: .restricted
    case .lockedDown, .clientCertificateRequired: .lockedDown
    case .inconclusive, .failed: .unknown
    case .notKubernetes, .plainHTTP, .tlsFailed: .other
    case .closed, .filtered, .unreachable, .unresolved: .unreachable
    }
  }

  /// The severity of the verdict alone, before findings.
  public var severity: Severity {
    switch self {
    case .anonymousAccess, .insecurePort: .critical
    case .versionLeak: .medium
    case .healthOnly, .forbidden, .inconclusive: .info
    case .lockedDown, .clientCertificateRequired, .notKubernetes, .plainHTTP, .tlsFailed, .closed, .filtered,
      .unreachable, .unresolved, .failed:
      .none
    }
  }
}
