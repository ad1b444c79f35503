/// What one scan says of whether an endpoint is there.
public enum Presence: Sendable, Hashable {
  /// It gave an answer that decides what it is.
  case decided
  /// It gave an answer that decides nothing (429, 5xx): it is there, and as it was.
  case undecided
  /// It did not answer, or no session came about.
  case silent
  /// The scanner could not try: as if the scan had not been.
  case untried
}

extension Verdict {
  /// What the verdict says of whether the endpoint is there.
  public var presence: Presence {
    switch self {
    case .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden, .lockedDown,
      .clientCertificateRequired, .notKubernetes, .plainHTTP:
      .decided
    case .tlsFailed, .closed, .filtered, .unreachable, .unresolved: .silent
    case .inconclusive: .undecided
    case .failed: .untried
    }
  }

  /// Whether the endpoint gave an answer that decides what it is. Silence, a session that does not come about, 429,
  /// 5xx and what the scanner could not try decide nothing: they are compared with nothing, within a scan and between
  /// scans.
  public var decides: Bool { presence == .decided }
}
