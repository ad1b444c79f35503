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
    #expect(Verdict.allCases.filter { selection.admits(.sample(), Assessment(verdict: $0)) } == expected)
  }

  @Test("posture and control have to fit both")
  func both() throws {
    let selection = RowSelection(.restricted, controls: try ControlChoice(["STIG"]))
    #expect(
      Verdict.allCases.filter { selection.admits(.sample(), Assessment(verdict: $0)) } == [
        .healthOnly, .forbidden,
      ])
    #expect(selection.description == "--only restricted --control STIG")
    #expect(RowSelection.exposed.description == "--only exposed")
  }

  @Test(
    "where only changes are asked for, an endpoint has to be among them, whatever the line of the list says")
  func changed() {
    let results = [Observation.lockedDown(), .leaking()].map { EndpointResult($0, assess($0), position: 0) }
    let changes = [Change(kind: .newlyExposed, before: results[0], after: results[1])]
    let selection = RowSelection(.exposed, changed: ChangedEndpoints(changes, since: "7d"))
    let leak = Assessment(verdict: .versionLeak)
    #expect(selection.admits(.leaking(target: .sample("192.0.2.0/30")), leak))
    #expect(!selection.admits(.sample(address: .v4(0xC000_0202)), leak))
    #expect(!selection.admits(.leaking(), Assessment(verdict: .lockedDown)))
    #expect(selection.description == "--only exposed --since 7d")
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
