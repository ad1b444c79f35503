import ListDocuments
import PortableFoundation
import Targets

@testable import Exposure
@testable import Reporting

extension FuzzTarget {
  /// Reads an input as a policy, in YAML or JSON. What is accepted can be applied; and where an exception is added to its
  /// text, the text says the same as before, and that exception.
  static let policy = FuzzTarget("policy") { input in
    let policy: Policy
    do throws(PolicyProblems) {
      policy = try Policy(input, yaml: YAMLValues())
    } catch {
      ListRules.show(error.description(of: "policy.yaml"))
      return
    }
    let force = PolicyInForce(policy, at: Samples.scannedAt)
    let assessment = assess(Samples.leak)
    let applied = force.applied(to: assessment, of: Samples.leak)
    require(applied.verdict == assessment.verdict, "a policy changes a verdict")
    guard let day = CalendarDay("2027-03-31"), let finding = FindingID.allCases.first else { return }
    let stanza = PolicyStanza(
      .finding(finding), target: "a.example.com", reason: "a \"reason\"\nof two lines", expires: day)
    guard let added = stanza.added(to: policy, written: input, yaml: YAMLValues()) else { return }
    do {
      let again = try Policy(Array(added.utf8), yaml: YAMLValues())
      require(again.exceptions.count == policy.exceptions.count + 1, "no exception more: \(added)")
    } catch {
      fatalError("\(error): \(added)")
    }
  }
}
