import Exposure
import Targets
import Testing

@testable import Scanning

@Suite("What is said to an HTTP proxy")
struct ConnectNegotiationTests {
  private static func negotiation(
    _ target: String = "a.example", _ credentials: ProxyCredentials? = nil
  ) throws -> TunnelNegotiation {
    TunnelNegotiation(try .to(target, through: "http://127.0.0.1:3128", credentials), userAgent: "tests")
  }

  @Test(
    "names the place of the endpoint",
    arguments: [
      ("a.example", "a.example:6443"), ("192.0.2.7", "192.0.2.7:6443"), ("2001:db8::1", "[2001:db8::1]:6443"),
    ])
  func request(_ target: String, _ place: String) throws {
    let text = String(decoding: try Self.negotiation(target).greeting, as: UTF8.self)
    #expect(
      text == "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\nUser-Agent: tests\r\n\r\n")
  }

  @Test("tells user and password where there are some")
  func credentials() throws {
    let credentials = try ProxyCredentials(user: "me", password: "hush")
    let text = String(decoding: try Self.negotiation("a.example", credentials).greeting, as: UTF8.self)
    #expect(text.contains("\r\nProxy-Authorization: Basic bWU6aHVzaA==\r\n"))
  }

  @Test("bytes behind the answer are the endpoint's, whatever its head declares", arguments: [1, 7, 4096])
  func early(_ size: Int) throws {
    let heads = [
      "HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.0 200\r\nContent-Length: 5\r\n\r\n",
      "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", "HTTP/1.1 103 Wait\r\n\r\nHTTP/1.1 299 x\r\n\r\n",
    ]
    for head in heads {
      var negotiation = try Self.negotiation()
      let outcome = negotiation.answer(Array(head.utf8) + [22, 3, 3], inPiecesOf: size)
      #expect(outcome.end == .open)
      #expect(outcome.left == [22, 3, 3])
    }
  }

  @Test(
    "an answer that gives no connection counts with its status, or is the proxy's own fault",
    arguments: [
      ("HTTP/1.1 403 Forbidden\r\n\r\n", TunnelFailure.httpStatus(403)),
      ("HTTP/1.1 502 Bad Gateway\r\n\r\n", .httpStatus(502)),
      ("HTTP/1.1 503 Service Unavailable\r\n\r\n", .httpStatus(503)),
      ("HTTP/1.1 504 Gateway Timeout\r\n\r\n", .httpStatus(504)),
      ("HTTP/1.1 302 Found\r\n\r\n", .httpStatus(302)),
      ("HTTP/1.1 407 Who?\r\n\r\n", .proxy(.wantsCredentials)),
      ("HTTP/1.1 405 No\r\n\r\n", .proxy(.speaksOtherwise)), ("SSH-2.0-x\r\n", .proxy(.speaksOtherwise)),
      ("\u{5}\u{0}", .proxy(.speaksOtherwise)),
    ])
  func failures(_ answer: String, _ failure: TunnelFailure) throws {
    var negotiation = try Self.negotiation()
    #expect(negotiation.answer(Array(answer.utf8), inPiecesOf: 3).end == .failed(failure))
  }

  @Test("a refused password is told apart from one that is missing")
  func refused() throws {
    var negotiation = try Self.negotiation("a.example", ProxyCredentials(user: "me", password: "x"))
    let end = negotiation.answer(Array("HTTP/1.1 407 No\r\n\r\n".utf8), inPiecesOf: 64).end
    #expect(end == .failed(.proxy(.refusesCredentials)))
  }

  @Test("heads without an end are given up, one or many")
  func endless() throws {
    var negotiation = try Self.negotiation()
    let field = "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 100_000)
    #expect(negotiation.answer(Array(field.utf8), inPiecesOf: 4096).end == .failed(.proxy(.speaksOtherwise)))
    var patient = try Self.negotiation()
    let informational = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 10_000)
    #expect(
      patient.answer(Array(informational.utf8), inPiecesOf: 4096).end == .failed(.proxy(.speaksOtherwise)))
  }
}

