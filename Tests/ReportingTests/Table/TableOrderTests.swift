import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("The order of the table")
struct TableOrderTests {
  private static let rows: [Observation] = [
    .leaking(target: .sample("api-10", labels: [Label(key: "a", value: "2")]), version: "v1.9.6"),
    .lockedDown(target: .sample("api-9")),
    .leaking(target: .sample("api-009", labels: [Label(key: "a", value: "10")]), version: "v1.36.2"),
    .sample(.refused, target: .sample("zeta"), address: .v4(1)),
  ]

  @Test(
    "is by what was asked for, numbers by their value",
    arguments: [
      (.severity, "api-10 api-009 api-9 zeta"), (.verdict, "api-10 api-009 api-9 zeta"),
      (.version, "api-10 api-009 api-9 zeta"), (.target, "api-9 api-009 api-10 zeta"),
      (.address, "zeta api-10 api-9 api-009"), (.labels, "api-10 api-009 api-9 zeta"),
      (.list, "api-10 api-9 api-009 zeta"),
    ] as [(TableOrder, String)])
  func order(order: TableOrder, names: String) {
    let keys = Self.rows.enumerated().map { position, observation in
      (
        TableKey(observation, assess(observation), by: order, position: position),
        observation.endpoint.target.text
      )
    }
    #expect(keys.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: " ") == names)
  }

  @Test("puts more vulnerabilities first within one verdict of one severity")
  func vulnerabilities() {
    let few = Assessment(verdict: .versionLeak, vulnerabilities: ["a"])
    let many = Assessment(verdict: .versionLeak, vulnerabilities: ["a", "b"])
    #expect(
      TableKey(.leaking(), many, by: .severity, position: 1)
        < TableKey(.leaking(), few, by: .severity, position: 0))
  }
}
