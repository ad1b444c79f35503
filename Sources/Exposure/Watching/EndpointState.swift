/// The state of an endpoint in one sample, from the most exposed to the least.
public enum EndpointState: String, Sendable, Hashable, Codable, CaseIterable {
  /// It tells anyone more than its health.
  case leaking = "leak"
  /// It tells anyone its health, and nothing more.
  case health
  /// A kube-apiserver that answers 401 on every path.
  case unauthorized = "401"
  /// A kube-apiserver that answers 403 on every path.
  case forbidden = "403"
  /// It answers, in some other way.
  case up
  /// Nothing answers, or nothing that becomes a session or an answer.
  case silent
  /// The connection is refused.
  case refused
  /// There is no way to it.
  case unreachable

  /// Reads a state out of a verdict and the facts below it; nil where the scanner itself could not try, which says
  /// nothing of the endpoint.
  init?(_ observation: Observation, _ verdict: Verdict) {
    switch verdict {
    case .anonymousAccess, .insecurePort, .versionLeak: self = .leaking
    case .healthOnly: self = .health
    case .lockedDown: self = .unauthorized
    case .forbidden: self = .forbidden
    case .clientCertificateRequired, .notKubernetes, .plainHTTP: self = .up
    case .inconclusive: self = observation.responses.isEmpty ? .silent : .up
    case .tlsFailed: self = observation.tls?.handshake.isSilence == true ? .silent : .up
    case .closed: self = .refused
    case .filtered: self = .silent
    case .unreachable, .unresolved: self = .unreachable
    case .failed: return nil
    }
  }
}

extension HandshakeOutcome {
  /// Whether the server said nothing at all: as one does that is going down or coming up.
  fileprivate var isSilence: Bool {
    switch self {
    case .closed, .reset, .timedOut: true
    case .established, .alert, .plainHTTP, .failed: false
    }
  }
}
