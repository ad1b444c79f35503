import Exposure
import Targets
import Testing

@testable import Scanning

extension TunnelRequest {
  /// A request as a scan makes it.
  static func to(
    _ target: String, through proxy: String, _ credentials: ProxyCredentials? = nil
  ) throws
    -> TunnelRequest
  {
    guard case .target(let entry)? = try TargetLine(target) else { throw CancellationError() }
    let address: IPAddress? =
      switch entry.host {
      case .block(let block): block.first
      case .name: nil
      }
    let endpoint = Endpoint(target: entry.target, address: address, port: 6443, transport: .tls)
    let route = ProxyRoute(try ProxyURL(proxy), at: .v4(0x7F00_0001), credentials: credentials)
    guard let request = TunnelRequest(to: endpoint, through: route) else { throw CancellationError() }
    return request
  }
}

extension TunnelNegotiation {
  /// Gives it bytes in pieces of a size, and returns all that it said and how it ended; what is left is the endpoint's.
  mutating func answer(
    _ bytes: [UInt8], inPiecesOf size: Int
  ) -> (
    said: [[UInt8]], end: TunnelStep, left: [UInt8]
  ) {
    var said: [[UInt8]] = []
    var rest = bytes[...]
    var piece: ArraySlice<UInt8> = []
    while true {
      switch take(&piece) {
      case .say(let words): said.append(words)
      case .awaitMore:
        guard !rest.isEmpty else { return (said, .awaitMore, []) }
        piece = rest.prefix(size)
        rest = rest.dropFirst(size)
      case let end: return (said, end, Array(piece + rest))
      }
    }
  }
}

@Suite("What is said to a SOCKS 5 proxy")
struct SOCKSNegotiationTests {
  private static let success: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

  @Test("an address or a name is asked for, whatever pieces the answers come in", arguments: [1, 2, 3, 64])
  func places(_ size: Int) throws {
    let places: [(String, [UInt8])] = [
      ("192.0.2.7", [1, 192, 0, 2, 7]),
      ("2001:db8::1", [4, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
      ("a.example", [3, 9, 97, 46, 101, 120, 97, 109, 112, 108, 101]),
    ]
    for (target, place) in places {
      var negotiation = TunnelNegotiation(
        try .to(target, through: "socks5h://127.0.0.1"), userAgent: "tests")
      #expect(negotiation.greeting == [5, 1, 0])
      let outcome = negotiation.answer([5, 0] + Self.success + [22, 3], inPiecesOf: size)
      let wanted: [UInt8] = [5, 1, 0] + place + [0x19, 0x2B]
      #expect(outcome.said == [wanted])
      #expect(outcome.end == .open)
      #expect(outcome.left == [22, 3])
    }
  }

  @Test("the bound address of a reply may be of any kind")
  func boundAddresses() throws {
    for bound in [[1, 9, 9, 9, 9], [3, 2, 65, 66], [4] + Array(repeating: UInt8(1), count: 16)] as [[UInt8]] {
      var negotiation = TunnelNegotiation(
        try .to("192.0.2.7", through: "socks5://127.0.0.1"), userAgent: "tests")
      let outcome = negotiation.answer([5, 0, 5, 0, 0] + bound + [0, 80, 1], inPiecesOf: 1)
      #expect(outcome.end == .open && outcome.left == [1])
    }
  }

  @Test("a user and a password are offered, and told only where they are wanted")
  func credentials() throws {
    let credentials = try ProxyCredentials(user: "me", password: "hush")
    var negotiation = TunnelNegotiation(
      try .to("192.0.2.7", through: "socks5://127.0.0.1", credentials), userAgent: "tests")
    #expect(negotiation.greeting == [5, 2, 0, 2])
    let outcome = negotiation.answer([5, 2, 1, 0] + Self.success, inPiecesOf: 1)
    #expect(outcome.said.first == [1, 2, 109, 101, 4, 104, 117, 115, 104])
    #expect(outcome.end == .open)
    #expect("\(credentials)\(String(reflecting: credentials))".contains("hush") == false)
    var dumped = ""
    dump(credentials, to: &dumped)
    #expect(!dumped.contains("104"))
    var open = TunnelNegotiation(
      try .to("192.0.2.7", through: "socks5://127.0.0.1", credentials), userAgent: "tests")
    #expect(open.answer([5, 0] + Self.success, inPiecesOf: 1).said.count == 1)
  }

  @Test(
    "what goes wrong before the endpoint is asked for is the proxy's own fault",
    arguments: [
      ([5, 0xFF], false, ProxyFault.wantsCredentials), ([5, 0xFF], true, .refusesCredentials),
      ([5, 2], false, .wantsCredentials), ([5, 1], true, .refusesCredentials),
      ([5, 2, 1, 1], true, .refusesCredentials), ([5, 2, 5, 9], true, .refusesCredentials),
      (Array("HTTP/1.1 400".utf8), false, .speaksOtherwise), ([4], false, .speaksOtherwise),
      ([5, 0, 4], false, .speaksOtherwise), ([5, 0, 5, 0, 0, 9, 9], false, .speaksOtherwise),
    ] as [([UInt8], Bool, ProxyFault)])
  func faults(_ bytes: [UInt8], _ hasCredentials: Bool, _ fault: ProxyFault) throws {
    let credentials = hasCredentials ? try ProxyCredentials(user: "me", password: "") : nil
    var negotiation = TunnelNegotiation(
      try .to("192.0.2.7", through: "socks5://127.0.0.1", credentials), userAgent: "tests")
    #expect(negotiation.answer(bytes, inPiecesOf: 1).end == .failed(.proxy(fault)))
  }

  @Test("a refusal counts with its code, whatever follows it", arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 255])
  func refusals(_ code: UInt8) throws {
    var negotiation = TunnelNegotiation(
      try .to("192.0.2.7", through: "socks5://127.0.0.1"), userAgent: "tests")
    #expect(negotiation.answer([5, 0, 5, code], inPiecesOf: 1).end == .failed(.socksReply(code)))
  }

  @Test("an end or the end of the time is the proxy's fault until it was asked for the endpoint")
  func ends() throws {
    var negotiation = TunnelNegotiation(
      try .to("192.0.2.7", through: "socks5://127.0.0.1"), userAgent: "tests")
    #expect(negotiation.failureAtEnd == .proxy(.silent) && negotiation.failureInTime == .proxy(.silent))
    _ = negotiation.answer([5, 0], inPiecesOf: 2)
    #expect(negotiation.failureAtEnd == .closed && negotiation.failureInTime == .noAnswer)
  }

  @Test(
    "credentials that no proxy can be told are refused",
    arguments: [
      ("", "x", ProxyCredentials.Problem.noUser), ("a:b", "", .badCharacter), ("a", "b\n", .badCharacter),
      (String(repeating: "a", count: 256), "", .tooLong), ("a", String(repeating: "b", count: 256), .tooLong),
    ])
  func badCredentials(_ user: String, _ password: String, _ problem: ProxyCredentials.Problem) {
    #expect(throws: problem) { try ProxyCredentials(user: user, password: password) }
  }
}
