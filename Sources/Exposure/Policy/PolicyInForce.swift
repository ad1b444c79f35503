import PortableFoundation

/// A policy at a time: says of each endpoint what is accepted, how severe it is, and whether it is as expected.
///
/// It is applied after the judgement, which it does not influence, and before the reports: a history keeps what was seen, and
/// not what was accepted.
public struct PolicyInForce: Sendable {
  /// The policy.
  public let policy: Policy
  /// The time at which exceptions count or do not: when the scan began.
  public let time: Date
  /// The file that it was read from, as the user names it; nil where it was made otherwise.
  public let file: String?

  private let exceptions: [PolicySubject: RuleIndex]
  private let severities: [PolicySubject: RuleIndex]
  private let expectations: RuleIndex
  private let isExpired: [Bool]

  /// A policy at a time.
  public init(_ policy: Policy, at time: Date, from file: String? = nil) {
    self.policy = policy
    self.time = time
    self.file = file
    exceptions = Self.indexed(policy.exceptions.map { ($0.subjects, $0.match) })
    severities = Self.indexed(policy.severities.map { ($0.subjects, $0.match) })
    expectations = RuleIndex(policy.expectations.enumerated().map { ($0.offset, $0.element.match) })
    isExpired = policy.exceptions.map { $0.state(at: time) == .expired }
  }

  private static func indexed(
    _ rules: [(subjects: [PolicySubject], match: PolicyMatch)]
  ) -> [PolicySubject: RuleIndex] {
    var bySubject: [PolicySubject: [(Int, PolicyMatch)]] = [:]
    for (place, rule) in rules.enumerated() {
      for subject in Set(rule.subjects) { bySubject[subject, default: []].append((place, rule.match)) }
    }
    return bySubject.mapValues(RuleIndex.init)
  }

  /// The assessment of an endpoint under the policy.
  public func applied(to assessment: Assessment, of observation: Observation) -> Assessment {
    guard !policy.expectations.isEmpty || isNamed(assessment) else { return assessment }
    var assessment = assessment
    let asked = Asked(observation, assessment)
    if let first = expectations.first(fitting: asked),
      let evidence = policy.expectations[first].evidence(against: assessment.verdict),
      !isVerdictAccepted(assessment, asked)
    {
      assessment.findings.append(
        Finding(
          id: .unexpectedPosture, severity: policy.expectations[first].severity, evidence: evidence))
    }
    var outcome = PolicyOutcome()
    if !severities.isEmpty { adjust(&assessment, &outcome, asked) }
    assessment.findings = FindingRules.sorted(assessment.findings)
    if !exceptions.isEmpty { accept(assessment, &outcome, asked) }
    if outcome != PolicyOutcome() { assessment.policy = outcome }
    return assessment
  }

  /// The place of the expectation that counts for an endpoint, met or not; nil where none fits it.
  public func expectation(of observation: Observation, _ assessment: Assessment) -> Int? {
    policy.expectations.isEmpty ? nil : expectations.first(fitting: Asked(observation, assessment))
  }

  /// Whether a rule speaks of the verdict or of a finding.
  private func isNamed(_ assessment: Assessment) -> Bool {
    func isNamed(_ subject: PolicySubject) -> Bool {
      exceptions[subject] != nil || severities[subject] != nil
    }
    return isNamed(.verdict(assessment.verdict)) || assessment.findings.contains { isNamed(.finding($0.id)) }
  }

  private func adjust(_ assessment: inout Assessment, _ outcome: inout PolicyOutcome, _ asked: Asked) {
    let verdict = assessment.verdict
    func severity(_ subjects: [PolicySubject]) -> Severity? {
      for subject in subjects {
        if let place = severities[subject]?.first(fitting: asked) { return policy.severities[place].severity }
      }
      return nil
    }
    let same = assessment.findings.map(\.id).filter { $0.standsFor(verdict) }.map(PolicySubject.finding)
    if let new = severity([.verdict(verdict)] + same), new != verdict.severity {
      outcome.verdictSeverity = new
      outcome.adjustments.append(SeverityAdjustment(.verdict(verdict), from: verdict.severity, to: new))
    }
    for index in assessment.findings.indices {
      let finding = assessment.findings[index]
      let subjects =
        [.finding(finding.id)] + (finding.id.standsFor(verdict) ? [PolicySubject.verdict(verdict)] : [])
      guard let new = severity(subjects), new != finding.severity else { continue }
      assessment.findings[index].severity = new
      outcome.adjustments.append(SeverityAdjustment(.finding(finding.id), from: finding.severity, to: new))
    }
  }

