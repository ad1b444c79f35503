import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@Suite("What a policy says of an endpoint")
struct PolicyInForceTests {
  private func applied(
    _ policy: Policy, to assessment: Assessment = .leak, at day: CalendarDay = CalendarDay.on("2027-01-01")
  ) -> Assessment {
    PolicyInForce(policy, at: .day(day)).applied(to: assessment, of: .asked())
  }

  private func subjects(_ assessment: Assessment) -> [String] {
    assessment.policy?.acceptances.map(\.subject.name) ?? []
  }

  @Test("a finding that says what the verdict says is accepted with it, and the verdict with the finding")
  func same() {
    for subject in [PolicySubject.finding(.anonymousVersion), .verdict(.versionLeak)] {
      let assessment = applied(Policy(exceptions: [.sample(subject)]))
      #expect(subjects(assessment) == ["version_leak", "anonymous-version"])
      #expect(assessment.severity == .high)
      #expect(assessment.openSeverity == .high)
      #expect(assessment.acceptedRisks == 1)
    }
  }

  @Test("another finding leaves the verdict as it is")
  func other() {
    let assessment = applied(Policy(exceptions: [.sample(.finding(.endOfLifeRelease))]))
    #expect(subjects(assessment) == ["end-of-life-release"])
    #expect(assessment.verdictAcceptance == nil)
    #expect(assessment.openSeverity == .medium)
    #expect(assessment.openFindings.map(\.id) == [.anonymousVersion, .internalNames])
  }

  @Test("accepting the version of an endpoint that lists its resources leaves the worse verdict open")
  func worse() {
    var worse = Assessment.leak
    worse.verdict = .anonymousAccess
    worse.findings.append(Finding(id: .anonymousResources, severity: .critical, evidence: ""))
    let assessment = applied(Policy(exceptions: [.sample(.finding(.anonymousVersion))]), to: worse)
    #expect(assessment.verdictAcceptance == nil)
    #expect(assessment.openSeverity == .critical)
  }

  @Test("a finding that stands for the verdict of a component is accepted with it")
  func component() {
    let kubelet = Assessment(
      verdict: .anonymousAccess,
      findings: [Finding(id: .kubeletAnonymous, severity: .critical, evidence: "")],
      component: .kubelet)
    for subject in [PolicySubject.finding(.kubeletAnonymous), .verdict(.anonymousAccess)] {
      let assessment = applied(Policy(exceptions: [.sample(subject)]), to: kubelet)
      #expect(assessment.severity == .critical)
      #expect(assessment.openSeverity == .none)
      #expect(assessment.verdictAcceptance != nil)
      #expect(assessment.acceptedRisks == 1)
    }
  }

  @Test("a verdict without a finding is accepted by itself")
  func verdict() {
    let assessment = applied(
      Policy(exceptions: [.sample(.verdict(.forbidden))]), to: Assessment(verdict: .forbidden))
    #expect(assessment.openSeverity == .none)
    #expect(assessment.acceptedRisks == 1)
  }

  @Test(
    "the last day counts, until it is over in UTC",
    arguments: [
      (0.0, true), (86_399, true), (86_400, false), (-86_400.0 * 365, true),
    ])
  func lastDay(_ offset: Double, _ isAccepted: Bool) {
    let policy = PolicyInForce(
      Policy(exceptions: [.sample(.finding(.anonymousVersion))]), at: .day(.on("2027-03-31")) + offset)
    let assessment = policy.applied(to: .leak, of: .asked())
    #expect(!subjects(assessment).isEmpty == isAccepted)
    #expect(assessment.policy?.exceptions == [0], "an expired one is known to be of use")
  }

  @Test(
    "an exception is about to end for thirty days",
    arguments: [
      (CalendarDay.on("2027-03-01"), PolicyException.State.expiring),
      (CalendarDay.on("2027-02-28"), .inForce),
      (CalendarDay.on("2027-03-31"), .expiring),
      (CalendarDay.on("2027-04-01"), .expired),
    ])
  func state(_ day: CalendarDay, _ state: PolicyException.State) {
    #expect(PolicyException.sample(.verdict(.forbidden)).state(at: .day(day)) == state)
  }

  @Test("of two exceptions that fit, the first that counts is named")
  func first() {
    let assessment = applied(
      Policy(exceptions: [
        .sample(.finding(.anonymousVersion), until: CalendarDay.on("2026-12-31")),
        .sample(.finding(.anonymousVersion)),
      ]))
    #expect(assessment.acceptance(of: .anonymousVersion)?.place == 1)
    #expect(assessment.policy?.exceptions == [0, 1])
  }

  @Test(
    "of two exceptions in force, the one that ends last is named, whether for the finding or for the verdict")
  func last() {
    let early = CalendarDay.on("2027-02-01")
    for subject in [PolicySubject.finding(.anonymousVersion), .verdict(.versionLeak)] {
      for isFirst in [true, false] {
        let (short, long) = (
          PolicyException.sample(.finding(.anonymousVersion), until: early), PolicyException.sample(subject)
        )
        let assessment = applied(Policy(exceptions: isFirst ? [long, short] : [short, long]))
        #expect(assessment.acceptance(of: .anonymousVersion)?.place == (isFirst ? 0 : 1))
        #expect(assessment.verdictAcceptance?.place == (isFirst ? 0 : 1))
        #expect(assessment.acceptedUntil == CalendarDay.on("2027-03-31"))
      }
    }
  }

