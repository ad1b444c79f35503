import PortableFoundation

/// What an organisation has decided about its endpoints: risks that it accepts until a day, severities of its own, and
/// how endpoints are expected to be. docs/policy.md describes the file.
public struct Policy: Sendable, Hashable {
  /// The version of the file's form.
  public static let version = 1
  /// How many rules of one kind there may be.
  public static let mostRules = 10_000

  /// Risks that are accepted until a day.
  public var exceptions: [PolicyException]
  /// Severities that verdicts and findings have instead of the usual ones.
  public var severities: [SeverityRule]
  /// How endpoints are expected to be.
  public var expectations: [PolicyExpectation]

  /// Makes a policy.
  public init(
    exceptions: [PolicyException] = [], severities: [SeverityRule] = [],
    expectations: [PolicyExpectation] = []
  ) {
    self.exceptions = exceptions
    self.severities = severities
    self.expectations = expectations
  }
}

extension Policy {
  /// The exception that accepts what another one does, on the same endpoints: of several the one that ends last; nil where
  /// there is none.
  public func exception(coveredBy other: PolicyException) -> PolicyException? {
    exceptions.filter { $0.match == other.match && Set($0.subjects).isSuperset(of: other.subjects) }
      .max { $0.expires < $1.expires }
  }
}

/// What a rule of a policy is about.
public enum PolicySubject: Sendable, Hashable {
  /// A finding.
  case finding(FindingID)
  /// A verdict.
  case verdict(Verdict)

  /// The stable identifier.
  public var name: String {
    switch self {
    case .finding(let finding): finding.rawValue
    case .verdict(let verdict): verdict.rawValue
    }
  }
}

/// A risk that is accepted on some endpoints until a day.
public struct PolicyException: Sendable, Hashable {
  /// What is accepted; one of them is enough.
  public var subjects: [PolicySubject]
  /// On which endpoints.
  public var match: PolicyMatch
  /// Why.
  public var reason: String
  /// Who answers for it; nil where nobody is named.
  public var owner: String?
  /// Where it was decided; nil where nothing is named.
  public var ticket: String?
  /// The last day on which it is accepted, in UTC.
  public var expires: CalendarDay
  /// The line of the file in which it begins.
  public var line: Int

  /// How long before its end an exception is told.
  public static let notice = 30

  /// Makes an exception.
  public init(
    _ subjects: [PolicySubject], match: PolicyMatch, reason: String, owner: String? = nil,
    ticket: String? = nil,
    expires: CalendarDay, line: Int = 0
  ) {
    self.subjects = subjects
    self.match = match
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.expires = expires
    self.line = line
  }

  /// Whether an exception counts.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It counts, and does so for more than 30 days.
    case inForce = "in_force"
    /// It counts, and its last day is at most 30 days away.
    case expiring
    /// Its last day is over: it does not count any more.
    case expired
  }

  /// Whether it counts at a time.
  public func state(at time: Date) -> State {
    guard time < expires.end else { return .expired }
    return expires.start.timeIntervalSince(time) <= Double(Self.notice) * 86_400 ? .expiring : .inForce
  }
}

/// The severity that verdicts or findings have on some endpoints instead of the usual one.
public struct SeverityRule: Sendable, Hashable {
  /// What has the severity.
  public var subjects: [PolicySubject]
  /// On which endpoints; every one where nothing is demanded of them.
  public var match: PolicyMatch
  /// The severity.
  public var severity: Severity

  /// Makes a rule.
  public init(_ subjects: [PolicySubject], match: PolicyMatch = PolicyMatch(), severity: Severity) {
    self.subjects = subjects
    self.match = match
    self.severity = severity
  }
}

/// How some endpoints are expected to be.
public struct PolicyExpectation: Sendable, Hashable {
  /// A verdict or a posture.
  public enum State: Sendable, Hashable {
    /// Any verdict of a posture.
    case posture(Posture)
    /// One verdict.
    case verdict(Verdict)

    /// The stable identifier.
    public var name: String {
      switch self {
      case .posture(let posture): posture.rawValue
      case .verdict(let verdict): verdict.rawValue
      }
    }

    func isMet(by verdict: Verdict) -> Bool {
      switch self {
      case .posture(let posture): verdict.posture == posture
      case .verdict(let expected): verdict == expected
      }
    }
  }

  /// On which endpoints.
  public var match: PolicyMatch
  /// What they are to be; one of them is enough.
  public var states: [State]
  /// How bad it is where they are not.
  public var severity: Severity
  /// Whether silence, or an answer that decides nothing, is not as expected either. Without it they decide nothing.
  public var countsUndecided: Bool
  /// The line of the file in which it begins.
  public var line: Int

  /// Makes an expectation.
  public init(
    _ states: [State], match: PolicyMatch, severity: Severity = .medium, countsUndecided: Bool = false,
    line: Int = 0
  ) {
    self.line = line
    self.states = states
    self.match = match
    self.severity = severity
    self.countsUndecided = countsUndecided
  }

  /// What is seen of an endpoint with this verdict where it is not as expected: `expected locked_down, found version_leak`.
  /// Nil where it is, or where nothing is decided. What the scanner could not try decides nothing in any case.
  func evidence(against verdict: Verdict) -> String? {
    guard !states.contains(where: { $0.isMet(by: verdict) }) else { return nil }
    switch verdict.presence {
    case .decided: break
    case .undecided, .silent: guard countsUndecided else { return nil }
    case .untried: return nil
    }
    return "expected \(states.map(\.name).joined(separator: " or ")), found \(verdict.rawValue)"
  }
}
