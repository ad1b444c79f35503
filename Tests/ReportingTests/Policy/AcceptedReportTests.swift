import Exposure
import Foundation
import Pages
import Targets
import Testing

@testable import Reporting

@Suite("What is accepted, in every report")
struct AcceptedReportTests {
  /// What leaks is accepted.
  private let policy = PolicyInForce.sample([.sample(.finding(.anonymousVersion))])

  private var accepted: Assessment { policy.applied(to: assess(.leaking()), of: .leaking()) }

  private func document(
    _ make: (DocumentSettings) -> any DocumentWriter, under policy: PolicyInForce?,
    filter: RowSelection = .all
  ) -> String {
    let settings = DocumentSettings(
      filter: filter, context: DocumentContext(toolVersion: "1", pages: MustachePages(), policy: policy))
    var writer = make(settings)
    var bytes: [UInt8] = []
    var summary = Summary()
    for observation in [Observation.leaking(), .lockedDown()] {
      let judged = assess(observation)
      let assessment = policy?.applied(to: judged, of: observation) ?? judged
      summary.add(observation, assessment)
      writer.add(observation, assessment, to: &bytes)
    }
    while writer.release(to: &bytes) {}
    writer.finish(summary, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("the cell says what, until when, why and who; the severity stays the true one")
  func cell() {
    let text = "version_leak, anonymous-version until 2027-03-31: a public demo | <b> (team-web, SEC-12)"
    #expect(Column.accepted.value(.leaking(), accepted) == .text(text, limit: CellLimit.sentence))
    #expect(
      Column.severity.value(.leaking(), accepted) == Column.severity.value(.leaking(), assess(.leaking())))
    #expect(Column.accepted.value(.leaking(), assess(.leaking())) == .unknown)
  }

  @Test("JSON Lines have an object for each verdict and finding, and can be read back")
  func line() throws {
    var bytes: [UInt8] = []
    JSONLinesWriter().append(.leaking(), accepted, to: &bytes)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let accepted = try #require(object["accepted"] as? [[String: String]])
    #expect(accepted.map { $0["verdict"] ?? $0["finding"] } == ["version_leak", "anonymous-version"])
    #expect(accepted.allSatisfy { $0["expires"] == "2027-03-31" && $0["owner"] == "team-web" })
  }

  @Test("it does not count for --fail-on, and the summary says how much there is")
  func failure() {
    var summary = Summary()
    summary.add(.leaking(), accepted)
    #expect(FailureCondition.exposed.count(in: summary) == 0)
    #expect(FailureCondition.restricted.count(in: summary) == 0)
    #expect(summary.count(Posture.exposed) == 1)
    let left = accepted.openSeverity
    for level in Severity.allCases where level != .none {
      #expect(FailureCondition.severity(level).count(in: summary) == (left >= level ? 1 : 0), "\(level)")
    }
    #expect(summary.sentence.hasSuffix("; 1 risk on 1 endpoint is accepted."))
  }

  @Test("expectations alone are counted, unless what they found is accepted", arguments: [false, true])
  func unexpected(isAccepted: Bool) {
    let policy = PolicyInForce(
      Policy(
        exceptions: isAccepted ? [.sample(.finding(.unexpectedPosture))] : [],
        expectations: [
          PolicyExpectation([.verdict(.lockedDown)], match: PolicyMatch(targets: [NameGlob("*")]))
        ]),
      at: CalendarDay.on("2027-01-01").start)
    var summary = Summary()
    for verdict in [Verdict.versionLeak, .lockedDown] {
      let observation = Observation.leaking()
      summary.add(observation, policy.applied(to: Assessment(verdict: verdict), of: observation))
    }
    #expect(summary.policy.unexpected == (isAccepted ? 0 : 1))
    #expect(summary.sentence.contains("1 endpoint is not as expected") != isAccepted)
  }

  @Test("the tally survives an interruption")
  func checkpoint() throws {
    var summary = Summary()
    summary.add(.leaking(), accepted)
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(Summary.self, from: data) == summary)
  }

  @Test(
    "the table says so in a column of its own, in the longest form that fits, and keeps the facts",
    arguments: [
      (64, "partly", false), (80, "partly", false), (100, "partly until 2027-03-31", true),
      (140, "partly accepted until 2027-03-31", true),
    ])
  func table(width: Int, cell: String, hasVersion: Bool) throws {
    let observation = Observation.leaking(
      target: .sample("192.0.2.1:6443"), version: "v1.19.7"
    )
    let assessment = policy.applied(to: assess(observation), of: observation)
    let lines = Self.table([(observation, assessment), (observation, assess(observation))], width: width)
    #expect(lines.allSatisfy { displayWidth($0) <= width })
    #expect(lines[0].contains(" POLICY ") && lines[0].contains(" VERSION ") == hasVersion)
    #expect(lines[1].contains("  \(cell)  "), "\(lines[1])")
    #expect(lines[1].contains(" CVEs") && lines[2].contains(" CVEs"), "\(lines[1])")
    #expect(!lines[2].contains("partly"))
  }

  @Test("the day in the table is the first on which a risk counts again, accepted in part or as a whole")
  func earliestDay() {
    let reviewed = Assessment.reviewed(
      verdict: .versionLeak,
      [(.anonymousVersion, .medium), (.knownVulnerabilities, .medium), (.weakTLS, .low)])
    let both = [
      PolicyException.sample(.verdict(.versionLeak)),
      .sample(.finding(.knownVulnerabilities), until: CalendarDay.on("2027-01-30")),
    ]
    for (exceptions, cell) in [
      (both, "partly accepted until 2027-01-30"),
      (both + [.sample(.finding(.weakTLS))], "accepted until 2027-01-30"),
    ] {
      let assessment = PolicyInForce.sample(exceptions).applied(to: reviewed, of: .leaking())
      #expect(AcceptanceText.cell(assessment).first == cell)
    }
  }

