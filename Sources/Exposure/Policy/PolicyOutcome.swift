/// What a policy says of one endpoint.
public struct PolicyOutcome: Sendable, Hashable {
  /// What is accepted at the time of the scan, the verdict first.
  public var acceptances: [Acceptance]
  /// Which severities are others than the usual ones.
  public var adjustments: [SeverityAdjustment]
  /// The severity of the verdict; nil where it is the usual one.
  public var verdictSeverity: Severity?
  /// The places of the exceptions that speak of the endpoint, in the order of the policy; expired ones too.
  public var exceptions: [Int]

  /// Makes an outcome.
  public init(
    acceptances: [Acceptance] = [], adjustments: [SeverityAdjustment] = [], verdictSeverity: Severity? = nil,
    exceptions: [Int] = []
  ) {
    self.acceptances = acceptances
    self.adjustments = adjustments
    self.verdictSeverity = verdictSeverity
    self.exceptions = exceptions
  }
}

/// A verdict or a finding of an endpoint that somebody has accepted.
public struct Acceptance: Sendable, Hashable {
  /// What is accepted.
  public var subject: PolicySubject
  /// The place of the exception in the policy.
  public var place: Int
  /// The exception.
  public var exception: PolicyException

  /// Makes an acceptance.
  public init(_ subject: PolicySubject, by exception: PolicyException, at place: Int) {
    self.subject = subject
    self.exception = exception
    self.place = place
  }
}

/// A severity that a policy has changed.
public struct SeverityAdjustment: Sendable, Hashable {
  /// What has it.
  public var subject: PolicySubject
  /// The usual one.
  public var before: Severity
  /// The one of the policy.
  public var after: Severity

  /// Makes an adjustment.
  public init(_ subject: PolicySubject, from before: Severity, to after: Severity) {
    self.subject = subject
    self.before = before
    self.after = after
  }
}

extension Assessment {
  /// The severity of the verdict alone, before findings.
  public var verdictSeverity: Severity { policy?.verdictSeverity ?? verdict.severity }

  /// The acceptance of a finding; nil where it counts.
  public func acceptance(of finding: FindingID) -> Acceptance? {
    policy?.acceptances.first { $0.subject == .finding(finding) }
  }

  /// The acceptance of the verdict; nil where it counts.
  public var verdictAcceptance: Acceptance? {
    guard let first = policy?.acceptances.first, first.subject == .verdict(verdict) else { return nil }
    return first
  }

  /// The findings that count: those that nobody has accepted.
  public var openFindings: [Finding] {
    guard let policy, !policy.acceptances.isEmpty else { return findings }
    return findings.filter { acceptance(of: $0.id) == nil }
  }

  /// The highest severity among what counts; `severity` where nothing is accepted.
  public var openSeverity: Severity {
    guard let policy, !policy.acceptances.isEmpty else { return severity }
    let isWeighed = findings.contains { $0.id.weighsComponent }
    let ofVerdict = isWeighed || verdictAcceptance != nil ? Severity.none : verdictSeverity
    return openFindings.reduce(ofVerdict) { max($0, $1.severity) }
  }

  /// The last day before something above info counts again: the first on which an acceptance of such a verdict or finding
  /// ends. Where nothing that is accepted is above info, the first on which any ends; nil where nothing is accepted.
  public var acceptedUntil: CalendarDay? {
    let acceptances = policy?.acceptances ?? []
    let risks = acceptances.filter { severity(of: $0.subject) > .info }
    return (risks.isEmpty ? acceptances : risks).map(\.exception.expires).min()
  }

  private func severity(of subject: PolicySubject) -> Severity {
    switch subject {
    case .verdict: findings.contains { $0.id.weighsComponent } ? .none : verdictSeverity
    case .finding(let id): findings.first { $0.id == id }?.severity ?? .none
    }
  }

  /// How many risks are accepted: findings, and the verdict where no finding says the same.
  public var acceptedRisks: Int {
    guard let policy, !policy.acceptances.isEmpty else { return 0 }
    let findings = policy.acceptances.compactMap { acceptance -> FindingID? in
      if case .finding(let finding) = acceptance.subject { finding } else { nil }
    }
    let isAlone = verdictAcceptance != nil && !findings.contains { $0.standsFor(verdict) }
    return findings.count + (isAlone ? 1 : 0)
  }
}

extension FindingID {
  /// Whether the finding says what the verdict says.
  public func repeats(_ verdict: Verdict) -> Bool { shownVerdict == verdict }

  /// Whether a rule about the finding is about the verdict too, and the other way round: it says the same, or its severity
  /// stands for that of the verdict.
  func standsFor(_ verdict: Verdict) -> Bool {
    repeats(verdict) || weighsComponent && verdict.posture == .exposed
  }
}
