import Targets
import Testing

@testable import Exposure

@Suite("Judging in list order")
struct ObservationJudgeTests {
  private static let name = target("api.example.com", isName: true)
  private static let other = target("b.example.com", isName: true)
  private static let address = target("192.0.2.9", isName: false)

  private static func target(_ text: String, isName: Bool) -> Target {
    Target(text: text, serverName: isName ? text : nil)
  }

  private static func leaking(_ target: Target) -> Observation {
    at(target, .sample(version: .version(200, Body.version), healthz: .healthz(200, "ok")))
  }

  private static func lockedDown(_ target: Target) -> Observation {
    at(
      target,
      .sample(
        version: .version(401, Body.status, headers: .audit),
        healthz: .healthz(401, Body.status, headers: .audit)))
  }

  private static func at(_ target: Target, _ observation: Observation) -> Observation {
    var observation = observation
    observation.endpoint = Endpoint(
      target: target, address: .v4(0xC000_0201), port: 6443, transport: .tls)
    return observation
  }

  @Test("compares the addresses of one name, and of no other")
  func comparing() {
    let judged = ObservationJudge.judged(
      [
        Self.leaking(Self.address), Self.leaking(Self.name), Self.lockedDown(Self.name),
        Self.lockedDown(Self.other), Self.leaking(Self.address),
      ], knowing: .builtIn)
    #expect(
      judged.map(\.observation.endpoint.target)
        == [Self.address, Self.name, Self.name, Self.other, Self.address])
    let inconsistent = judged.map { judged in
      judged.assessment.findings.contains { $0.id == .inconsistentControlPlane }
    }
    #expect(inconsistent == [false, true, true, false, false])
  }

  @Test("holds a bounded number of endpoints of one name")
  func bounded() throws {
    var written = 0
    var judge = ObservationJudge(knowing: .none) { _, _ in written += 1 }
    let refused = Self.at(Self.name, .sample(connection: .refused))
    for _ in 0...ObservationJudge.capacity { try judge.take(refused) }
    #expect(written == ObservationJudge.capacity)
    try judge.finish()
    #expect(written == ObservationJudge.capacity + 1)
  }
}
