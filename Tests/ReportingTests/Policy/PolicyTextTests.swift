import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import Reporting

extension PolicyException {
  /// An exception for everything.
  static func sample(
    _ subjects: PolicySubject..., until day: CalendarDay = CalendarDay.on("2027-03-31"), line: Int = 3
  ) -> PolicyException {
    PolicyException(
      subjects, match: PolicyMatch(targets: [NameGlob("*")]), reason: "a public\ndemo | <b>",
      owner: "team-web",
      ticket: "SEC-12", expires: day, line: line)
  }
}

extension PolicyInForce {
  /// A policy at the beginning of a day.
  static func sample(
    _ exceptions: [PolicyException], at day: CalendarDay = CalendarDay.on("2027-01-01")
  ) -> PolicyInForce {
    PolicyInForce(Policy(exceptions: exceptions), at: day.start)
  }
}

@Suite("Sentences on a policy")
struct PolicyTextTests {
  @Test("what ends within thirty days, and what has ended, is told, the first to end first")
  func dates() {
    let policy = PolicyInForce.sample(
      [
        .sample(.finding(.weakTLS), until: CalendarDay.on("2027-01-20"), line: 3),
        .sample(.verdict(.forbidden), until: CalendarDay.on("2027-01-05"), line: 9),
        .sample(.finding(.startTime), until: CalendarDay.on("2026-12-31"), line: 15),
        .sample(.finding(.insecurePort)),
      ])
    #expect(
      PolicyNotices(policy).dates == [
        "1 exception of the policy has expired; what it accepted counts again: "
          + "start-time on * (line 15, until 2026-12-31)",
        "2 exceptions of the policy end within 30 days: "
          + "forbidden on * (line 9, until 2027-01-05); weak-tls on * (line 3, until 2027-01-20)",
      ])
  }

  @Test("an exception is named by what it accepts, where, and its place; of long lists a part")
  func told() throws {
    var exception = PolicyException.sample(.finding(.knownVulnerabilities), line: 9)
    exception.match = PolicyMatch(
      targets: ["127.0.0.1:37881", "b", "c\u{1B}[2J"].map { NameGlob($0) },
      labels: [PolicyMatch.LabelPattern(key: "env", value: NameGlob("prod"))], clusters: ["west"],
      components: [.kubelet])
    #expect(
      exception.told(in: "policy.yaml")
        == "known-vulnerabilities on 127.0.0.1:37881, b and 1 more, label env=prod, cluster west, component kubelet "
        + "(policy.yaml:9, until 2027-03-31)")
    exception.match = PolicyMatch(targets: [NameGlob("c\u{1B}[2J")])
    #expect(!exception.told(in: "a\u{1B}.yaml").contains("\u{1B}"))
  }

  @Test("notices name the file, and those of a report do not")
  func file() {
    let exceptions = (1...7).map {
      PolicyException.sample(.finding(.weakTLS), until: CalendarDay.on("2026-12-31"), line: $0)
    }
    let policy = PolicyInForce(
      Policy(exceptions: exceptions), at: CalendarDay.on("2027-01-01").start, from: "/a/p.yaml")
    let start = "7 exceptions of the policy have expired; what they accepted counts again: weak-tls on * "
    #expect(PolicyNotices(policy).dates.first?.hasPrefix(start + "(/a/p.yaml:1, until") == true)
    #expect(PolicyNotices(policy).dates.first?.hasSuffix("; and 2 more") == true)
    #expect(AcceptedTally(policy).notices.first?.hasPrefix(start + "(line 1, until") == true)
  }

  @Test("exceptions that match nothing are named, five of them at most")
  func unused() {
    let policy = PolicyInForce.sample((1...8).map { .sample(.finding(.weakTLS), line: $0) })
    var summary = Summary()
    #expect(
      PolicyNotices(policy).unused(in: summary)?.hasSuffix("(line 5, until 2027-03-31); and 3 more") == true)
    let assessment = Assessment(
      verdict: .lockedDown, findings: [Finding(id: .weakTLS, severity: .medium, evidence: "")])
    summary.add(policy.applied(to: assessment, of: .leaking()))
    #expect(PolicyNotices(policy).unused(in: summary) == nil)
  }

  @Test(
    "a problem says what to write",
    arguments: [
      (
        PolicyProblem.Reason.unknownKey("expiry", known: ["finding", "expires"]),
        "there is no key expiry; did you mean expires?"
      ),
      (.unknownKey("zzz", known: ["a", "b"]), "there is no key zzz; there are a, b"),
      (
        .unknownWord("anonymous_version", of: "finding", known: ["anonymous-version"]),
        "anonymous_version is no finding; did you mean anonymous-version?"
      ),
      (.noDay("tomorrow\u{1B}[2J"), "`tomorrow\\x1b[2J` is not a date; write it as 2027-03-31"),
      (.missingKey("reason", of: "an exception"), "an exception has to have the key reason"),
    ])
  func problems(_ reason: PolicyProblem.Reason, _ sentence: String) {
    let problem = PolicyProblem(reason, at: DocumentPlace(line: 17, column: 5))
    let shown = problem.description(of: "p.yaml")
    #expect(shown.hasPrefix("p.yaml:17:5: "))
    #expect(!shown.contains("\u{1B}"))
    if !sentence.contains("\\x1b") { #expect(shown == "p.yaml:17:5: \(sentence)") }
  }

  @Test("an overview lists exceptions by their end, and what they match")
  func overview() {
    let policy = PolicyInForce.sample([
      .sample(.finding(.weakTLS)), .sample(.verdict(.forbidden), until: CalendarDay.on("2026-01-01")),
    ])
    let lines = PolicyOverview(policy, appliedTo: Summary()).lines
    #expect(lines.first == "2 exceptions, 0 severities, 0 expectations.")
    #expect(
      lines[1].hasPrefix(
        "  2026-01-01  expired    line 3: forbidden: a public demo | <b> (team-web, SEC-12); matches nothing")
    )
    #expect(lines[2].hasPrefix("  2027-03-31  in force   line 3: weak-tls: "))
  }
}
