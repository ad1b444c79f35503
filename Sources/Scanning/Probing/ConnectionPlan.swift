import Exposure
import Targets
import NIOCore
import NIOOpenSSL

/// What one connection is made for.
enum ProbeKind: Sendable, Hashable {
  /// To ask paths in this order.
  case answers(to: [ProbePath], pacing: Pacing)
  /// To see the certificate that is served for the loopback client's name; nothing is asked.
  case loopbackCertificate
  /// To ask what an anonymous client may read, one path after the answer to the one before it.
  case access(to: [AccessPath])
}

/// How paths are asked.
enum Pacing: Sendable, Hashable {
  /// All at once on one connection (RFC 9112 §9.3.2).
  case pipelined
  /// On one connection, each after the answer to the one before it.
  case oneByOne
  /// Each on a connection of its own.
  case alone
}

/// What is to be done on one connection.
struct ConnectionPlan: Sendable, Hashable {
  /// What is asked.
  let endpoint: Endpoint
  /// Whether TLS is spoken first; differs from the endpoint's where a TLS port is asked in plain HTTP.
  let transport: Transport
  /// What for.
  let kind: ProbeKind
  /// The share of the time left, one in so many, within which the server has to say something; nil where it has all of
  /// it.
  var silenceShare: Int?
  /// Which of OpenSSL's algorithms the handshake works with.
  var library = TLSClientLibrary.shortened

  /// The name in the handshake's SNI; nil for none.
  var serverName: String? {
    switch kind {
    case .answers, .access: endpoint.target.serverName
    case .loopbackCertificate: Observation.loopbackServerName
    }
  }

  /// What is asked on the connection, in this order.
  var questions: [Question] {
    switch kind {
    case .answers(let paths, .alone): paths.prefix(1).map(Question.init)
    case .answers(let paths, .pipelined), .answers(let paths, .oneByOne): paths.map(Question.init)
    case .access(let paths): paths.map(Question.init)
    case .loopbackCertificate: []
    }
  }

  /// Whether all questions are asked at once.
  var isPipelined: Bool {
    switch kind {
    case .answers(let paths, .pipelined): paths.count > 1
    case .answers(_, .oneByOne), .answers(_, .alone), .access, .loopbackCertificate: false
    }
  }

  /// Whether an answer is the last that is wanted: access probes leave a server alone that asks for less load.
  func ends(with response: Response) -> Bool {
    switch kind {
    case .access: response.status == 429
    case .answers, .loopbackCertificate: false
    }
  }

  /// How much is read from the connection.
  var bytesRead: Int {
    switch kind {
    case .answers, .loopbackCertificate: Bounds.bytesForEachConnection
    case .access(let paths):
      Bounds.accessBodyBytesPassedOver + paths.count * (Bounds.headBytes + Bounds.accessBodyBytes)
    }
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
  /// The server fell silent in the middle of a pipelined exchange or of a body without a length.
  case quiet
  /// Where an answer ends cannot be told from what other requests of the same exchange were answered.
  case unclear
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
  /// Whether the server sent anything at all.
  var hasBytes = true
  /// Whether a server that was to speak TLS sent something that begins no TLS record.
  var isForeign = false
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