  @Test("what is accepted together is so until the first part above info counts again")
  func until() {
    let (early, later) = (CalendarDay.on("2027-01-15"), CalendarDay.on("2027-02-01"))
    let rows: [(PolicySubject, CalendarDay)] = [
      // An info alone ends first.
      (.finding(.internalNames), CalendarDay.on("2027-03-31")), (.finding(.endOfLifeRelease), early),
    ]
    for (subject, expected) in rows {
      let assessment = applied(
        Policy(exceptions: [.sample(.verdict(.versionLeak)), .sample(subject, until: early)]))
      #expect(assessment.acceptedUntil == expected, "\(subject)")
    }
    let info = applied(Policy(exceptions: [.sample(.finding(.internalNames), until: later)]))
    #expect(info.acceptedUntil == later)
    #expect(applied(Policy()).acceptedUntil == nil)
  }

  @Test("a severity holds in place of the usual one, also for the verdict that says the same")
  func severities() {
    let policy = Policy(severities: [
      SeverityRule([.finding(.internalNames)], severity: .high),
      SeverityRule([.finding(.anonymousVersion)], severity: .low),
      SeverityRule(
        [.finding(.endOfLifeRelease)], match: PolicyMatch(clusters: ["other"]), severity: .critical),
    ])
    let assessment = applied(policy)
    #expect(assessment.findings.map(\.severity) == [.high, .high, .low])
    #expect(assessment.verdictSeverity == .low)
    #expect(
      assessment.policy?.adjustments == [
        SeverityAdjustment(.verdict(.versionLeak), from: .medium, to: .low),
        SeverityAdjustment(.finding(.anonymousVersion), from: .medium, to: .low),
        SeverityAdjustment(.finding(.internalNames), from: .info, to: .high),
      ])
  }

  @Test("the first severity that fits counts")
  func firstSeverity() {
    let rules = [Severity.low, .critical].map { SeverityRule([.finding(.endOfLifeRelease)], severity: $0) }
    #expect(applied(Policy(severities: rules)).severity == .medium)
  }

  static let expectations: [(PolicyExpectation.State, Verdict, Bool, String?)] = [
    (.posture(.lockedDown), .lockedDown, false, nil),
    (.posture(.lockedDown), .clientCertificateRequired, false, nil),
    (.posture(.lockedDown), .versionLeak, false, "expected locked_down, found version_leak"),
    (.posture(.lockedDown), .notKubernetes, false, "expected locked_down, found not_kubernetes"),
    (.posture(.unreachable), .lockedDown, false, "expected unreachable, found locked_down"),
    (.posture(.unreachable), .filtered, false, nil),
    (.verdict(.closed), .filtered, false, nil), (.posture(.lockedDown), .inconclusive, false, nil),
    (.posture(.lockedDown), .closed, false, nil), (.posture(.lockedDown), .tlsFailed, false, nil),
    (.posture(.lockedDown), .closed, true, "expected locked_down, found closed"),
    (.posture(.lockedDown), .inconclusive, true, "expected locked_down, found inconclusive"),
    (.posture(.lockedDown), .failed, true, nil), (.posture(.lockedDown), .failed, false, nil),
  ]

  @Test("an expectation that is not met is a finding; no evidence is none", arguments: expectations)
  func expectation(_ state: PolicyExpectation.State, _ verdict: Verdict, _ counts: Bool, _ evidence: String?)
  {
    let policy = Policy(expectations: [
      PolicyExpectation(
        [state], match: PolicyMatch(targets: [NameGlob("*")]), severity: .high, countsUndecided: counts)
    ])
    let findings = applied(policy, to: Assessment(verdict: verdict)).findings
    #expect(findings.map(\.evidence) == [evidence].compactMap(\.self))
    #expect(findings.allSatisfy { $0.id == .unexpectedPosture && $0.severity == .high })
  }

  @Test("the first expectation that fits counts, and its finding can be accepted")
  func accepted() {
    let everywhere = PolicyMatch(targets: [NameGlob("*")])
    let policy = Policy(
      exceptions: [.sample(.finding(.unexpectedPosture))],
      expectations: [
        PolicyExpectation([.posture(.lockedDown)], match: everywhere),
        PolicyExpectation([.posture(.exposed)], match: everywhere),
      ])
    let assessment = applied(policy)
    #expect(assessment.acceptance(of: .unexpectedPosture) != nil)
    #expect(assessment.verdictAcceptance == nil)
  }

  static let acceptedAndExpected: [(exception: PolicyException?, isExpected: Bool)] = [
    (nil, false),
    (.sample(.verdict(.versionLeak)), true), (.sample(.finding(.anonymousVersion)), true),
    // Another finding is accepted, or the verdict elsewhere, or until a day that is over.
    (.sample(.finding(.endOfLifeRelease)), false), (.sample(.verdict(.anonymousAccess)), false),
    (.sample(.verdict(.versionLeak), match: PolicyMatch(targets: [NameGlob("other")])), false),
    (.sample(.verdict(.versionLeak), until: CalendarDay.on("2026-12-31")), false),
  ]

  @Test("a verdict that is accepted is as expected, and no other is", arguments: acceptedAndExpected)
  func asExpected(_ exception: PolicyException?, _ isExpected: Bool) {
    let policy = Policy(
      exceptions: [exception].compactMap(\.self),
      expectations: [
        PolicyExpectation([.posture(.lockedDown)], match: PolicyMatch(targets: [NameGlob("*")]))
      ])
    let assessment = applied(policy)
    #expect(!assessment.findings.contains { $0.id == .unexpectedPosture } == isExpected)
    #expect((assessment.verdictAcceptance != nil) == isExpected)
  }

  @Test("an endpoint of which no rule speaks is as it was")
  func untouched() {
    let policy = Policy(
      exceptions: [.sample(.finding(.weakTLS))],
      severities: [SeverityRule([.verdict(.forbidden)], severity: .high)],
      expectations: [PolicyExpectation([.posture(.exposed)], match: PolicyMatch(targets: [NameGlob("*")]))])
    #expect(applied(policy) == .leak)
  }
}
