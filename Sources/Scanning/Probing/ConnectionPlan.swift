import Exposure
import NIOCore
import NIOHTTP1
import NIOOpenSSL

/// What one connection is made for.
enum Errand: Sendable, Hashable {
  /// To ask paths in this order: all at once (pipelined), or each after the answer to the one before it.
  case answers(to: [ProbePath], pipelined: Bool)
  /// To see the certificate that is served for the loopback client's name; nothing is asked.
  case loopbackCertificate
  /// To ask what an anonymous client may read, one path after the answer to the one before it.
  case access(to: [AccessPath])
}

/// What is to be done on one connection.
struct ConnectionPlan: Sendable, Hashable {
  /// What is asked.
  let endpoint: Endpoint
  /// Whether TLS is spoken first; differs from the endpoint's where a TLS port answered in plain HTTP.
  let transport: Transport
  /// What for.
  let errand: Errand
  /// Which of OpenSSL's algorithms the handshake works with.
  var library = TLSClientLibrary.shortened

  /// The name in the handshake's SNI; nil for none.
  var serverName: String? {
    switch errand {
    case .answers, .access: endpoint.target.serverName
    case .loopbackCertificate: Observation.loopbackServerName
    }
  }

  /// The header fields of a request, in this order.
  func headers(userAgent: String, accept: String, isLast: Bool) -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers.add(name: "Host", value: endpoint.hostHeader)
    headers.add(name: "User-Agent", value: userAgent)
    headers.add(name: "Accept", value: accept)
    // The server then closes first and keeps the TIME_WAIT, which a scanner of millions cannot afford.
    if isLast { headers.add(name: "Connection", value: "close") }
    return headers
  }
}

/// How a conversation on one connection ended.
enum ConnectionEnding: Sendable, Hashable {
  /// Every path was answered, or the server announced or showed that it answers no more on this connection.
  case answered
  /// The server closed the connection.
  case closed
  /// The connection was reset.
  case reset
  /// The endpoint's deadline came.
  case deadline
  /// No TLS session came about: see the report's TLS facts.
  case handshakeFailed
  /// A fatal alert ended the session after the handshake: see the report's TLS facts.
  case alert
  /// What came is not HTTP/1.
  case invalidHTTP
  /// A head went over its bound.
  case headTooLarge
  /// A body went over what is read of it; what is kept of it counts as an answer.
  case bodyTooLarge
  /// The server sent more over TLS than its bounds allow: see the report's TLS facts.
  case flooded
}

/// What one connection showed.
struct ConnectionReport: Sendable, Hashable {
  /// What TLS showed; nil on a plain connection.
  var tls: TLSFacts?
  /// The answers that came, each at most once.
  var responses: [Response] = []
  /// What access probes were answered, in the order of asking.
  var accessAnswers: [AccessAnswer] = []
  /// How it ended.
  var ending: ConnectionEnding
  /// Whether libssl itself failed the handshake under shortened lists of algorithms: no fact about the server until the
  /// configured library fails it as well.
  var mayLackAlgorithms = false
  /// When the last byte of the last answer came.
  var lastAnswerAt: NIODeadline?
}
