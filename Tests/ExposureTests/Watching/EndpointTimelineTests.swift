import Foundation
import Testing

@testable import Exposure

@Suite("A timeline that is watched")
struct EndpointTimelineTests {
  private static let begin = Date(timeIntervalSince1970: 1_795_471_440)

  /// Samples ten seconds apart, each with its state and the start that it shows, in seconds after the first sample.
  private func live(
    _ samples: [(state: EndpointState, start: Double?)], every interval: Double = 10,
    refusesHealth: Bool = false
  ) -> (timeline: EndpointTimeline, events: [TimelineEvent.Kind]) {
    var timeline = EndpointTimeline()
    let events = samples.enumerated().flatMap { number, sample in
      timeline.take(
        Sample(
          time: Self.begin + Double(number) * interval, state: sample.state,
          serverStartedAt: sample.start.map { Self.begin + $0 }, refusesHealth: refusesHealth))
    }
    return (timeline, events.map(\.kind))
  }

  @Test("that stays as it is has one event and is steady")
  func steady() {
    let (timeline, events) = live(Array(repeating: (.unauthorized, -86_400), count: 50))
    #expect(events == [.began(.unauthorized)])
    #expect(timeline.judgement == .steady)
    #expect(timeline.sampleCount == 50)
  }

  @Test("changes its states, with an event for each change")
  func changes() {
    let (timeline, events) = live([
      (.leaking, nil), (.leaking, nil), (.refused, nil), (.silent, nil), (.unauthorized, nil),
    ])
    #expect(
      events == [
        .began(.leaking), .changed(from: .leaking, to: .refused), .changed(from: .refused, to: .silent),
        .changed(from: .silent, to: .unauthorized),
      ])
    #expect(timeline.changeCount == 3)
  }

  @Test("whose server does not tell its start has no restart, whatever its states do")
  func startUnknown() {
    let samples = (0..<20).map { ($0.isMultiple(of: 2) ? EndpointState.up : .refused, Double?.none) }
    let (timeline, _) = live(samples)
    #expect(timeline.restartCount == 0)
    #expect(timeline.judgement == .startUnknown)
    #expect(live([(.refused, nil), (.silent, nil)]).timeline.judgement == .neverUp)
  }

  @Test("restarts when the start has moved, also behind a gap")
  func restartedOnce() {
    let (timeline, events) = live([
      (.unauthorized, -500), (.refused, nil), (.refused, nil), (.unauthorized, 15),
    ])
    #expect(
      events.last == .restarted(startedAt: Self.begin + 15, previousStart: Self.begin - 500))
    #expect(timeline.judgement == .restartedOnce)
    #expect(timeline.marks.map(\.isRestart) == [false, false, false, true])
  }

  @Test(
    "is a loop after three restarts at regular distances, and no sooner",
    arguments: [
      ([0, 100, 200, 300], 100.0),
      // The kubelet's growing pauses.
      ([-9_000, 100, 210, 340], 130),
      ([-9_000, 100, 210, 340, 500, 700, 1_000], 300),
      // Every second one was missed by the samples.
      ([0, 200, 400, 600], 200),
      ([0, 100, 200], nil), ([0, 100, 200, 900], nil), ([0, 100, 5_000, 9_900], nil),
      ([0, 86_400, 172_800, 259_200], nil),
    ] as [([Double], Double?)])
  func loop(starts: [Double], distance: Double?) {
    var timeline = EndpointTimeline()
    for start in starts {
      // Looked at just after each start.
      _ = timeline.take(
        Sample(
          time: Self.begin + start + 5, state: .unauthorized, serverStartedAt: Self.begin + start,
          refusesHealth: true))
    }
    if let distance {
      #expect(timeline.judgement == .restartLoop(distance: distance, isTrap: true))
    } else {
      #expect(timeline.judgement == .restarted(times: starts.count - 1))
    }
  }

  @Test("is in no trap where health is not refused")
  func noTrap() {
    let (timeline, _) = live([(.leaking, 0), (.leaking, 10), (.leaking, 20), (.leaking, 30)])
    #expect(timeline.judgement == .restartLoop(distance: 10, isTrap: false))
  }

  @Test(
    "is that of several servers where starts come and go",
    arguments: [
      [-500, -9_000, -500], [-500, -400, -500], [-500, 10, -500], [0, 10, 0, 10],
      // Three servers, and one of them restarts.
      [-500, -9_000, -4_000, 1_700, -9_000], [-500, -9_000, -9_000, -9_000, -500],
    ])
  func severalServers(starts: [Double]) {
    let (timeline, events) = live(starts.map { (.unauthorized, $0) }, every: 600)
    #expect(events.count(where: { $0 == .severalServers }) == 1)
    #expect(timeline.judgement == .severalServers)
  }

  @Test(
    "restarts with a clock that was set back when the older start stays, and no sooner",
    arguments: [-9_000, -501, -499.0])
  func clockSetBack(start: Double) {
    let before: [Double] = [-500, -500]
    for scans in 1...8 {
      let starts = before + Array(repeating: start, count: scans)
      let (timeline, events) = live(starts.map { (.unauthorized, $0) }, every: 600)
      let isTold = scans >= EndpointTimeline.samplesOfDoubt
      #expect(timeline.judgement == (isTold ? .restartedOnce : .severalServers))
      let restart = TimelineEvent.Kind.restarted(
        startedAt: Self.begin + start, previousStart: Self.begin - 500)
      #expect(events == [.began(.unauthorized)] + (isTold ? [restart] : []))
    }
  }

  @Test("restarts, whatever an older start before was, when a new one comes")
  func afterDoubt() {
    let (timeline, events) = live([-500, -9_000, 1_100].map { (.unauthorized, $0) }, every: 600)
    #expect(events.last == .restarted(startedAt: Self.begin + 1_100, previousStart: Self.begin - 9_000))
    #expect(timeline.judgement == .restartedOnce)
  }

  @Test("forgives a server's clock that is somewhat behind")
  func skew() {
    #expect(live([(.up, -9_000), (.up, -200)]).timeline.judgement == .restartedOnce)
  }

  @Test("takes the same memory however long it is watched")
  func bounded() {
    let (timeline, _) = live((0..<5_000).map { (.unauthorized, Double($0 * 10)) })
    #expect(timeline.marks.count == EndpointTimeline.marksKept)
    #expect(timeline.restarts.count == EndpointTimeline.startsKept)
    #expect(timeline.restartCount == 4_999)
    #expect(timeline.judgement == .restartLoop(distance: 10, isTrap: false))
  }

  @Test("keeps what health said last while nothing answers")
  func health() {
    var timeline = EndpointTimeline()
    _ = timeline.take(Sample(time: Self.begin, state: .unauthorized, refusesHealth: true))
    _ = timeline.take(Sample(time: Self.begin + 1, state: .refused))
    #expect(timeline.refusesHealth)
    _ = timeline.take(Sample(time: Self.begin + 2, state: .leaking))
    #expect(!timeline.refusesHealth)
  }
}

