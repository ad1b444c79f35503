import Exposure
import Foundation
import NIOCore
import Targets
import Testing

@testable import Scanning

@Suite("A proxy that misbehaves", .timeLimit(.minutes(10)))
struct HostileProxyTests {
  private static func end(
    _ scheme: String, _ script: @escaping @Sendable (Int) -> [Act],
    settings: ScanSettings = .impatient
  ) async throws -> (end: ScanEnd, observations: [Observation]) {
    try await ScriptedServer.running(script: script) { server in
      let sink = CollectingSink()
      let end = try await Scanner(settings: settings.through(scheme, server.port)).scan(
        ProxyScanTests.list(["192.0.2.1"]), excluding: { _, _ in false }, into: sink)
      return (end, sink.observations)
    }
  }

  @Test(
    "before it was asked for the endpoint ends the scan, and brings no row",
    arguments: [
      ("socks5", [Act.awaitBytes, .close], ProxyFault.silent), ("socks5", [.awaitBytes, .reset], .silent),
      ("socks5", [], .silent), ("socks5", [.sendBytes([5])], .silent),
      ("socks5", [.send("SSH-2.0-OpenSSH_9.2\r\n")], .speaksOtherwise),
      ("socks5", [.awaitBytes, .send("HTTP/1.1 400 Bad Request\r\n\r\n")], .speaksOtherwise),
      ("socks5", [.flood("garbage")], .speaksOtherwise),
      ("socks5", [.sendBytes([5, 0xFF])], .wantsCredentials),
      ("http", [.awaitBytes, .sendBytes([5, 0xFF])], .speaksOtherwise),
      ("http", [.flood("HTTP/1.1 100 Continue\r\n\r\n")], .speaksOtherwise),
      ("http", [.send("HTTP/1.1 200 OK\r\n"), .flood("a: b\r\n")], .speaksOtherwise),
      ("http", [.send("HTTP/1.1 405 Method Not Allowed\r\n\r\n")], .speaksOtherwise),
      ("http", [.send("HTTP/1.1 407 Who?\r\n\r\n")], .wantsCredentials),
    ] as [(String, [Act], ProxyFault)])
  func faults(_ scheme: String, _ acts: [Act], _ fault: ProxyFault) async throws {
    // Only silence needs a deadline that passes soon.
    let (end, observations) = try await Self.end(
      scheme, { _ in acts }, settings: fault == .silent ? .impatient : .patient)
    #expect(end == .proxyFailed(fault, hasWorked: false))
    #expect(observations.isEmpty)
  }

  @Test(
    "after that leaves the endpoint undecided",
    arguments: [
      ("http", [Act.awaitBytes, .close]), ("http", [.awaitBytes, .reset]), ("http", []),
      ("http", [.send("HTTP/1.1 200 O")]), ("http", [.send("HTTP/1.1 502 Bad Gateway\r\n\r\n")]),
      ("socks5", [.sendBytes([5, 0]), .sendBytes([5, 0, 0])]),
      ("socks5", [.sendBytes([5, 0]), .sendBytes([5, 1]), .close]),
      // A connection on which nothing comes, or ends.
      ("http", [.send("HTTP/1.1 200 OK\r\n\r\n")]), ("http", [.send("HTTP/1.1 200 OK\r\n\r\n"), .close]),
      ("socks5", [.sendBytes([5, 0]), .sendBytes([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]), .close]),
    ] as [(String, [Act])])
  func undecided(_ scheme: String, _ acts: [Act]) async throws {
    let (end, observations) = try await Self.end(scheme, { _ in acts })
    #expect(end == .complete)
    #expect(observations.map { assess($0).verdict } == [.failed])
    #expect(observations.map(\.proxy?.targetAnswered) == [false])
  }

  @Test("that answers with the credentials which it got has them blanked")
  func echo() async throws {
    let credentials = try ProxyCredentials(user: "robot", password: "hunter2")
    let said = "you sent cm9ib3Q6aHVudGVyMg== and robot:hunter2"
    let answer =
      "HTTP/1.1 502 Bad Gateway\r\nVia: \(said)\r\nContent-Length: \(said.utf8.count)\r\n\r\n\(said)"
    let observations = try await ScriptedServer.running(script: { _ in
      [.awaitBytes, .send("HTTP/1.1 200 OK\r\n\r\n"), .awaitBytes, .send(answer), .close]
    }) { server in
      let sink = CollectingSink()
      _ = try await Scanner(settings: ScanSettings.patient.through("http", server.port, credentials)).scan(
        ProxyScanTests.list(["http://192.0.2.1:80"]), excluding: { _, _ in false }, into: sink)
      return sink.observations
    }
    let response = try #require(observations.first?.responses.first)
    #expect(response.body == "you sent \(ProxyEcho.mark)== and \(ProxyEcho.mark)")
    #expect(!"\(observations)".contains("hunter2") && !"\(observations)".contains("cm9ib3Q6"))
  }

