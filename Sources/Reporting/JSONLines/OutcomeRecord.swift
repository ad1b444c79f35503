import Exposure

/// An outcome with its reason, where it has one: how a connection or a handshake ended.
struct OutcomeRecord: JSONReadable, Equatable {
  var outcome: String
  var reason: String?

  static let blank = OutcomeRecord(outcome: "")

  static let fields: [JSONField<OutcomeRecord>] = [
    .required("outcome", { $0.outcome }, { $0.outcome = $1 }),
    .optional("reason", { $0.reason }, { $0.reason = $1 }),
  ]
}

extension OutcomeRecord {
  init(_ outcome: ConnectionOutcome) {
    switch outcome {
    case .connected: self.init(outcome: "connected")
    case .refused: self.init(outcome: "refused")
    case .timedOut: self.init(outcome: "timed_out")
    case .unreachable(let reason): self.init(outcome: "unreachable", reason: reason)
    case .unresolved(let reason): self.init(outcome: "unresolved", reason: reason)
    case .notAttempted(let reason): self.init(outcome: "not_attempted", reason: reason)
    case .proxyFailed(let reason): self.init(outcome: "proxy_failed", reason: reason)
    }
  }

  init(_ outcome: HandshakeOutcome) {
    switch outcome {
    case .established: self.init(outcome: "established")
    case .alert: self.init(outcome: "alert")
    case .closed: self.init(outcome: "closed")
    case .reset: self.init(outcome: "reset")
    case .timedOut: self.init(outcome: "timed_out")
    case .plainHTTP: self.init(outcome: "plain_http")
    case .failed(let reason): self.init(outcome: "failed", reason: reason)
    }
  }

  func connectionOutcome() throws -> ConnectionOutcome {
    switch outcome {
    case "connected": .connected
    case "refused": .refused
    case "timed_out": .timedOut
    case "unreachable": .unreachable(reason: reason ?? "")
    case "unresolved": .unresolved(reason: reason ?? "")
    case "not_attempted": .notAttempted(reason: reason ?? "")
    case "proxy_failed": .proxyFailed(reason: reason ?? "")
    default: throw ImpossibleValue(text: outcome, member: "outcome")
    }
  }

  func handshakeOutcome() throws -> HandshakeOutcome {
    switch outcome {
    case "established": .established
    case "alert": .alert
    case "closed": .closed
    case "reset": .reset
    case "timed_out": .timedOut
    case "plain_http": .plainHTTP
    case "failed": .failed(reason: reason ?? "")
    default: throw ImpossibleValue(text: outcome, member: "outcome")
    }
  }
}
