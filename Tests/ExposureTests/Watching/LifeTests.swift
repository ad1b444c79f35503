import Foundation
import Testing

@testable import Exposure

@Suite("A life that is watched")
struct LifeTests {
  private static let begin = Date(timeIntervalSince1970: 1_795_471_440)

  /// Looks ten seconds apart, each with its state and the start that it shows, in seconds after the first look.
  private func live(
    _ looks: [(state: LifeState, start: Double?)], every interval: Double = 10, refusesHealth: Bool = false
  ) -> (life: Life, events: [LifeEvent.Kind]) {
    var life = Life()
    let events = looks.enumerated().flatMap { number, look in
      life.take(
        Look(
          time: Self.begin + Double(number) * interval, state: look.state,
          serverStartedAt: look.start.map { Self.begin + $0 }, refusesHealth: refusesHealth))
    }
    return (life, events.map(\.kind))
  }

  @Test("that stays as it is has one event and is steady")
  func steady() {
    let (life, events) = live(Array(repeating: (.unauthorized, -86_400), count: 50))
    #expect(events == [.began(.unauthorized)])
    #expect(life.judgement == .steady)
    #expect(life.lookCount == 50)
  }

  @Test("changes its states, with an event for each change")
  func changes() {
    let (life, events) = live([
      (.leaking, nil), (.leaking, nil), (.refused, nil), (.silent, nil), (.unauthorized, nil),
    ])
    #expect(
      events == [
        .began(.leaking), .changed(from: .leaking, to: .refused), .changed(from: .refused, to: .silent),
        .changed(from: .silent, to: .unauthorized),
      ])
    #expect(life.changeCount == 3)
  }

  @Test("whose server does not tell its start has no restart, whatever its states do")
  func startUnknown() {
    let looks = (0..<20).map { ($0.isMultiple(of: 2) ? LifeState.up : .refused, Double?.none) }
    let (life, _) = live(looks)
    #expect(life.restartCount == 0)
    #expect(life.judgement == .startUnknown)
    #expect(live([(.refused, nil), (.silent, nil)]).life.judgement == .neverUp)
  }

  @Test("restarts when the start has moved, also behind a gap")
  func restartedOnce() {
    let (life, events) = live([(.unauthorized, -500), (.refused, nil), (.refused, nil), (.unauthorized, 15)])
    #expect(
      events.last == .restarted(startedAt: Self.begin + 15, previousStart: Self.begin - 500))
    #expect(life.judgement == .restartedOnce)
    #expect(life.marks.map(\.isRestart) == [false, false, false, true])
  }

  @Test(
    "is a loop after three restarts at regular distances, and no sooner",
    arguments: [
      ([0, 100, 200, 300], 100.0),
      // The kubelet's growing pauses.
      ([-9_000, 100, 210, 340], 130),
      ([-9_000, 100, 210, 340, 500, 700, 1_000], 300),
      // Every second one was missed by the looks.
      ([0, 200, 400, 600], 200),
      ([0, 100, 200], nil), ([0, 100, 200, 900], nil), ([0, 100, 5_000, 9_900], nil),
      ([0, 86_400, 172_800, 259_200], nil),
    ] as [([Double], Double?)])
  func loop(starts: [Double], distance: Double?) {
    var life = Life()
    for start in starts {
      // Looked at just after each start.
      _ = life.take(
        Look(
          time: Self.begin + start + 5, state: .unauthorized, serverStartedAt: Self.begin + start,
          refusesHealth: true))
    }
    if let distance {
      #expect(life.judgement == .restartLoop(distance: distance, isTrap: true))
    } else {
      #expect(life.judgement == .restarted(times: starts.count - 1))
    }
  }

  @Test("is in no trap where health is not refused")
  func noTrap() {
    let (life, _) = live([(.leaking, 0), (.leaking, 10), (.leaking, 20), (.leaking, 30)])
    #expect(life.judgement == .restartLoop(distance: 10, isTrap: false))
  }

  @Test(
    "is that of several servers where starts come and go",
    arguments: [
      [-500, -9_000], [-500, -400, -500], [-500, -499.0], [-9_000, -4_000], [-500, 10, -500], [0, 10, 0, 10],
    ])
  func severalServers(starts: [Double]) {
    let (life, events) = live(starts.map { (.unauthorized, $0) }, every: 600)
    #expect(events.count(where: { $0 == .severalServers }) == 1)
    #expect(life.judgement == .severalServers)
  }

  @Test("forgives a server's clock that is somewhat behind")
  func skew() {
    #expect(live([(.up, -9_000), (.up, -200)]).life.judgement == .restartedOnce)
  }

  @Test("takes the same memory however long it is watched")
  func bounded() {
    let (life, _) = live((0..<5_000).map { (.unauthorized, Double($0 * 10)) })
    #expect(life.marks.count == Life.marksKept)
    #expect(life.restarts.count == Life.startsKept)
    #expect(life.restartCount == 4_999)
    #expect(life.judgement == .restartLoop(distance: 10, isTrap: false))
  }

  @Test("keeps what health said last while nothing answers")
  func health() {
    var life = Life()
    _ = life.take(Look(time: Self.begin, state: .unauthorized, refusesHealth: true))
    _ = life.take(Look(time: Self.begin + 1, state: .refused))
    #expect(life.refusesHealth)
    _ = life.take(Look(time: Self.begin + 2, state: .leaking))
    #expect(!life.refusesHealth)
  }

  @Test(
    "has a way out of the trap for each release",
    arguments: [
      (MinorRelease?.none, "from 1.32 on"), (MinorRelease(1, 28), "tcpSocket"),
      (MinorRelease(1, 31), "AnonymousAuthConfigurableEndpoints"), (MinorRelease(1, 33), "v1beta1)"),
      (MinorRelease(1, 36), "apiserver.config.k8s.io/v1)"),
    ])
  func cure(release: MinorRelease?, words: String) {
    #expect(RestartTrap.cure(release: release).contains(words))
  }
}

