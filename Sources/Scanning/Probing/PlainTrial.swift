import Exposure

/// Whether a port that says nothing to a ClientHello speaks plain HTTP instead. It is tried once for each endpoint.
enum PlainTrial: Sendable, Hashable {
  /// Nothing called for it yet.
  case notMade
  /// The connection for it is under way; this is what the handshake before it came to.
  case underWay(after: HandshakeOutcome)
  /// It is over.
  case made

  /// Whether a connection without a TLS session calls for it: the server closed, reset or said nothing, and sent not
  /// one byte. etcd and others close a connection whose first bytes they do not understand.
  static func isCalledFor(by report: ConnectionReport) -> Bool {
    guard report.ending == .handshakeFailed else { return false }
    return switch report.tls?.handshake {
    case .closed, .reset, .timedOut: !report.hasBytes || report.isForeign
    case .failed: report.isForeign
    case .established, .alert, .plainHTTP, nil: false
    }
  }

  /// Whether the answers show a server of plain HTTP, be it HTTP/2. A TLS port that is merely slow answers plain HTTP
  /// with 400 (Go, nginx and Apache all do).
  static func succeeded(with report: ConnectionReport) -> Bool {
    report.ending == .http2 || report.responses.contains { $0.status != 400 }
  }

  /// Whether the answers are a TLS port's: 400 and nothing else.
  static func showsTLS(in report: ConnectionReport) -> Bool {
    !report.responses.isEmpty && !succeeded(with: report)
  }
}
