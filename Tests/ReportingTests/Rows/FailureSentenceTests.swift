import Exposure
import Testing

@testable import Reporting

@Suite("What went wrong, in a sentence")
struct FailureSentenceTests {
  @Test(
    "a connection that did not come about",
    arguments: [
      (.refused, 1, "connection refused"),
      (.timedOut, 1, "no answer to the connection attempt"),
      (.timedOut, 2, "no answer to 2 connection attempts"),
      (
        .unreachable(reason: "No route to host"), 1, "the network has no way to the address: No route to host"
      ),
      (.unresolved(reason: "not found"), 0, "the name has no address: not found"),
      (.notAttempted(reason: "too many open files"), 0, "the scanner could not try: too many open files"),
      (.connected, 1, ""),
    ] as [(ConnectionOutcome, Int, String)])
  func connections(outcome: ConnectionOutcome, attempts: Int, sentence: String) {
    #expect(Observation.sample(outcome, attempts: attempts).failureSentence == sentence)
  }

  @Test(
    "a proxy's word is told as its word, and what it failed with as its own",
    arguments: [
      (.refused, false, "the proxy socks5://192.0.2.1:1080 says: connection refused"),
      (
        .unreachable(reason: "host unreachable"), false,
        "the proxy socks5://192.0.2.1:1080 says: the network has no way to the address: host unreachable"
      ),
      (
        .proxyFailed(reason: "wants a user and a password"), false,
        "the proxy socks5://192.0.2.1:1080 wants a user and a password"
      ),
      (
        .connected, false,
        "the proxy socks5://192.0.2.1:1080 gave a connection on which nothing came, and may not have reached the endpoint"
      ), (.connected, true, ""),
    ] as [(ConnectionOutcome, Bool, String)])
  func proxies(outcome: ConnectionOutcome, answered: Bool, sentence: String) {
    var observation = Observation.sample(outcome)
    observation.proxy = ProxyFacts(url: "socks5://192.0.2.1:1080", targetAnswered: answered)
    #expect(observation.failureSentence == sentence)
  }

  @Test(
    "a TLS session that did not come about",
    arguments: [
      (.established, nil, ""),
      (.established, 116, "the server ended the TLS session with alert certificate_required (116)"),
      (.alert, 40, "the server refused the TLS handshake with alert handshake_failure (40)"),
      (.alert, 255, "the server refused the TLS handshake with alert 255"),
      (.alert, nil, "the server refused the TLS handshake with an alert"),
      (.closed, nil, "the server closed the connection during the TLS handshake"),
      (.reset, nil, "the connection was reset during the TLS handshake"),
      (.timedOut, nil, "the TLS handshake did not end before the deadline"),
      (.plainHTTP, nil, ""),
      (.failed(reason: "wrong version number"), nil, "the TLS handshake failed: wrong version number"),
    ] as [(HandshakeOutcome, UInt8?, String)])
  func handshakes(outcome: HandshakeOutcome, alert: UInt8?, sentence: String) {
    let observation = Observation.sample(tls: TLSFacts(handshake: outcome, alert: alert))
    #expect(observation.failureSentence == sentence)
  }

  @Test(
    "a server that asked for a client certificate and then ended the connection without an alert",
    arguments: [
      (.closed, nil, true), (.reset, nil, true), (.established, .closed, true), (.established, .reset, true),
      (.established, .deadline, false), (.alert, nil, false),
    ] as [(HandshakeOutcome, MissingAnswer?, Bool)])
  func wantOfCertificate(outcome: HandshakeOutcome, reason: MissingAnswer?, isSaid: Bool) {
    let observation = Observation.sample(
      tls: TLSFacts(handshake: outcome, clientCertificateRequested: true),
      unanswered: reason.map { reason in
        ["/version", "/healthz"].map { UnansweredPath(path: $0, reason: reason) }
      } ?? [])
    let sentence = "the server asked for a client certificate and then closed the connection without an alert"
    #expect(observation.failureSentence.hasPrefix(sentence) == isSaid)
  }

  @Test("an answer in a coding that cannot be read, and a port that answers in plain HTTP after all")
  func unread() {
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .closed),
      responses: [Response(path: "/version", status: 200, unreadableCoding: "br")], unanswered: [])
    observation.transport = .plain
    #expect(
      observation.failureSentence == """
        no TLS session came about, and the port answers in plain HTTP; the answer to /version cannot be read: its \
        body is coded as br
        """)
  }

  @Test(
    "a path without an answer",
    arguments: [
      (.deadline, "no answer to /healthz before the deadline"),
      (.closed, "the server closed the connection before answering /healthz"),
      (.ended, "the connection ended with another answer, before one to /healthz"),
      (.reset, "the connection was reset before an answer to /healthz"),
      (.invalidHTTP, "the answer to /healthz is not HTTP"),
      (
        .http2, "the server answers /healthz in HTTP/2, as gRPC servers do, and apiexpose reads HTTP/1 only"
      ),
      (.headTooLarge, "the head of the answer to /healthz is too large"),
      (.alert, "the server sent alert certificate_required (116) instead of an answer to /healthz"),
      (.flooded, "the server sent more than 4096 TLS records before an answer to /healthz"),
      (.wantsTLS, "in plain HTTP the port answers 400, as one does that wants TLS"),
      (.notAsked, "/healthz was not asked"),
    ] as [(MissingAnswer, String)])
  func unanswered(reason: MissingAnswer, sentence: String) {
    let observation = Observation.sample(
      tls: TLSFacts(
        handshake: .established, alert: reason == .alert ? 116 : nil,
        excess: reason == .flooded ? "the server sent more than 4096 TLS records" : nil),
      unanswered: [UnansweredPath(path: "/healthz", reason: reason)])
    #expect(observation.failureSentence == sentence)
  }

  @Test("a server that sent too much after its answers")
  func excess() {
    let observation = Observation.sample(
      tls: TLSFacts(handshake: .established, excess: "the server sent more than 4096 TLS records"))
    #expect(observation.failureSentence == "the server sent more than 4096 TLS records")
  }

  @Test("two paths without an answer share a sentence where the reason is the same")
  func sharedReason() {
    let observation = Observation.sample(
      unanswered: ["/version", "/healthz"].map { UnansweredPath(path: $0, reason: .notAsked) })
    #expect(observation.failureSentence == "/version and /healthz were not asked")
  }

  @Test("answers of a component that decide nothing")
  func components() {
    var observation = Observation.sample()
    observation.componentAnswers = [
      ComponentAnswer(path: "/pods", status: 503), ComponentAnswer(path: "/metrics", status: 404),
      ComponentAnswer(path: "/configz", status: 200, content: .unreadable),
    ]
    #expect(
      observation.failureSentence == """
        /pods was answered 503, which decides nothing; \
        the answer to /configz (200) was cut off, is empty or cannot be read
        """)
  }

  @Test("answers that are not whole, and several things at once")
  func several() {
    let observation = Observation.sample(
      responses: [
        Response(path: "/version", status: 200, bodyTruncated: true, endedEarly: true),
        Response(path: "/readyz", status: 200, endedEarly: true),
      ],
      unanswered: [
        UnansweredPath(path: "/healthz", reason: .closed), UnansweredPath(path: "/livez", reason: .deadline),
      ])
    #expect(
      observation.failureSentence == """
        no answer to /livez before the deadline; the server closed the connection before answering /healthz; \
        the answer to /version and /readyz ended early; only the beginning of /version was kept
        """)
  }
}
