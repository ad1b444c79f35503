import Exposure
import Targets
import Foundation
import Testing

@testable import Reporting

@Suite("A watch, as text")
struct TimelineTextTests {
  private static let endpoint = Observation.sample().endpoint

  /// A server that is refused in between, with one start for each number of seconds.
  private func watched(
    starts: [Double], answering status: Int = 401, target: Target = .sample(), gaps: Bool = false
  ) -> WatchedEndpoints {
    var watched = WatchedEndpoints()
    for (number, start) in starts.enumerated() {
      var observation = Observation.sample(
        target: target, tls: TLSFacts(handshake: .established),
        responses: ["/version", "/healthz"].map {
          Response(path: $0, status: status, body: #"{"kind":"Status","apiVersion":"v1"}"#)
        })
      observation.scannedAt = .sample + Double(number) * 100
      observation.loopbackCertificate = .loopbackClient
      let seconds = Int(Date.sample.timeIntervalSince1970 + start)
      observation.loopbackCertificate?.subject = "CN=apiserver-loopback-client@\(seconds)"
      _ = watched.take(observation, assess(observation))
      if gaps {
        var gap = Observation.sample(.refused, target: target)
        gap.scannedAt = observation.scannedAt + 50
        _ = watched.take(gap, assess(gap))
      }
    }
    return watched
  }

  @Test(
    "events are lines with time, endpoint and what happened",
    arguments: [
      (TimelineEvent.Kind.began(.unauthorized), "401"),
      (.changed(from: .unauthorized, to: .refused), "refused (was 401)"),
      (
        .restarted(startedAt: .sample + 125, previousStart: .sample),
        "restarted at 2026-11-23T22:07:00Z, 2 min 5 s after the start before"
      ),
      (
        .restarted(startedAt: .sample, previousStart: .sample + 125),
        "restarted at 2026-11-23T22:04:55Z by its clock, which was set back"
      ),
      (.severalServers, "several servers answer here: restarts cannot be detected"),
    ])
  func line(kind: TimelineEvent.Kind, words: String) {
    let line = TimelineSentences(TerminalStyle()).line(
      TimelineEvent(time: .sample, kind: kind), at: Self.endpoint)
    #expect(line == "2026-11-23T22:04:55Z  192.0.2.1:6443  \(words)")
  }

  @Test(
    "events are lines of JSON",
    arguments: [
      (TimelineEvent.Kind.began(.leaking), #""event":"began","state":"leak""#),
      (
        .changed(from: .silent, to: .refused),
        #""event":"changed","state":"refused","previous_state":"silent""#
      ),
      (
        .restarted(startedAt: .sample + 60, previousStart: .sample),
        #""event":"restarted","server_started_at":"2026-11-23T22:05:55Z","previous_start":"2026-11-23T22:04:55Z","#
          + #""distance_s":60"#
      ),
      (
        .restarted(startedAt: .sample, previousStart: .sample + 60),
        #""event":"restarted","server_started_at":"2026-11-23T22:04:55Z","previous_start":"2026-11-23T22:05:55Z""#
      ),
      (.severalServers, #""event":"several_servers""#),
    ])
  func record(kind: TimelineEvent.Kind, members: String) {
    let line = TimelineRecords.line(TimelineEvent(time: .sample, kind: kind), at: Self.endpoint)
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"schema":1,"time":"2026-11-23T22:04:55Z","target":"192.0.2.1","labels":[],"#
        + #""address":"192.0.2.1","port":6443,"# + members + "}\n")
  }

  @Test("a loop behind 401 is concluded with the trap and the way out")
  func trap() throws {
    let entry = try #require(watched(starts: [0, 100, 200, 300], gaps: true).entries.first)
    let text = TimelineSentences(TerminalStyle()).conclusion(entry)
    #expect(text.hasPrefix("192.0.2.1:6443: restart loop, every 1 min 40 s or sooner (8 scans, 3 restarts"))
    let advice = try #require(TimelineSentences(TerminalStyle()).advice(entry))
    #expect(advice.contains(RestartTrap.explanation) && advice.contains("apiexpose explain recent-restart"))
    let record = String(decoding: TimelineRecords.line(entry, at: .sample), as: UTF8.self)
    #expect(record.contains(#""judgement":"restart_loop","looks":8,"restarts":3,"#))
    #expect(record.contains(#""distance_s":100,"health_refused":true"#))
  }

  @Test("a loop without 401 is no trap")
  func noTrap() throws {
    let entry = try #require(watched(starts: [0, 100, 200, 300], answering: 403).entries.first)
    #expect(TimelineSentences(TerminalStyle()).conclusion(entry).contains("restart loop"))
    #expect(TimelineSentences(TerminalStyle()).advice(entry)?.contains("--anonymous-auth") == false)
  }

  @Test("a strip shows the last samples and what counts, within its width", arguments: [40, 60, 80, 200])
  func strip(width: Int) throws {
    let strip = TimelineStrip(TerminalStyle(width: width))
    let entries = watched(starts: [0, 0, 100], gaps: true).entries
    let line = try #require(strip.lines(entries).first)
    #expect(line.count < width)
    #expect(width < 60 || line.contains("192.0.2.1:6443  refused, 1 restart  =_=_R_"))
    #expect(strip.legend(entries).allSatisfy { $0.count < width })
    #expect(width < 40 || strip.legend(entries) == ["= 401  _ refused  R restarted"])
  }

  @Test("long names stay apart beside their addresses, and give way where there is no room for them")
  func names() {
    let entries = (1...3).flatMap { number in
      watched(starts: [0], target: .sample("prod-cluster-api-01\(number).k8s.example.com", name: "x")).entries
    }
    let lines = TimelineStrip(TerminalStyle(width: 80)).lines(entries)
    #expect(lines.first?.hasPrefix("192.0.2.1:6443  prod") == true)
    #expect(Set(lines).count == 3)
    #expect(
      TimelineStrip(TerminalStyle(width: 40)).lines(entries).allSatisfy {
        $0.hasPrefix("192.0.2.1:6443  401")
      })
  }

  @Test("a screen puts restarting servers first and counts what does not fit")
  func screen() {
    let quiet = (0..<298).map {
      watched(starts: [0], answering: $0 < 3 ? 403 : 401, target: .sample("quiet-\($0)"))
    }
    let entries =
      quiet.flatMap(\.entries) + watched(starts: [0, 100], target: .sample("once")).entries
      + watched(starts: [0, 100, 200, 300], target: .sample("loop")).entries
    let lines = TimelineStrip(TerminalStyle(width: 80, height: 24)).screen(entries)
    #expect(lines.count == 23)
    #expect(lines[0] == "300 endpoints, 4 scans, 1 in a restart loop, 1 restarted")
    #expect(lines[1] == "= 401  + up  R restarted")
    #expect(lines[2].contains("  loop") && lines[3].contains("  once") && lines[4].contains("  quiet-0"))
    #expect(
      lines[22] == "and 280 more, without a restart or change: 279 401, 1 403"
        || lines[22].contains("280 401"))
    #expect(lines.allSatisfy { $0.count < 80 })
  }

  @Test("the first scan says how many of the endpoints it has seen")
  func firstScan() {
    let lines = TimelineStrip(TerminalStyle(width: 80, height: 24)).screen(
      watched(starts: [0]).entries, total: 300)
    #expect(lines[0] == "first scan: 1 of 300 endpoints")
  }

  @Test("the quiet ones of many are counted in the end, and each advice is given once")
  func conclusions() {
    let quiet = (0..<30).flatMap { watched(starts: [0, 0], target: .sample("quiet-\($0)")).entries }
    let loops = (0..<2).flatMap {
      watched(starts: [0, 100, 200, 300], target: .sample("loop-\($0)")).entries
    }
    let text = TimelineSentences(TerminalStyle(width: 80)).conclusions(quiet + loops)
    let lines = text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("loop-0 (192.0.2.1:6443): restart loop") == true)
    #expect(lines.count { $0.contains("apiexpose explain recent-restart") } == 1)
    #expect(lines.last == "30 endpoints: steady, the same process all the time")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("hostile names do not steer the terminal", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    let entries = watched(starts: [0], target: .sample(hostile.text)).entries
    let lines = TimelineStrip(TerminalStyle(width: 101)).lines(entries)
    let all = lines + entries.map(TimelineSentences(TerminalStyle()).conclusion)
    for text in all {
      #expect(!text.unicodeScalars.contains { $0 != "\n" && TextSanitiser.isHidden($0) })
    }
  }

  @Test(
    "times are spoken",
    arguments: [
      (0.4, "0 s"), (59, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (3_600, "1 h"), (11_040, "3 h 4 min"),
      (-5, "0 s"), (.infinity, "277777 h 46 min"),
    ])
  func times(interval: Double, text: String) {
    #expect(spoken(interval) == text)
  }

  @Test(
    "there is a way out of the trap for each release",
    arguments: [
      (MinorRelease?.none, "from 1.32 on"), (MinorRelease(1, 28), "tcpSocket"),
      (MinorRelease(1, 31), "AnonymousAuthConfigurableEndpoints"), (MinorRelease(1, 33), "v1beta1)"),
      (MinorRelease(1, 36), "apiserver.config.k8s.io/v1)"),
    ])
  func remedy(release: MinorRelease?, words: String) {
    #expect(RestartTrap.remedy(release: release).contains(words))
  }
}
