import Exposure
import Targets

/// What is wrong with a proxy itself, whatever it is asked for.
public enum ProxyFault: Error, Sendable, Hashable {
  /// It cannot be connected to, for this reason.
  case unreachable(reason: String)
  /// It ended the connection, or said nothing, before it was asked for an endpoint.
  case silent
  /// It ended the connection instead of an answer, and has never given one.
  case closesAlways
  /// It wants a user and a password, and none are known.
  case wantsCredentials
  /// It refused the user or the password.
  case refusesCredentials
  /// What answers speaks another protocol.
  case speaksOtherwise

  /// What is wrong, as the rest of a sentence that begins with the proxy.
  public var clause: String {
    switch self {
    case .unreachable(let reason): "cannot be reached: \(reason)"
    case .silent: "ended the connection, or said nothing, before it was asked for the endpoint"
    case .closesAlways: "ended the connection when it was asked for the endpoint"
    case .wantsCredentials: "wants a user and a password"
    case .refusesCredentials: "refused the user or the password"
    case .speaksOtherwise: "does not answer as a proxy of its scheme does"
    }
  }

  /// Whether the next attempt may find it otherwise.
  var mayPass: Bool {
    switch self {
    case .unreachable, .silent, .closesAlways: true
    case .wantsCredentials, .refusesCredentials, .speaksOtherwise: false
    }
  }
}

/// Why a proxy gave no connection to an endpoint.
enum TunnelFailure: Error, Sendable, Hashable {
  /// The proxy itself failed.
  case proxy(ProxyFault)
  /// It answered with a reply of SOCKS other than success.
  case socksReply(UInt8)
  /// It answered CONNECT with a status that gives no connection.
  case httpStatus(Int)
  /// It was asked for the endpoint, and ended the connection without an answer.
  case closed
  /// It was asked for the endpoint, and did not answer in time.
  case noAnswer

  /// What is known of the endpoint. Only what RFC 1928 §6 defines as a statement on the endpoint is taken for one: the
  /// statuses of HTTP leave open who failed (RFC 9110 §15.6; squid answers 503 to a refused connection, tinyproxy 500).
  var outcome: ConnectionOutcome {
    switch self {
    case .proxy(let fault): .proxyFailed(reason: fault.clause)
    case .socksReply(3): .unreachable(reason: "network unreachable")
    case .socksReply(4): .unreachable(reason: "host unreachable")
    case .socksReply(5): .refused
    case .socksReply(6): .unreachable(reason: "TTL expired")
    case .socksReply(1): .proxyFailed(reason: "failed and does not say why (reply 1)")
    case .socksReply(2): .proxyFailed(reason: "does not allow connections to this endpoint (reply 2)")
    case .socksReply(7): .proxyFailed(reason: "does not make connections (reply 7)")
    case .socksReply(8): .proxyFailed(reason: "knows no addresses of this kind (reply 8)")
    case .socksReply(let code): .proxyFailed(reason: "gave no connection (reply \(code))")
    case .httpStatus(403): .proxyFailed(reason: "does not allow connections to this endpoint (status 403)")
    case .httpStatus(let status) where status >= 500:
      .proxyFailed(
        reason: "gave no connection, and does not say whether the endpoint is why (status \(status))")
    case .httpStatus(let status): .proxyFailed(reason: "gave no connection (status \(status))")
    case .closed: .proxyFailed(reason: "ended the connection when it was asked for the endpoint")
    case .noAnswer: .proxyFailed(reason: "did not say in time whether it reached the endpoint")
    }
  }

  /// The reply or the status that it answered with; nil where it did not come to that.
  var reply: Int? {
    switch self {
    case .socksReply(let code): Int(code)
    case .httpStatus(let status): status
    case .proxy, .closed, .noAnswer: nil
    }
  }

  /// What is wrong with the proxy itself; nil where it works.
  ///
  /// A proxy of SOCKS has spoken before it is asked for an endpoint. One of HTTP that only ends connections may be none at all,
  /// until it has answered once; one that says nothing may be at work on an endpoint that is silent.
  func fault(of scheme: ProxyURL.Scheme?, isProven: Bool) -> ProxyFault? {
    switch self {
    case .proxy(let fault): fault
    case .closed where scheme == .http && !isProven: .closesAlways
    case .closed, .noAnswer, .socksReply, .httpStatus: nil
    }
  }

  /// Whether another attempt is worth its while, as after a connection that timed out or broke.
  var mayPass: Bool {
    switch self {
    case .proxy(let fault): fault.mayPass
    case .closed, .noAnswer: true
    case .socksReply, .httpStatus: false
    }
  }
}
