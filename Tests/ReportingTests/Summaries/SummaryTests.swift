import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("The tally")
struct SummaryTests {
  @Test("counts each verdict, its posture, and the severity with findings")
  func counts() {
    var summary = Summary([.versionLeak: 2, .lockedDown: 3, .inconclusive: 1, .failed: 1, .closed: 4])
    summary.add(
      Assessment(
        verdict: .lockedDown, findings: [Finding(id: .weakTLS, severity: .medium, evidence: "TLSv1.0")],
        component: .kubeAPIServer))
    #expect(summary.endpoints == 12)
    #expect(summary.count(Verdict.lockedDown) == 4)
    #expect(summary.count(Posture.lockedDown) == 4)
    #expect(summary.count(Posture.unknown) == 2)
    #expect(summary.count(Severity.medium) == 3)
    #expect(summary.count(Severity.critical) == 0)
    #expect(summary.worstSeverity == .medium)
    #expect(summary.clusters == 7)
    #expect(Summary().worstSeverity == .none)
  }

  @Test("comes back from JSON as it was")
  func roundTrip() throws {
    var summary = Summary([.versionLeak: 2, .clientCertificateRequired: 3])
    summary.duplicatesDropped = 5
    summary.excluded = 7
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(Summary.self, from: data) == summary)
    #expect(try JSONDecoder().decode(Summary.self, from: JSONEncoder().encode(Summary())) == Summary())
  }

  @Test(
    "is refused where a count cannot be one",
    arguments: [
      #"{"duplicates_dropped":0,"excluded":0,"verdicts":{"open":1},"severities":{},"api_server_verdicts":{},"component_verdicts":{}}"#,
      #"{"duplicates_dropped":0,"excluded":0,"verdicts":{"closed":-1},"severities":{},"api_server_verdicts":{},"component_verdicts":{}}"#,
      #"{"duplicates_dropped":0,"excluded":0,"verdicts":{"closed":9223372036854775807},"severities":{},"api_server_verdicts":{},"component_verdicts":{}}"#,
      #"{"duplicates_dropped":0,"excluded":0,"verdicts":{"closed":1},"severities":{},"api_server_verdicts":{"closed":2},"component_verdicts":{}}"#,
      #"{"duplicates_dropped":0,"excluded":0,"verdicts":{}}"#,
    ])
  func refused(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Summary.self, from: Data(text.utf8)) }
  }
}
