import Exposure
import NIOCore
import NIOOpenSSL
import PortableLibc

/// What ended a conversation; what it means depends on how far the conversation had come.
enum ConversationEnd: Sendable, Hashable {
  /// Nothing more is to be learnt on this connection.
  case served
  case bodyTooLarge
  case closed
  case reset
  case deadline
  /// The server said nothing for as long as it had.
  case silence
  /// The server fell silent.
  case quiet
  /// What follows cannot be told from the body.
  case unclear
  case alert(TLSAlert)
  case plainHTTP
  case tlsFailure(reason: String)
  /// The server sent more over TLS than `Bounds.tls` allows.
  case flooded(TLSExcess)
  case invalidHTTP
  /// HTTP/2, which was not asked for.
  case http2
  case headTooLarge

  /// Reads an error that came up the pipeline.
  init(_ error: any Error) {
    switch error {
    case let failure as TLSError: self.init(failure)
    case let fault as ResponseReader.Fault:
      switch fault {
      case .headTooLarge: self = .headTooLarge
      case .notHTTP, .badChunk: self = .invalidHTTP
      case .http2: self = .http2
      }
    case is ByteBudgetExceeded: self = .headTooLarge
    // EPIPE: the server closed its side before the reset came, which answers what it no longer reads.
    case let failure as IOError where failure.errnoCode == ECONNRESET:
      self = .reset
    default: self = .closed
    }
  }

  private init(_ failure: TLSError) {
    self =
      switch failure {
      case .alert(let alert): .alert(alert)
      case .closedDuringHandshake: .closed
      case .plaintextHTTP: .plainHTTP
      case .protocolFailure(let reason): .tlsFailure(reason: reason)
      case .excess(let excess): .flooded(excess)
      case .setupFailed: .tlsFailure(reason: "\(failure)")
      }
  }

  /// The alert that the server sent, if that is what it was.
  var alert: UInt8? {
    if case .alert(let alert) = self { alert.code } else { nil }
  }

  /// What the server did beyond its bounds, if that is what it was.
  var excess: String? {
    if case .flooded(let excess) = self { "the server \(excess)" } else { nil }
  }

  /// What it means in the handshake.
  var handshakeOutcome: HandshakeOutcome {
    switch self {
    case .alert: .alert
    case .plainHTTP: .plainHTTP
    case .reset: .reset
    case .deadline, .silence, .quiet: .timedOut
    case .tlsFailure(let reason): .failed(reason: reason)
    case .flooded(let excess): .failed(reason: "the server \(excess)")
    case .closed, .served, .bodyTooLarge, .invalidHTTP, .http2, .headTooLarge, .unclear: .closed
    }
  }

  /// What it means in the body of an answer: a fault ends that answer alone.
  var endingInBody: ConnectionEnding {
    switch self {
    case .invalidHTTP, .http2, .headTooLarge, .quiet: .answered
    case .served, .bodyTooLarge, .closed, .reset, .deadline, .silence, .unclear, .alert, .plainHTTP, .flooded,
      .tlsFailure:
      ending
    }
  }

  /// What it means after it.
  var ending: ConnectionEnding {
    switch self {
    case .served: .answered
    case .bodyTooLarge: .bodyTooLarge
    case .closed, .tlsFailure, .plainHTTP: .closed
    case .reset: .reset
    case .deadline: .deadline
    case .silence, .quiet: .quiet
    case .unclear: .unclear
    case .alert: .alert
    case .invalidHTTP: .invalidHTTP
    case .http2: .http2
    case .headTooLarge: .headTooLarge
    case .flooded: .flooded
    }
  }
}
