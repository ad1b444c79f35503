import Foundation
import Testing

@testable import Exposure

@Suite("A server that has just started")
struct StartingServerTests {
  static let missingRole = """
    {"kind":"Status","apiVersion":"v1","message":"forbidden: User \\"system:anonymous\\" cannot get path \\"/version\\": \
    RBAC: clusterrole.rbac.authorization.k8s.io \\"system:public-info-viewer\\" not found","code":403}
    """

  static let bodies: [(version: Response?, healthz: Response?, verdict: Verdict)] = [
    (.version(403, missingRole), .healthz(403, missingRole), .inconclusive),
    (.version(403, missingRole), .healthz(403, Body.status), .inconclusive),
    (.version(401, Body.status), .healthz(403, missingRole), .inconclusive),
    (.version(403, missingRole), .healthz(200, "ok"), .inconclusive),
    (.version(403, missingRole), nil, .inconclusive),
    (.version(200, Body.version), .healthz(403, missingRole), .versionLeak),
    (.version(403, Body.status), .healthz(403, Body.status), .forbidden),
    // The words in another place, or with another status, say nothing of the roles.
    (
      .version(403, #"{"kind":"Status","apiVersion":"v1","message":"not found RBAC: denied"}"#),
      .healthz(403, Body.status), .forbidden
    ),
    (.version(401, missingRole), .healthz(401, missingRole), .lockedDown),
    (
      .version(403, #"{"kind":"Status","apiVersion":"v1","message":7}"#), .healthz(403, Body.status),
      .forbidden
    ),
  ]

  @Test("and says that a role is missing is not judged by its 403", arguments: bodies)
  func roleMissing(_ row: (version: Response?, healthz: Response?, verdict: Verdict)) {
    let observation = Observation.sample(version: row.version, healthz: row.healthz)
    #expect(assess(observation).verdict == row.verdict)
    if row.verdict == .inconclusive { #expect(!EndpointReading(observation).refusedWhileStarting.isEmpty) }
  }

  static func observed(_ age: Double, status: Int) -> Observation {
    var observation = Observation.sample(
      version: .version(status, Body.status), healthz: .healthz(status, Body.status))
    let start = Int64(Observation.sampleTime.timeIntervalSince1970 - age)
    observation.loopbackCertificate = .sample(
      subject: "CN=apiserver-loopback-client@\(start)", issuer: "CN=apiserver-loopback-client-ca@\(start)")
    return observation
  }

  static let ages: [(age: Double, status: Int, verdict: Verdict)] = [
    (0, 403, .inconclusive), (59, 403, .inconclusive), (60, 403, .forbidden), (1e6, 403, .forbidden),
    (0, 401, .lockedDown),
    // The server's clock is a little ahead; the scanner's was set back by a day.
    (-20, 403, .inconclusive), (-300, 403, .inconclusive), (-301, 403, .forbidden),
    (-86_000, 403, .forbidden),
  ]

  @Test("less than a minute ago is not judged by its 403", arguments: ages)
  func age(_ row: (age: Double, status: Int, verdict: Verdict)) {
    let observation = Self.observed(row.age, status: row.status)
    #expect(assess(observation).verdict == row.verdict)
    #expect(EndpointReading(observation).refusedWhileStarting.isEmpty == (row.verdict != .inconclusive))
  }

  static let restarts: [(age: Double, status: Int, severity: Severity?, start: String)] = [
    (899, 403, .medium, "started 899 s before the scan, at "),
    (899, 401, .medium, "started 899 s before the scan, at "),
    (899, 200, .low, "started 899 s before the scan, at "),
    (899, 503, .low, "started 899 s before the scan, at "),
    (30, 403, .low, "started 30 s before the scan, at "), (900, 401, nil, ""),
    (-20, 401, .medium, "started 20 s after the scan by the scanner's clock, at "),
    (-301, 401, nil, ""), (-86_000, 401, nil, ""),
  ]

  @Test(
    "is a recent restart, medium where health is refused, and none by a clock that was set back",
    arguments: restarts)
  func restart(_ row: (age: Double, status: Int, severity: Severity?, start: String)) {
    var observation = Self.observed(row.age, status: row.status)
    if row.status == 200 {
      observation.responses = [.version(200, Body.version), .healthz(200, "ok")]
    }
    let finding = assess(observation).findings.first { $0.id == .recentRestart }
    #expect(finding?.severity == row.severity)
    if let finding { #expect(finding.evidence.hasPrefix(row.start)) }
  }

  @Test("a start that is ahead of the scanner's clock is told as such")
  func aheadOfClock() throws {
    let assessment = assess(Self.observed(-3600, status: 401))
    let finding = try #require(assessment.findings.first { $0.id == .startTime })
    #expect(finding.evidence.contains(", 3600 s after the scan by the scanner's clock, CN="))
  }
}
