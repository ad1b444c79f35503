/// Why a TLS session failed, or could not be prepared.
public enum TLSError: Error, Sendable, Hashable {
  /// The peer sent a fatal alert, in the handshake or after it. A TLS 1.3 server refuses a missing client
  /// certificate after the client thinks that the handshake is over.
  case alert(TLSAlert)
  /// The connection ended before the handshake did.
  case closedDuringHandshake
  /// The first bytes of the server are an HTTP answer: the port speaks no TLS.
  case plaintextHTTP
  /// The peer's bytes are not TLS, or TLS that libssl refuses; the reason is libssl's own, e.g.
  /// `wrong version number`, `unsupported protocol`, `dh key too small`.
  case protocolFailure(reason: String)
  /// The peer sent more than `TLSLimits` allows, or made the handshake begin again and again.
  case excess(TLSExcess)
  /// libssl could not make a context or a connection; the reason is its own.
  case setupFailed(step: String, reason: String)
}

extension TLSError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .alert(let alert):
      "the peer ended the TLS session with the alert \(alert)"
    case .closedDuringHandshake:
      "the peer closed the connection in the middle of the TLS handshake"
    case .plaintextHTTP:
      "the peer answered the TLS handshake in plain HTTP"
    case .protocolFailure(let reason):
      "the TLS session failed: \(reason)"
    case .excess(let excess):
      "the peer \(excess)"
    case .setupFailed(let step, let reason):
      "TLS cannot be set up: \(step): \(reason)"
    }
  }
}
