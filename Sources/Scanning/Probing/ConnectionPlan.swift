import Exposure
import NIOCore

/// What is to be asked on one connection.
struct ConnectionPlan: Sendable, Hashable {
  /// What is asked.
  let endpoint: Endpoint
  /// Whether TLS is spoken first; differs from the endpoint's where a TLS port answered in plain HTTP.
  let transport: Transport
  /// The paths to ask, in this order.
  let paths: [ProbePath]
  /// Whether all requests are written at once, or each after the answer to the one before it.
  let pipelined: Bool
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
}

/// What one connection showed.
struct ConnectionReport: Sendable, Hashable {
  /// What TLS showed; nil on a plain connection.
  var tls: TLSFacts?
  /// The answers that came, each at most once.
  var responses: [Response] = []
  /// How it ended.
  var ending: ConnectionEnding
  /// When the last byte of the last answer came.
  var lastAnswerAt: NIODeadline?
}