@Suite("One look")
struct LookTests {
  @Test(
    "sees the state of an endpoint",
    arguments: [
      (Observation.sample(version: .version(200, Body.version)), LifeState.leaking),
      (.sample(version: .version(401, Body.status), healthz: .healthz(200, "ok")), .health),
      (.sample(version: .version(401, Body.status), healthz: .healthz(401, Body.status)), .unauthorized),
      (.sample(version: .version(403, Body.status), healthz: .healthz(403, Body.status)), .forbidden),
      (.sample(version: .version(404, Body.page), healthz: .healthz(404, Body.page)), .up),
      (.sample(version: .version(429, "busy", headers: .flowSchema)), .up),
      (.sample(), .silent), (.sample(tls: TLSFacts(handshake: .reset)), .silent),
      (.sample(tls: TLSFacts(handshake: .timedOut)), .silent),
      (.sample(tls: TLSFacts(handshake: .failed(reason: "wrong version number"))), .up),
      (.sample(connection: .refused), .refused), (.sample(connection: .timedOut), .silent),
      (.sample(connection: .unreachable(reason: "no route")), .unreachable),
      (.sample(connection: .unresolved(reason: "no such host")), .unreachable),
    ])
  func state(observation: Observation, state: LifeState) {
    #expect(Look(observation, assess(observation))?.state == state)
  }

  @Test("that could not be taken says nothing")
  func failed() {
    let observation = Observation.sample(connection: .notAttempted(reason: "Too many open files"))
    #expect(Look(observation, assess(observation)) == nil)
  }

  @Test("sees health refused, the start, and the release")
  func details() throws {
    var refused = Observation.sample(
      version: .version(401, Body.status), healthz: .healthz(401, Body.status))
    refused.loopbackCertificate = .sample(
      subject: "CN=apiserver-loopback-client@1795471000", issuer: "CN=apiserver-loopback-client-ca@1795471000"
    )
    let look = try #require(Look(refused, assess(refused)))
    #expect(look.refusesHealth == true)
    #expect(look.serverStartedAt == Date(timeIntervalSince1970: 1_795_471_000))
    let forbidden = Observation.sample(
      version: .version(403, Body.status), healthz: .healthz(403, Body.status))
    #expect(Look(forbidden, assess(forbidden))?.refusesHealth == true)
    // A 403 that decides nothing says nothing of the probes either.
    let starting = Observation.sample(
      version: .version(403, StartingServerTests.missingRole),
      healthz: .healthz(403, StartingServerTests.missingRole))
    let undecided = try #require(Look(starting, assess(starting)))
    #expect(undecided.state == .up)
    #expect(undecided.refusesHealth == nil)
    let leak = Observation.sample(version: .version(200, Body.version))
    #expect(Look(leak, assess(leak))?.release == MinorRelease(1, 36))
  }
}