  /// Whether an exception in force accepts the verdict: nobody expects another one then.
  private func isVerdictAccepted(_ assessment: Assessment, _ asked: Asked) -> Bool {
    guard !exceptions.isEmpty else { return false }
    var outcome = PolicyOutcome()
    accept(assessment, &outcome, asked)
    return outcome.acceptances.contains { $0.subject == .verdict(assessment.verdict) }
  }

  private func accept(_ assessment: Assessment, _ outcome: inout PolicyOutcome, _ asked: Asked) {
    var found: Set<Int> = []
    func exception(_ subject: PolicySubject) -> Int? {
      let fitting = exceptions[subject]?.all(fitting: asked) ?? []
      found.formUnion(fitting)
      return fitting.filter { !isExpired[$0] }.reduce(nil, later)
    }
    let verdict = assessment.verdict
    let findings = assessment.findings.map { (id: $0.id, place: exception(.finding($0.id))) }
    let own = exception(.verdict(verdict))
    let standing = findings.filter { $0.id.standsFor(verdict) }.map(\.place)
    // A verdict that several findings stand for is accepted once all of them are, and as long as all of them are.
    let shared = standing.contains(nil) ? nil : standing.compactMap(\.self).min { ends($0) < ends($1) }
    let place = later(own, shared)
    func add(_ subject: PolicySubject, _ place: Int) {
      outcome.acceptances.append(Acceptance(subject, by: policy.exceptions[place], at: place))
    }
    if let place { add(.verdict(verdict), place) }
    for finding in findings {
      if let place = later(finding.place, finding.id.standsFor(verdict) ? own : nil) {
        add(.finding(finding.id), place)
      }
    }
    outcome.exceptions = found.sorted()
  }

  private func ends(_ place: Int) -> CalendarDay { policy.exceptions[place].expires }

  /// Of two exceptions the one that ends later; the first where both end on one day.
  private func later(_ first: Int?, _ second: Int?) -> Int? {
    guard let first, let second else { return first ?? second }
    return ends(first) < ends(second) ? second : first
  }
}

/// What rules are asked about; what an endpoint is called is put together once.
struct Asked {
  let observation: Observation
  let assessment: Assessment
  let names: [[UInt8]]

  init(_ observation: Observation, _ assessment: Assessment) {
    self.observation = observation
    self.assessment = assessment
    names = PolicyMatch.names(of: observation.endpoint)
  }
}

/// Rules by the names that they are for, so that ten thousand rules for one target each cost no more than one.
struct RuleIndex: Sendable {
  private var named: [[UInt8]: [Int]] = [:]
  private var others: [Int] = []
  private var matches: [Int: PolicyMatch] = [:]

  /// An index of rules: their places in the policy, and their matches.
  init(_ rules: [(place: Int, match: PolicyMatch)]) {
    for (place, match) in rules {
      matches[place] = match
      let names = match.targets.compactMap(\.name)
      if !names.isEmpty, names.count == match.targets.count {
        for name in Set(names) { named[name, default: []].append(place) }
      } else {
        others.append(place)
      }
    }
  }

  /// The places of all rules that an endpoint fits, in the order of the policy.
  func all(fitting asked: Asked) -> [Int] {
    candidates(asked).filter { fits($0, asked) }
  }

  /// The first of them.
  func first(fitting asked: Asked) -> Int? {
    candidates(asked).first { fits($0, asked) }
  }

  private func fits(_ place: Int, _ asked: Asked) -> Bool {
    matches[place]?.fits(asked.observation, asked.assessment, called: asked.names) ?? false
  }

  private func candidates(_ asked: Asked) -> [Int] {
    guard !named.isEmpty else { return others }
    let byName = asked.names.flatMap { named[$0] ?? [] }
    return byName.isEmpty ? others : Set(others + byName).sorted()
  }
}
