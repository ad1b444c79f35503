import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("JUnit")
struct JUnitWriterTests {
  private func document(
    _ observations: [Observation], filter: RowSelection = .all, failOn: [FailureCondition] = [],
    most: Int = JUnitWriter.mostCases
  ) throws -> String {
    var settings = DocumentSettings.sample(filter: filter)
    settings.context.failOn = failOn
    return try JUnitWriter(settings, most: most).document(observations)
  }

  @Test(
    "is valid against the schema, whatever strangers send",
    .enabled(if: try OutsideTool.xmllint.isReady, "needs \(OutsideTool.xmllint)"))
  func schema() async throws {
    let xmllint = try #require(OutsideTool.xmllint.program)
    for (observations, most) in [([Observation].ofAllKinds, 5000), ([], 5000), (.ofAllKinds, 3)] {
      let outcome = try await xmllint.run(
        ["--noout", "--schema", Checkers.junitSchema, "-"], input: try document(observations, most: most))
      #expect(outcome.status == 0, "\(outcome.errors.prefix(600))")
    }
  }

  @Test(
    "counts what it holds, as Python reads it",
    .enabled(if: try OutsideTool.python.isReady, "needs \(OutsideTool.python)"))
  func counts() async throws {
    let script = """
      import sys, xml.etree.ElementTree as tree
      root = tree.fromstring(sys.stdin.buffer.read())
      suite = root.find("testsuite")
      cases = suite.findall("testcase")
      def count(name): return sum(1 for case in cases if case.find(name) is not None)
      found = [len(cases), count("failure"), count("error"), count("skipped")]
      told = [int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")]
      assert found == told, (found, told)
      assert [int(root.get(name)) for name in ("tests", "failures", "errors")] == told[:3]
      names = {p.get("name"): p.get("value") for p in suite.find("properties")}
      print(*found, names["endpoints"], names["endpoints_left_out"], names["failed_endpoints_left_out"])
      """
    let python = try #require(OutsideTool.python.program)
    let all = [Observation].ofAllKinds
    let outcome = try await python.run(["-c", script], input: try document(all))
    #expect(outcome.status == 0, "\(outcome.errors.suffix(600))")
    #expect(outcome.output.hasSuffix(" \(all.count) 0 0\n"))
    let three: [Observation] = [.lockedDown(), .leaking(), .sample(.refused), .leaking()]
    let cut = try await python.run(["-c", script], input: try document(three, most: 1))
    #expect(cut.output == "1 1 0 0 4 3 1\n")
  }

  @Test("names a test by target and endpoint, and tells what was found")
  func testCase() throws {
    let text = try document([.complete])
    #expect(
      text.contains(
        #"<testcase classname="apiexpose.exposure" name="https://api.example.com at [2001:db8::1]:6443" "#
          + #"time="0.031">"#))
    #expect(text.contains("<failure type=\"version_leak\" message=\""))
    #expect(text.contains("\nlabels: cluster=prod owner=a b\n"))
    #expect(text.contains("\nversion: v1.36.2\n"))
    #expect(text.contains("finding anonymous-version (medium): "))
    #expect(text.contains(#"timestamp="2026-11-23T22:04:55""#))
    #expect(text.contains(#"<property name="apiexpose_version" value="1.2.3"/>"#))
    #expect(try document([]).contains(#"<testsuite name="apiexpose" tests="0""#))
  }

  @Test(
    "has the outcome that --fail-on asks for",
    arguments: [
      (.leaking(), [], .failed),
      (.leaking(), [.severity(.critical)], .passed),
      (.leaking(), [.severity(.critical), .exposed], .failed),
      (.leaking(), [.severity(.medium)], .failed),
      (.lockedDown(), [], .passed),
      (.lockedDown(), [.restricted], .passed),
      (.sample(.refused), [], .skipped),
      (.sample(.refused), [.incomplete], .failed),
      (.sample(.timedOut), [.exposed], .skipped),
      (.sample(.notAttempted(reason: "no descriptors")), [], .error),
      (.sample(.notAttempted(reason: "no descriptors")), [.incomplete], .failed),
    ] as [(Observation, [FailureCondition], TestCase.Outcome)])
  func outcomes(observation: Observation, failOn: [FailureCondition], outcome: TestCase.Outcome) {
    #expect(TestCase(observation, assess(observation), failingOn: failOn).outcome == outcome)
  }

  @Test("holds the failed first, whatever their severity, and says nothing of what the filter leaves out")
  func order() throws {
    let observations: [Observation] = [.leaking(), .lockedDown(), .sample(.refused)]
    let text = try document(observations, failOn: [.incomplete], most: 1)
    #expect(text.contains("<failure type=\"closed\""))
    #expect(!text.contains("version_leak"))
    #expect(try !document(observations, filter: .lockedDown).contains("<failure"))
  }

  @Test("stays small where evidence is huge")
  func huge() throws {
    let text = try document([.hostileLeak(String(repeating: "x", count: 500_000))])
    #expect(text.utf8.count < 30_000)
  }
}

@Suite("Conditions of a single endpoint")
struct EndpointConditionTests {
  @Test("agree with the count of a tally", arguments: FailureCondition.all)
  func agree(_ condition: FailureCondition) throws {
    for observation in [Observation].ofAllKinds {
      var summary = Summary()
      let assessment = assess(observation)
      summary.add(observation, assessment)
      #expect((condition.count(in: summary) == 1) == condition.isMet(by: assessment))
    }
  }
}
