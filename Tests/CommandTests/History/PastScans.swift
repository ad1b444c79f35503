import Exposure
import Foundation
import History
import Reporting
import Targets

/// Scans in a history as earlier days would have written them: the clock is that of the test.
struct PastScans {
  /// What an endpoint answered.
  enum Answer: Sendable {
    case leaks
    case leaksOverWeakTLS
    case refuses
    case nothing
  }

  /// The day of the first scan: 2026-10-01, noon.
  static let beginning = Date(timeIntervalSince1970: 1_790_856_000)

  static func date(_ day: Int) -> Date { beginning + Double(day) * 86_400 }

  /// Writes a scan of a day: what the endpoints with these last bytes of their address answered, in their order.
  static func record(_ answers: [UInt32: Answer], day: Int, in path: String) throws {
    try record(observations(answers, day: day), day: day, in: path)
  }

  /// Writes a scan of a day, judged as a scan judges.
  static func record(_ observations: [Observation], day: Int, in path: String) throws {
    let file = try HistoryFile.writing(path)
    defer { file.close() }
    let recorder = try ScanRecorder.begin(
      ScanDescription(
        startedAt: date(day), scope: "targets.txt", listFingerprint: "", arguments: ["scan", "targets.txt"],
        toolVersion: "0.2.0"), in: file)
    for (observation, assessment) in ObservationJudge.judged(observations, knowing: .builtIn) {
      let result = EndpointResult(observation, assessment, position: recorder.endpoints)
      let seen = try recorder.seen(with: result)
      var line: [UInt8] = []
      JSONLinesWriter().append(observation, assessment, to: &line)
      try recorder.add(result, seen: seen, line: line.dropLast())
    }
    try recorder.finish(at: date(day) + 60)
  }

  /// What the endpoints with these last bytes of their address answered on a day, in their order: addresses of one name
  /// where it is given.
  static func observations(_ answers: [UInt32: Answer], of name: String? = nil, day: Int) -> [Observation] {
    answers.sorted { $0.key < $1.key }.map { byte, answer in
      var observation = observation(byte, answer, at: date(day))
      if let name {
        observation.endpoint = Endpoint(
          target: Target(text: name, serverName: name), address: observation.endpoint.address, port: 6443,
          transport: .tls)
      }
      return observation
    }
  }

  private static func observation(_ byte: UInt32, _ answer: Answer, at date: Date) -> Observation {
    let document =
      #"{"major":"1","minor":"36","gitVersion":"v1.36.2","gitCommit":"f0b1c8ee","goVersion":"go1.26.6"}"#
    let refusal = #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":401}"#
    let (status, body) =
      switch answer {
      case .leaks, .leaksOverWeakTLS: (200, document)
      case .refuses, .nothing: (401, refusal)
      }
    let headers = [
      HeaderField(name: "Audit-Id", value: "b6a0b5b7-6d0c-4b6e-8d2e-0f3b6f0c0000"),
      HeaderField(name: "Cache-Control", value: "no-cache, private"),
    ]
    var tls = TLSFacts(handshake: .established, version: .tls13)
    if case .leaksOverWeakTLS = answer { tls.version = .tls11 }
    let endpoint = Endpoint(
      target: Target(text: "192.0.2.\(byte)"), address: .v4(0xC000_0200 + byte), port: 6443, transport: .tls)
    if case .nothing = answer {
      return Observation(endpoint: endpoint, scannedAt: date, connection: .timedOut)
    }
    return Observation(
      endpoint: endpoint, scannedAt: date, connection: .connected, tls: tls,
      responses: [
        Response(path: "/version", status: status, headers: headers, body: body),
        Response(path: "/healthz", status: status, headers: headers, body: status == 200 ? "ok" : refusal),
      ])
  }
}