@Suite("What a proxy's answer says of an endpoint")
struct TunnelFailureTests {
  @Test(
    "only replies that RFC 1928 defines as the endpoint's are taken for it",
    arguments: [
      (TunnelFailure.socksReply(5), Verdict.closed), (.socksReply(3), .unreachable),
      (.socksReply(4), .unreachable), (.socksReply(6), .unreachable), (.socksReply(1), .failed),
      (.socksReply(2), .failed), (.socksReply(7), .failed), (.socksReply(8), .failed),
      (.socksReply(99), .failed), (.httpStatus(403), .failed), (.httpStatus(500), .failed),
      (.httpStatus(502), .failed), (.httpStatus(503), .failed), (.httpStatus(504), .failed),
      (.httpStatus(302), .failed), (.closed, .failed), (.noAnswer, .failed), (.proxy(.silent), .failed),
      (.proxy(.refusesCredentials), .failed), (.proxy(.unreachable(reason: "x")), .failed),
    ])
  func verdicts(_ failure: TunnelFailure, _ verdict: Verdict) throws {
    guard case .target(let entry)? = try TargetLine("192.0.2.7") else { throw CancellationError() }
    let observation = Observation(
      endpoint: Endpoint(target: entry.target, address: nil, port: 6443, transport: .tls), scannedAt: .now,
      connection: failure.outcome,
      proxy: ProxyFacts(url: "socks5://127.0.0.1:1080", reply: failure.reply))
    #expect(assess(observation).verdict == verdict)
  }
}

@Suite("The health of a proxy")
struct ProxyHealthTests {
  @Test("that never worked ends a scan soon, with what it failed with last")
  func never() {
    var health = ProxyHealth(isWatched: true)
    #expect(health.isInDoubt && health.end == nil && health.endOfAll == nil)
    health.noteLoss(to: .silent)
    #expect(health.end == nil && health.endOfAll == .silent)
    health.noteLoss(to: .silent)
    health.noteLoss(to: .wantsCredentials)
    #expect(health.end == .wantsCredentials)
  }

  @Test("that only closes ends a scan, but not one whose few endpoints may be why")
  func closes() {
    var health = ProxyHealth(isWatched: true)
    for _ in 1..<ProxyHealth.mostAtFirst { health.noteLoss(to: .closesAlways) }
    #expect(health.end == nil && health.endOfAll == nil && health.isInDoubt)
    health.noteLoss(to: .closesAlways)
    #expect(health.end == .closesAlways)
  }

  @Test(
    "is at fault where it closes without ever having answered, which a proxy of SOCKS has when it is asked",
    arguments: [
      (.closed, .http, false, .closesAlways), (.closed, .http, true, nil), (.closed, .socks5, false, nil),
      (.noAnswer, .http, false, nil), (.httpStatus(502), .http, false, nil),
      (.proxy(.silent), .http, true, .silent),
    ] as [(TunnelFailure, ProxyURL.Scheme, Bool, ProxyFault?)])
  func faults(_ failure: TunnelFailure, _ scheme: ProxyURL.Scheme, _ isProven: Bool, _ fault: ProxyFault?) {
    #expect(failure.fault(of: scheme, isProven: isProven) == fault)
  }

  @Test("that has worked ends it only after many losses in a row")
  func later() {
    var health = ProxyHealth(isWatched: true)
    health.noteWork()
    #expect(!health.isInDoubt && health.isProven)
    for _ in 1..<ProxyHealth.mostLater { health.noteLoss(to: .silent) }
    #expect(health.isInDoubt && health.end == nil && health.endOfAll == nil)
    health.noteWork()
    health.noteLoss(to: .silent)
    #expect(health.end == nil)
    for _ in 1..<ProxyHealth.mostLater { health.noteLoss(to: .silent) }
    #expect(health.end == .silent)
  }

  @Test("is nobody's concern where there is none")
  func unwatched() {
    var health = ProxyHealth(isWatched: false)
    for _ in 0..<100 { health.noteLoss(to: .silent) }
    #expect(!health.isInDoubt && health.end == nil && health.endOfAll == nil)
  }
}
