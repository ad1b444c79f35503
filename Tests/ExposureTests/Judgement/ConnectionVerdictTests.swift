import Exposure
import Testing

/// A row of a table: what was observed, in a sentence and as facts, and what has to be said of it.
struct Judged: Sendable, CustomTestStringConvertible {
  let sentence: String
  let observation: Observation
  let verdict: Verdict
  var signs: [APIServerSign] = []
  var testDescription: String { "\(sentence): \(verdict.rawValue)" }
}

@Suite("Verdicts without an HTTP answer")
struct ConnectionVerdictTests {
  static let connections: [Judged] = [
    Judged(sentence: "refused", observation: .sample(connection: .refused), verdict: .closed),
    Judged(sentence: "timed out", observation: .sample(connection: .timedOut), verdict: .filtered),
    Judged(
      sentence: "no route", observation: .sample(connection: .unreachable(reason: "No route to host")),
      verdict: .unreachable),
    Judged(
      sentence: "no address", observation: .sample(connection: .unresolved(reason: "no such name")),
      verdict: .unresolved),
    Judged(
      sentence: "no descriptors",
      observation: .sample(connection: .notAttempted(reason: "Too many open files")), verdict: .failed),
    Judged(
      sentence: "no connection from the proxy",
      observation: .sample(connection: .proxyFailed(reason: "wants a user and a password")), verdict: .failed),
    Judged(
      sentence: "refused by the proxy's word",
      observation: .sample(connection: .refused).through(
        ProxyFacts(url: "socks5://192.0.2.1:1080", reply: 5)),
      verdict: .closed),
    Judged(
      sentence: "closed in the handshake, and not a byte came through the proxy",
      observation: .sample(tls: TLSFacts(handshake: .closed)).through(
        ProxyFacts(url: "socks5://192.0.2.1:1080")),
      verdict: .failed),
    Judged(
      sentence: "silent in plain HTTP, and not a byte came through the proxy",
      observation: .sample(transport: .plain, unanswered: .deadline)
        .through(ProxyFacts(url: "http://192.0.2.1:3128")),
      verdict: .failed),
    Judged(
      sentence: "closed in the handshake, after bytes through the proxy",
      observation: .sample(tls: TLSFacts(handshake: .closed))
        .through(ProxyFacts(url: "socks5://192.0.2.1:1080", targetAnswered: true)), verdict: .tlsFailed),
  ]

  static let handshakes: [Judged] = [
    Judged(sentence: "closed", observation: .sample(tls: TLSFacts(handshake: .closed)), verdict: .tlsFailed),
    Judged(sentence: "reset", observation: .sample(tls: TLSFacts(handshake: .reset)), verdict: .tlsFailed),
    Judged(
      sentence: "silent", observation: .sample(tls: TLSFacts(handshake: .timedOut), unanswered: .deadline),
      verdict: .tlsFailed),
    Judged(
      sentence: "garbage",
      observation: .sample(tls: TLSFacts(handshake: .failed(reason: "wrong version number"))),
      verdict: .tlsFailed),
    Judged(
      sentence: "never begun", observation: .sample(tls: .some(nil), unanswered: .deadline),
      verdict: .tlsFailed),
    Judged(
      sentence: "alert 70, no common version",
      observation: .sample(tls: TLSFacts(handshake: .alert, alert: 70)), verdict: .tlsFailed),
    Judged(
      sentence: "alert 40 and no request for a certificate",
      observation: .sample(tls: TLSFacts(handshake: .alert, alert: 40)), verdict: .tlsFailed),
    Judged(
      sentence: "closed in a handshake whose certificate is an API server's",
      observation: .sample(tls: TLSFacts(handshake: .closed, certificate: .ofAPIServer)),
      verdict: .tlsFailed),
    Judged(
      sentence: "closed, and in plain HTTP the 400 of a port that wants TLS",
      observation: .sample(tls: TLSFacts(handshake: .closed), unanswered: .wantsTLS), verdict: .inconclusive),
    Judged(
      sentence: "plain HTTP instead of TLS, and no path answered after that",
      observation: .sample(transport: .plain, tls: TLSFacts(handshake: .plainHTTP)), verdict: .inconclusive),
  ]

