import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("JSON Lines, there and back")
struct RoundTripTests {
  @Test("an endpoint of which all is known comes back as it was, and is judged as it was")
  func complete() throws {
    let observations = try roundTrip([.complete])
    #expect(observations == [.complete])
    #expect(observations.map { assess($0) } == [assess(.complete)])
  }

  @Test(
    "every outcome of a connection comes back",
    arguments: [
      .connected, .refused, .timedOut, .unreachable(reason: "no route"), .unresolved(reason: "not found"),
      .notAttempted(reason: "too many open files"), .unreachable(reason: ""),
      .proxyFailed(reason: "refused the user or the password"),
    ] as [ConnectionOutcome])
  func connections(outcome: ConnectionOutcome) throws {
    let observation = Observation.sample(outcome, address: nil, attempts: 0)
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test(
    "every outcome of a handshake comes back",
    arguments: [
      .established, .alert, .closed, .reset, .timedOut, .plainHTTP, .failed(reason: "wrong version number"),
    ] as [HandshakeOutcome])
  func handshakes(outcome: HandshakeOutcome) throws {
    let observation = Observation.sample(tls: TLSFacts(handshake: outcome, alert: 40, version: .tls10))
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("what a history knows of the endpoint comes back, to the second, and half of it is nothing")
  func seen() throws {
    var observation = Observation.lockedDown()
    observation.seen = SeenTimes(firstSeen: .sample - 86_400, lastChanged: .sample)
    #expect(try roundTrip([observation]) == [observation])
    #expect(
      JSONLinesWriter().row(observation).contains(
        #""first_seen":"2026-11-22T22:04:55Z","last_changed":"2026-11-23T22:04:55Z""#))
    #expect(Column.firstSeen.value(observation, assess(observation)) == .time(.sample - 86_400))
    #expect(Column.lastChanged.value(.lockedDown(), assess(.lockedDown())) == .unknown)
  }

  @Test("what components answered comes back, with the authority that a supervisor told")
  func components() throws {
    var observation = Observation.sample()
    observation.componentAnswers = [
      ComponentAnswer(path: "/pods", status: 200, content: .list, count: 40, isCut: true),
      ComponentAnswer(path: "/configz", status: 403, content: .kubeletRefusal, user: "system:anonymous"),
      ComponentAnswer(
        path: "/cacerts", status: 200, content: .certificates, count: 1,
        authority: ClusterSigns.Authority(keyIdentifier: "0a1b", name: "CN=k3s-server-ca@1650000000")),
    ]
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("a TLS port that answered in plain HTTP comes back, with why paths have no answer")
  func plain() throws {
    var observation = Observation.sample(
      unanswered: [UnansweredPath(path: "/version", reason: .headTooLarge)])
    observation.transport = .plain
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("a server that sent too much over TLS comes back, with the key that signed its certificate")
  func excess() throws {
    var certificate = CertificateFacts.sample
    certificate.authorityKeyIdentifier = String(repeating: "0c", count: 20)
    let observation = Observation.sample(
      tls: TLSFacts(
        handshake: .established, excess: "the server sent more than 4096 TLS records",
        certificate: certificate),
      unanswered: [UnansweredPath(path: "/version", reason: .flooded)])
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test(
    "what a proxy showed comes back",
    arguments: [
      ProxyFacts(url: "socks5h://192.0.2.1:1080"), ProxyFacts(url: "http://192.0.2.1:3128", reply: 502),
      ProxyFacts(url: "socks5://[2001:db8::1]:1080", targetAnswered: true),
    ])
  func proxy(_ proxy: ProxyFacts) throws {
    var observation = Observation.sample(.refused)
    observation.proxy = proxy
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("a target with a proxy of its own comes back with it")
  func ownProxy() throws {
    let url = try ProxyURL("http://192.0.2.1:3128")
    var observation = Observation.sample()
    observation.endpoint = Endpoint(
      target: Target(text: "10.0.0.1:6443 proxy-url=\(url)", proxy: url), address: IPAddress("10.0.0.1"),
      port: 6443, transport: .tls)
    let read = try roundTrip([observation])
    #expect(read == [observation])
    #expect(read.map { EndpointIdentity($0.endpoint).proxy } == [url.description])
  }

  @Test("what strangers may read comes back, with counts and without")
  func access() throws {
    var observation = Observation.sample()
    observation.accessAnswers = [
      AccessAnswer(path: "/api", status: 200, kind: "APIVersions"),
      AccessAnswer(path: "/api/v1/secrets", status: 200, kind: "PartialObjectMetadataList", count: 0),
      AccessAnswer(path: "/api/v1/pods", status: 200, kind: "PartialObjectMetadataList", count: .max),
      AccessAnswer(path: "/metrics", status: 401),
    ]
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("hostile text comes back as it was", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    var observation = Observation.hostile(hostile.text)
    let endpoint = observation.endpoint
    // What a list brings is bounded by the length of its lines.
    let text = String(String.UnicodeScalarView(hostile.text.unicodeScalars.prefix(1_000)))
    observation.endpoint = Endpoint(
      target: Target(text: text, serverName: text, labels: [Label(key: text, value: text)]),
      address: endpoint.address,
      port: endpoint.port, transport: endpoint.transport, place: endpoint.place)
    #expect(try roundTrip([observation]) == [observation])
  }

  @Test("the largest answer that a scan keeps comes back")
  func largest() throws {
    let fields = (0..<13_000).map { HeaderField(name: "\($0 % 10)", value: "\u{1}") }
    var certificate = CertificateFacts.sample
    certificate.names = [String(repeating: "\u{1}", count: 100 * 1024)]
    var observation = Observation.sample(
      tls: TLSFacts(
        handshake: .established, certificate: certificate,
        clientCANames: [String(repeating: "\\01", count: 100 * 1024)]),
      responses: ["/version", "/healthz"].map {
        Response(
          path: $0, status: 200, headers: fields, body: String(repeating: "\u{0}", count: 16_384),
          bodyTruncated: true)
      })
    observation.loopbackCertificate = certificate
    #expect(try roundTrip([observation, .complete]) == [observation, .complete])
  }

  @Test("many lines come back in their order")
  func many() throws {
    let observations = (0..<500).map {
      Observation.sample(.refused, target: .sample("t\($0)"), port: UInt16($0 + 1))
    }
    #expect(try roundTrip(observations) == observations)
  }

  private func roundTrip(_ observations: [Observation]) throws -> [Observation] {
    let directory = try TemporaryDirectory()
    let text = String(decoding: JSONLinesWriter().file(observations), as: UTF8.self)
    let reader = try JSONLinesReader(path: try directory.write(text, to: "scan.jsonl"))
    var read: [Observation] = []
    while let observation = try reader.next() { read.append(observation) }
    return read
  }
}