  @Test("what is not as expected is said there too, and how it was expected is the last fact")
  func unexpected() {
    let assessment = Assessment.reviewed([(.unexpectedPosture, .high), (.knownVulnerabilities, .medium)])
    #expect(AcceptanceText.cell(assessment) == ["unexpected"])
    let facts = EndpointFacts.facts(.leaking(), assessment)
    #expect(facts.last == "expected locked_down" && facts.count > 1, "\(facts)")
    let lines = Self.table([(.leaking(), assessment)], width: 80)
    #expect(lines[1].contains("  unexpected  "), "\(lines)")
  }

  @Test(
    "the table has no such column where nothing is accepted, not even with everything",
    arguments: [false, true])
  func tableWithout(isWide: Bool) {
    let lines = Self.table([(.leaking(), assess(.leaking()))], width: 80, isWide: isWide)
    #expect(!lines[0].contains("POLICY"))
  }

  private static func table(
    _ rows: [(Observation, Assessment)], width: Int, isWide: Bool = false
  ) -> [String] {
    var writer = TableWriter(TableSettings(style: TerminalStyle(width: width), isWide: isWide, extent: .all))
    for (observation, assessment) in rows { writer.add(observation, assessment) }
    return writer.table(nil)
  }

  @Test("SARIF suppresses accepted results, and says of all others that they are not")
  func sarif() throws {
    func results(_ policy: PolicyInForce?) throws -> [[String: Any]] {
      let text = document({ SARIFWriter($0) }, under: policy)
      let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      return try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    }
    for result in try results(policy) {
      let suppressions = try #require(result["suppressions"] as? [[String: String]])
      let isAccepted = result["ruleId"] as? String == "anonymous-version"
      #expect(suppressions.map { $0["kind"] } == (isAccepted ? ["external"] : []))
      #expect(suppressions.allSatisfy { $0["status"] == "accepted" })
      #expect(
        suppressions.allSatisfy { $0["justification"]?.hasPrefix("Until 2027-03-31: a public demo") == true })
    }
    #expect(try results(nil).allSatisfy { $0["suppressions"] == nil })
  }

  @Test("metrics count it beside the others, under a label of its endpoint")
  func metrics() {
    let with = document({ MetricsWriter($0) }, under: policy)
    let without = document({ MetricsWriter($0) }, under: nil)
    let accepted = assess(.leaking()).findings.first { $0.id == .anonymousVersion }
    #expect(
      with.contains("apiexpose_accepted_findings{severity=\"\(accepted?.severity.rawValue ?? "")\"} 1\n"))
    #expect(with.contains("apiexpose_accepted_endpoints 1\n"))
    #expect(with.contains("apiexpose_policy_exceptions{state=\"in_force\"} 1\n"))
    #expect(with.contains("accepted=\"true\"} 1\n"))
    #expect(!without.contains("accepted"))
    // The families that were there before say what they said.
    for line in without.split(separator: "\n") where line.hasPrefix("apiexpose_findings") {
      #expect(with.contains(line))
    }
  }

  @Test("Markdown and the page name it, though its endpoint gets no row")
  func withoutRow() {
    for make in [{ MarkdownWriter($0) }, { PageWriter($0, by: MustachePages()) }]
      as [(DocumentSettings) -> any DocumentWriter]
    {
      let text = document(make, under: policy, filter: RowSelection(.lockedDown))
      #expect(text.contains("Accepted risks"))
      #expect(text.contains("team-web, SEC-12"))
    }
  }

  @Test("Markdown and the page have a section, and leave it out of what must be done")
  func documents() {
    for make in [{ MarkdownWriter($0) }, { PageWriter($0, by: MustachePages()) }]
      as [(DocumentSettings) -> any DocumentWriter]
    {
      let with = document(make, under: policy)
      let without = document(make, under: nil)
      #expect(with.contains("Accepted risks"))
      #expect(with.contains("team-web, SEC-12"))
      #expect(!with.contains("demo | <b>"))
      #expect(!without.contains("Accepted risks"))
      let title = FindingHelp.title(of: .anonymousVersion)
      let parts = (with.components(separatedBy: title).count, without.components(separatedBy: title).count)
      #expect(parts.0 < parts.1)
    }
  }

  @Test("a changed severity is told in the reason")
  func severity() {
    let policy = PolicyInForce(
      Policy(severities: [SeverityRule([.verdict(.versionLeak)], severity: .low)]), at: .sample)
    let assessment = policy.applied(to: Assessment(verdict: .versionLeak), of: .leaking())
    let reason = SeverityReason.sentence(.leaking(), assessment)
    #expect(reason.hasPrefix("Low: "))
    #expect(reason.hasSuffix(". By policy, version_leak is low instead of medium."))
  }

  @Test("what is accepted needs no remedy, and what is not has its own")
  func remedy() {
    let findings = [
      Finding(id: .weakTLS, severity: .medium, evidence: ""),
      Finding(id: .internalNames, severity: .info, evidence: ""),
    ]
    let assessment = Assessment(verdict: .lockedDown, findings: findings)
    let policy = PolicyInForce.sample([.sample(.finding(.weakTLS))])
    let left = FirstRemedy.sentence(.leaking(), policy.applied(to: assessment, of: .leaking()))
    #expect(left?.contains("firewall") == true)
    let all = PolicyInForce.sample([
      .sample(.finding(.weakTLS), .finding(.internalNames), .verdict(.lockedDown))
    ])
    #expect(FirstRemedy.sentence(.leaking(), all.applied(to: assessment, of: .leaking())) == nil)
  }
}