  static let wants: [Judged] =
    [40, 42, 46, 48, 49].map { (alert: UInt8) in
      Judged(
        sentence: "alert \(alert) in a TLS 1.2 handshake that asked for a certificate",
        observation: .sample(
          tls: TLSFacts(
            handshake: .alert, alert: alert, version: .tls12, clientCertificateRequested: true)),
        verdict: .clientCertificateRequired)
    } + [
      Judged(
        sentence: "alert 116 after a TLS 1.3 handshake",
        observation: .sample(
          tls: TLSFacts(
            handshake: .established, alert: 116, version: .tls13, clientCertificateRequested: true),
          unanswered: .alert),
        verdict: .clientCertificateRequired),
      Judged(
        sentence: "alert 116 where the request was not seen",
        observation: .sample(tls: TLSFacts(handshake: .established, alert: 116), unanswered: .alert),
        verdict: .clientCertificateRequired),
      Judged(
        sentence:
          "alert 42 after a TLS 1.3 handshake that asked for a certificate, as older Go servers send it",
        observation: .sample(
          tls: TLSFacts(
            handshake: .established, alert: 42, version: .tls13, clientCertificateRequested: true),
          unanswered: .alert),
        verdict: .clientCertificateRequired),
      Judged(
        sentence: "an API server's certificate beside it is kept as a sign",
        observation: .sample(
          tls: TLSFacts(
            handshake: .established, alert: 116, certificate: .ofAPIServer, clientCertificateRequested: true,
            clientCANames: ["CN=kubernetes"]),
          unanswered: .alert),
        verdict: .clientCertificateRequired, signs: [.certificateNames, .clientCANames]),
      Judged(
        sentence: "alert 80 says nothing of certificates",
        observation: .sample(
          tls: TLSFacts(
            handshake: .established, alert: 80, version: .tls13, clientCertificateRequested: true),
          unanswered: .alert),
        verdict: .inconclusive),
      Judged(
        sentence: "an answer counts more than an alert after it",
        observation: .sample(
          tls: TLSFacts(handshake: .established, alert: 116), version: .version(200, Body.version),
          unanswered: .alert),
        verdict: .versionLeak, signs: [.versionDocument]),
    ]

  static let silences: [Judged] =
    [MissingAnswer.deadline, .closed, .reset, .alert, .notAsked].flatMap { reason in
      [
        Judged(
          sentence: "a session, then \(reason.rawValue)", observation: .sample(unanswered: reason),
          verdict: .inconclusive),
        Judged(
          sentence: "a session with an API server's certificate, then \(reason.rawValue)",
          observation: .sample(
            tls: TLSFacts(handshake: .established, certificate: .ofAPIServer), unanswered: reason),
          verdict: .inconclusive, signs: [.certificateNames]),
      ]
    } + [
      Judged(
        sentence: "a session and something that is not HTTP/1",
        observation: .sample(unanswered: .invalidHTTP), verdict: .inconclusive),
      Judged(
        sentence: "a session and a head without end", observation: .sample(unanswered: .headTooLarge),
        verdict: .inconclusive),
      Judged(
        sentence: "something that is not HTTP/1 behind an API server's certificate",
        observation: .sample(
          tls: TLSFacts(handshake: .established, certificate: .ofAPIServer), unanswered: .invalidHTTP),
        verdict: .inconclusive, signs: [.certificateNames]),
      Judged(
        sentence: "a plain connection and nothing",
        observation: .sample(transport: .plain, unanswered: .deadline), verdict: .inconclusive),
      Judged(
        sentence: "a plain connection and something that is not HTTP",
        observation: .sample(transport: .plain, unanswered: .invalidHTTP), verdict: .inconclusive),
      Judged(
        sentence: "a plain connection and a head without end",
        observation: .sample(transport: .plain, unanswered: .headTooLarge), verdict: .inconclusive),
    ]

  @Test("how the connection ended decides", arguments: connections + handshakes + wants + silences)
  func verdict(_ row: Judged) {
    let assessment = assess(row.observation)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.signs == row.signs)
  }
}

extension Observation {
  /// The same through a proxy.
  fileprivate func through(_ proxy: ProxyFacts) -> Observation {
    var observation = self
    observation.proxy = proxy
    return observation
  }
}
