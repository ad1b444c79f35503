import Exposure
import Testing

@testable import Reporting

@Suite("Rows of a control")
struct RowSelectionTests {
  @Test(
    "a row is admitted that speaks against one of the controls that are asked for",
    arguments: [
      (["STIG"], [.anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden]),
      (["CIS-1.2.1:2.1.0"], [.anonymousAccess, .versionLeak, .forbidden]),
      (["MS-TA9029"], [.anonymousAccess]),
      (["MS-TA9029", "OWASP-K06"], [.anonymousAccess, .versionLeak]),
      ([], Verdict.allCases),
    ] as [([String], [Verdict])])
  func admits(names: [String], expected: [Verdict]) throws {
    let selection = RowSelection(.all, controls: try ControlChoice(names))
    #expect(Verdict.allCases.filter { selection.admits(Assessment(verdict: $0)) } == expected)
  }

  @Test("posture and control have to fit both")
  func both() throws {
    let selection = RowSelection(.restricted, controls: try ControlChoice(["STIG"]))
    #expect(
      Verdict.allCases.filter { selection.admits(Assessment(verdict: $0)) } == [.healthOnly, .forbidden])
    #expect(selection.description == "--only restricted --control STIG")
    #expect(RowSelection.exposed.description == "--only exposed")
  }

  @Test(
    "a name that no control has is refused, with the frameworks that there are",
    arguments: ["", "PCI", "\u{1B}[1m"])
  func unknown(name: String) {
    let error = #expect(throws: UnknownControl.self) { try ControlChoice([name]) }
    #expect(
      error?.description.contains("CIS, CIS-GKE, CIS-EKS, CIS-AKS, STIG, OWASP, ATT&CK, MS, KUBESCAPE")
        == true)
    #expect(error?.description.contains("\u{1B}") == false)
  }
}