@Suite("One sample")
struct SampleTests {
  @Test(
    "sees the state of an endpoint",
    arguments: [
      (Observation.sample(version: .version(200, Body.version)), EndpointState.leaking),
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
  func state(observation: Observation, state: EndpointState) {
    #expect(Sample(observation, assess(observation))?.state == state)
  }

  @Test("that could not be taken says nothing")
  func failed() {
    let observation = Observation.sample(connection: .notAttempted(reason: "Too many open files"))
    #expect(Sample(observation, assess(observation)) == nil)
  }

  @Test("sees health refused, the start, and the release")
  func details() throws {
    var refused = Observation.sample(
      version: .version(401, Body.status), healthz: .healthz(401, Body.status))
    refused.loopbackCertificate = .sample(
      subject: "CN=apiserver-loopback-client@1795471000", issuer: "CN=apiserver-loopback-client-ca@1795471000"
    )
    let sample = try #require(Sample(refused, assess(refused)))
    #expect(sample.refusesHealth == true)
    #expect(sample.serverStartedAt == Date(timeIntervalSince1970: 1_795_471_000))
    let forbidden = Observation.sample(
      version: .version(403, Body.status), healthz: .healthz(403, Body.status))
    #expect(Sample(forbidden, assess(forbidden))?.refusesHealth == true)
    // A 403 that decides nothing says nothing of the probes either.
    let starting = Observation.sample(
      version: .version(403, StartingServerTests.missingRole),
      healthz: .healthz(403, StartingServerTests.missingRole))
    let undecided = try #require(Sample(starting, assess(starting)))
    #expect(undecided.state == .up)
    #expect(undecided.refusesHealth == nil)
    let leak = Observation.sample(version: .version(200, Body.version))
    #expect(Sample(leak, assess(leak))?.release == MinorRelease(1, 36))
  }
}
