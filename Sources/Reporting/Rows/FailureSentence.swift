import Exposure

extension Observation {
  /// What went wrong on the way to the answers, for the `error` column; empty when all went well. It holds
  /// text from the network and is to be sanitised where it is shown.
  public var failureSentence: String {
    switch connection {
    case .refused: proxy.map { "the proxy \($0.url) says: connection refused" } ?? "connection refused"
    case .timedOut where attempts > 1: "no answer to \(attempts) connection attempts"
    case .timedOut: "no answer to the connection attempt"
    case .unreachable(let reason):
      (proxy.map { "the proxy \($0.url) says: " } ?? "") + "the network has no way to the address: \(reason)"
    case .unresolved(let reason): "the name has no address: \(reason)"
    case .notAttempted(let reason): "the scanner could not try: \(reason)"
    case .proxyFailed(let reason): "\(proxy.map { "the proxy \($0.url)" } ?? "the proxy") \(reason)"
    case .connected:
      if let proxy, !proxy.targetAnswered {
        "the proxy \(proxy.url) gave a connection on which nothing came, and may not have reached the endpoint"
      } else {
        sessionFailure
      }
    }
  }

  /// What is said of a port that was asked over TLS and answers in plain HTTP.
  static let plainHTTPInstead = "no TLS session came about, and the port answers in plain HTTP"

  private var sessionFailure: String {
    var parts: [String] = []
    if let failure = handshakeFailure { parts.append(failure) }
    for reason in MissingAnswer.allInOrder where !unanswered.isEmpty {
      let paths = unanswered.filter { $0.reason == reason }.map(\.path)
      if !paths.isEmpty {
        parts.append(failure(reason, paths: paths.joined(separator: " and "), several: paths.count > 1))
      }
    }
    parts += componentAnswers.filter(\.decidesNothing).map { answer in
      answer.content == .unreadable
        ? "the answer to \(answer.path) (\(answer.status)) was cut off, is empty or cannot be read"
        : "\(answer.path) was answered \(answer.status), which decides nothing"
    }
    for response in responses {
      guard let coding = response.unreadableCoding else { continue }
      parts.append("the answer to \(response.path) cannot be read: its body is coded as \(coding)")
    }
    if let early = paths(of: responses.filter(\.endedEarly)) {
      parts.append("the answer to \(early) ended early")
    }
    if let cut = paths(of: responses.filter(\.bodyTruncated)) {
      parts.append("only the beginning of \(cut) was kept")
    }
    return parts.joined(separator: "; ")
  }

  private func paths(of responses: [Response]) -> String? {
    responses.isEmpty ? nil : responses.map(\.path).joined(separator: " and ")
  }

  private var handshakeFailure: String? {
    guard let tls else { return nil }
    if transport == .plain, tls.handshake != .plainHTTP, tls.handshake != .established {
      return Self.plainHTTPInstead
    }
    if closedForWantOfCertificate(tls) {
      return "the server asked for a client certificate and then closed the connection without an alert"
    }
    switch tls.handshake {
    case .established:
      if let excess = tls.excess, !unanswered.contains(where: { $0.reason == .flooded }) { return excess }
      guard tls.alert != nil, !unanswered.contains(where: { $0.reason == .alert }) else { return nil }
      return "the server ended the TLS session with \(alertText)"
    case .alert: return "the server refused the TLS handshake with \(alertText)"
    case .closed: return "the server closed the connection during the TLS handshake"
    case .reset: return "the connection was reset during the TLS handshake"
    case .timedOut: return "the TLS handshake did not end before the deadline"
    case .plainHTTP: return nil
    case .failed(let reason): return "the TLS handshake failed: \(reason)"
    }
  }

  /// Whether a server that had asked for a client certificate ended the connection, got none, and said no more.
  private func closedForWantOfCertificate(_ tls: TLSFacts) -> Bool {
    guard tls.clientCertificateRequested, tls.alert == nil, responses.isEmpty else { return false }
    return switch tls.handshake {
    case .closed, .reset: true
    case .established:
      !unanswered.isEmpty && unanswered.allSatisfy { $0.reason == .closed || $0.reason == .reset }
    case .alert, .timedOut, .plainHTTP, .failed: false
    }
  }

  private var alertText: String {
    tls?.alert.map { "alert \(AlertName.described($0))" } ?? "an alert"
  }

  private func failure(_ reason: MissingAnswer, paths: String, several: Bool) -> String {
    switch reason {
    case .deadline: "no answer to \(paths) before the deadline"
    case .closed: "the server closed the connection before answering \(paths)"
    case .ended: "the connection ended with another answer, before one to \(paths)"
    case .reset: "the connection was reset before an answer to \(paths)"
    case .invalidHTTP: "the answer to \(paths) is not HTTP"
    case .http2: "the server answers \(paths) in HTTP/2, as gRPC servers do, and apiexpose reads HTTP/1 only"
    case .headTooLarge: "the head of the answer to \(paths) is too large"
    case .flooded: "\(tls?.excess ?? "the server sent too much over TLS") before an answer to \(paths)"
    case .alert: "the server sent \(alertText) instead of an answer to \(paths)"
    case .wantsTLS: "in plain HTTP the port answers 400, as one does that wants TLS"
    case .notAsked: several ? "\(paths) were not asked" : "\(paths) was not asked"
    }
  }
}

extension MissingAnswer {
  fileprivate static let allInOrder: [MissingAnswer] = [
    .flooded, .alert, .deadline, .closed, .ended, .reset, .http2, .invalidHTTP, .headTooLarge, .wantsTLS,
    .notAsked,
  ]
}