  @Test("that sends the endpoint's first bytes with its own answer hands them to TLS")
  func early() async throws {
    // The server of a TLS session says nothing first: an alert is the shortest that may come.
    let alert: [UInt8] = [21, 3, 3, 0, 2, 2, 40]
    for (scheme, answer) in [
      ("http", Array("HTTP/1.1 200 OK\r\n\r\n".utf8)), ("socks5", [5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    ] {
      let (end, observations) = try await Self.end(
        scheme, { _ in [.awaitBytes, .sendBytes(answer + alert)] })
      #expect(end == .complete)
      #expect(observations.map(\.tls?.alert) == [40])
      #expect(observations.map { assess($0).verdict } == [.tlsFailed])
    }
  }

  @Test("that is gone for a moment is waited for, once it has worked")
  func restart() async throws {
    // The first endpoint is answered, the next connection is dropped, and then it works again.
    let success = Act.sendBytes([5, 0, 5, 5])
    let (end, observations) = try await ScriptedServer.running(
      script: { $0 == 1 || $0 == 2 ? [.awaitBytes, .close] : [.awaitBytes, success] },
      { server in
        let sink = CollectingSink()
        var settings = try ScanSettings.unhurried.through("socks5", server.port)
        settings.proxyConnections = 1
        settings.concurrency = 1
        let end = try await Scanner(settings: settings).scan(
          ProxyScanTests.list(["192.0.2.0-3"]), excluding: { _, _ in false }, into: sink)
        return (end, sink.observations)
      })
    #expect(end == .complete)
    #expect(observations.map { assess($0).verdict } == Array(repeating: .closed, count: 4))
    #expect(observations.map(\.attempts) == [1, 1, 1, 1])
  }

  @Test("that is gone for good ends the scan, and the rows that it cost are not handed over")
  func gone() async throws {
    let sink = CollectingSink()
    var settings = try ScanSettings.impatient.through("socks5", 1)
    settings.concurrency = 4
    settings.deadline = .seconds(1)
    let sockets = try ScriptedSockets()
    // Ten endpoints are refused by the proxy's word, then nothing is left of it.
    sockets.beginnings =
      (1...10).map { .connected($0) } + Array(repeating: .failed(ECONNREFUSED), count: 2000)
    let conversations = ScriptedConversations { _ in .noTunnel(.socksReply(5)) }
    let end = try ProxyScanTests.loop("192.0.2.0/24", settings, sockets, conversations, into: sink)
    guard case .proxyFailed(.unreachable, hasWorked: true) = end else {
      Issue.record("ended as \(end)")
      return
    }
    // Those that finished in the same turn as the first loss are held back with it.
    #expect((1...10).contains(sink.observations.count))
    #expect(sink.observations.allSatisfy { $0.connection == .refused })
  }

  @Test("that ends every connection it is asked for ends a scan of many endpoints")
  func closing() throws {
    let sockets = try ScriptedSockets()
    sockets.beginnings = (1...200).map { .connected($0) }
    let conversations = ScriptedConversations { _ in .noTunnel(.closed) }
    var settings = try ScanSettings.impatient.through("http", 1)
    let sink = CollectingSink()
    settings.retries = 0
    #expect(
      try ProxyScanTests.loop("192.0.2.0/26", settings, sockets, conversations, into: sink)
        == .proxyFailed(.closesAlways, hasWorked: false))
    #expect(sink.observations.isEmpty)
  }

  @Test("that nobody has asked yet holds up no rows of endpoints that it is not asked for")
  func unasked() throws {
    let names = try TargetList(
      sources: [
        TargetSource(
          name: "list", text: Array((1...40_000).map { "n\($0).example\n" }.joined().utf8))
      ],
      ports: PortList("6443"), exclusions: [], maximum: 100_000)
    let settings = try ScanSettings.impatient.through("socks5h", 1)
    let sink = CollectingSink()
    let exclusions = IntakeExclusions(hasAddresses: { true })
    let end = try ProxyScanTests.loop(
      over: names, settings, ScriptedSockets(), ScriptedConversations { _ in .noTunnel(.closed) },
      excluding: exclusions, into: sink)
    #expect(end == .complete)
    #expect(sink.observations.count == 40_000)
  }

  @Test("that fails for the last endpoints of a list that it served fails for them alone")
  func last() throws {
    let sink = CollectingSink()
    var settings = try ScanSettings.impatient.through("socks5", 1)
    settings.deadline = .milliseconds(300)
    let sockets = try ScriptedSockets()
    sockets.beginnings = [.connected(1)] + Array(repeating: .failed(ECONNREFUSED), count: 100)
    let conversations = ScriptedConversations { _ in .noTunnel(.socksReply(5)) }
    #expect(try ProxyScanTests.loop("192.0.2.0-1", settings, sockets, conversations, into: sink) == .complete)
    #expect(sink.observations.map { assess($0).verdict } == [.closed, .failed])
  }
}
