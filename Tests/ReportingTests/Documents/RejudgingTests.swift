import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("Judging again")
struct RejudgingTests {
  private func judged(_ observations: [Observation]) throws -> [(String, [FindingID])] {
    var judged: [(String, [FindingID])] = []
    var rejudging = Rejudging(knowing: .builtIn) { observation, assessment in
      judged.append((observation.endpoint.target.text, assessment.findings.map(\.id)))
    }
    for observation in observations { try rejudging.take(observation) }
    try rejudging.finish()
    return judged
  }

  @Test("compares the addresses of one name, and of no other")
  func comparing() throws {
    let name = Target.sample("api.example.com", name: "api.example.com")
    let other = Target.sample("b.example.com", name: "b.example.com")
    let judged = try judged([
      .leaking(target: .sample("192.0.2.9")), .leaking(target: name), .lockedDown(target: name),
      .lockedDown(target: other), .leaking(target: .sample("192.0.2.9")),
    ])
    #expect(
      judged.map(\.0) == ["192.0.2.9", "api.example.com", "api.example.com", "b.example.com", "192.0.2.9"])
    let inconsistent = judged.map { $0.1.contains(.inconsistentControlPlane) }
    #expect(inconsistent == [false, true, true, false, false])
  }

  @Test("holds a bounded number of endpoints of one name")
  func bounded() throws {
    let name = Target.sample("api.example.com", name: "api.example.com")
    var written = 0
    var rejudging = Rejudging(knowing: .none) { _, _ in written += 1 }
    for _ in 0...Rejudging.capacity { try rejudging.take(.sample(.refused, target: name)) }
    #expect(written == Rejudging.capacity)
    try rejudging.finish()
    #expect(written == Rejudging.capacity + 1)
  }
}
