import Exposure
import Targets
import NIOCore
import PortableFoundation

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
  /// The server speaks HTTP/2, which was not asked for.
  case http2
  /// A head went over its bound.
  case headTooLarge
  /// A body went over what is read of it; what is kept of it counts as an answer.
  case bodyTooLarge
  /// The server sent more over TLS than its bounds allow: see the report's TLS facts.
  case flooded
}

/// What one connection showed. Made on the event loop that talked on it, which also reads what the answers mean: the
/// thread that polls parses nothing.
struct ConnectionReport: Sendable, Hashable {
  /// What TLS showed; nil on a plain connection.
  let tls: TLSFacts?
  /// Whether the server sent anything at all.
  let hasBytes: Bool
  /// Whether a server that was to speak TLS sent something that begins no TLS record.
  let isForeign: Bool
  /// The answers to paths that came, each at most once.
  let responses: [Response]
  /// What access probes were answered, in the order of asking.
  let accessAnswers: [AccessAnswer]
  /// What the questions to a component were answered, in the order of asking.
  let componentAnswers: [ComponentAnswer]
  /// How it ended.
  let ending: ConnectionEnding
  /// Whether libssl itself failed the handshake under shortened lists of algorithms: no fact about the server until the
  /// configured library fails it as well.
  let mayLackAlgorithms: Bool
  /// Whether the connection is still open: the server has said nothing for its share of the time, and may still do. What
  /// the connection ends with is reported later.
  let staysOpen: Bool
  /// Why the proxy gave no connection: then nothing else is told.
  let noTunnel: TunnelFailure?
  /// When the last byte of the last answer came.
  let lastAnswerAt: NIODeadline?
  /// What answers and TLS facts mean.
  let reading: ConnectionReading
  /// The answers that may be others in a moment.
  let passing: [PassingAnswer]

  init(
    tls: TLSFacts? = nil, hasBytes: Bool = true, isForeign: Bool = false, responses: [Response] = [],
    componentAnswers: [ComponentAnswer] = [], accessAnswers: [AccessAnswer] = [], ending: ConnectionEnding,
    mayLackAlgorithms: Bool = false,
    staysOpen: Bool = false, noTunnel: TunnelFailure? = nil, lastAnswerAt: NIODeadline? = nil,
    now: @autoclosure () -> Date = Date()
  ) {
    self.tls = tls
    self.hasBytes = hasBytes
    self.isForeign = isForeign
    self.responses = responses
    self.accessAnswers = accessAnswers
    self.componentAnswers = componentAnswers
    self.ending = ending
    self.mayLackAlgorithms = mayLackAlgorithms
    self.staysOpen = staysOpen
    self.noTunnel = noTunnel
    self.lastAnswerAt = lastAnswerAt
    reading = ConnectionReading(responses: responses, tls: tls)
    passing = responses.filter(\.isPassing).map { PassingAnswer($0, now: now()) }
  }
}

extension ConnectionReport {
  /// Whether a TLS session came about.
  var hasSession: Bool { tls?.handshake == .established }

  /// What a connection shows to a proxy that gave none to the endpoint.
  static func noTunnel(_ failure: TunnelFailure) -> ConnectionReport {
    ConnectionReport(hasBytes: false, ending: .closed, noTunnel: failure)
  }

  /// What a connection shows that was up, and was reset before anything was said on it.
  static func reset(over transport: Transport) -> ConnectionReport {
    switch transport {
    case .tls: ConnectionReport(tls: TLSFacts(handshake: .reset), hasBytes: false, ending: .handshakeFailed)
    case .plain: ConnectionReport(hasBytes: false, ending: .reset)
    }
  }
}
