import Exposure
import Fixtures
import Foundation
import Targets

extension Policy {
  /// Reads a policy in JSON, as every build does.
  static func read(_ json: String) throws -> Policy { try Policy(Array(json.utf8), yaml: nil) }

  /// What is wrong with a policy in JSON, with lines; empty where it can be read.
  static func problems(_ json: String) -> [PolicyProblem] {
    do throws(PolicyProblems) {
      _ = try Policy(Array(json.utf8), yaml: nil)
      return []
    } catch {
      return error.problems
    }
  }
}

extension PolicyException {
  /// An exception of a public demo.
  static func sample(
    _ subjects: PolicySubject..., match: PolicyMatch = PolicyMatch(targets: [NameGlob("*")]),
    until day: CalendarDay = CalendarDay.on("2027-03-31")
  ) -> PolicyException {
    PolicyException(
      subjects, match: match, reason: "a public demo", owner: "team-web", ticket: "SEC-12",
      expires: day)
  }
}

extension Date {
  /// The first second of a day in UTC.
  static func day(_ day: CalendarDay) -> Date { day.start }
}

extension Observation {
  /// An endpoint of a policy's tests.
  static func asked(
    _ text: String = "api.demo.example.com", name: String? = "api.demo.example.com", labels: [Label] = [],
    address: IPAddress? = .v4(0x0A00_0005), port: UInt16 = 6443
  ) -> Observation {
    Observation(
      endpoint: Endpoint(
        target: Target(text: text, serverName: name, labels: labels), address: address, port: port,
        transport: .tls),
      scannedAt: sampleTime, connection: .connected)
  }
}

extension Assessment {
  /// A version leak with the finding that says the same, and another one.
  static let leak = Assessment(
    verdict: .versionLeak,
    findings: [
      Finding(id: .endOfLifeRelease, severity: .high, evidence: "1.30"),
      Finding(id: .anonymousVersion, severity: .medium, evidence: "v1.30.1"),
      Finding(id: .internalNames, severity: .info, evidence: "node-1"),
    ], component: .kubeAPIServer)
}
