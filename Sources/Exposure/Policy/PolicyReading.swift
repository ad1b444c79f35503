import Targets

extension Policy {
  /// Reads a policy from the values of its file. Throws all that is wrong with it.
  public init(_ document: DocumentNode) throws(PolicyProblems) {
    var reading = PolicyReading()
    self = reading.policy(document)
    guard reading.problems.isEmpty else { throw PolicyProblems(reading.problems) }
  }

  /// Reads a policy from the text of its file. It is JSON where it begins with a brace, else YAML.
  /// - Parameter yaml: What reads YAML; nil where this build does not.
  public init(_ text: [UInt8], yaml: (any ValueReader)?) throws(PolicyProblems) {
    let document: DocumentNode?
    do throws(DocumentProblem) {
      let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
      if start.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") {
        document = try DocumentNode(json: text)
      } else {
        guard let yaml else { throw DocumentProblem(.unsupportedYAML) }
        document = try yaml.read(text)
      }
    } catch {
      throw PolicyProblems(error)
    }
    guard let document else { throw PolicyProblems([PolicyProblem(.empty)]) }
    try self.init(document)
  }
}

/// Reads the rules of a policy, and keeps what is wrong with them, so that all of it is told at once.
struct PolicyReading {
  var problems: [PolicyProblem] = []

  /// How long texts of people may be, in Unicode scalars.
  static let longestReason = 2_000
  static let longestName = 200

  mutating func policy(_ document: DocumentNode) -> Policy {
    guard var keys = DocumentKeys(document, of: "a policy", &problems) else { return Policy() }
    if let version = keys.take("version"), let text = text(version, longest: Self.longestName),
      text != "\(Policy.version)"
    {
      note(.otherVersion(text), version)
    }
    if !keys.hadVersion { note(.missingKey("version", of: "a policy"), document) }
    let policy = Policy(
      exceptions: rules(keys.take("exceptions"), "a list of exceptions") { $0.exception($1) },
      severities: rules(keys.take("severities"), "a list of severities") { $0.severity($1) },
      expectations: rules(keys.take("expectations"), "a list of expectations") { $0.expectation($1) })
    keys.finish(&problems)
    return policy
  }

  private mutating func rules<Rule>(
    _ node: DocumentNode?, _ expected: String, _ read: (inout PolicyReading, DocumentNode) -> Rule?
  ) -> [Rule] {
    guard let node, node.value != .nothing else { return [] }
    guard case .list(let elements) = node.value else {
      note(.otherKind(expected: expected), node)
      return []
    }
    guard elements.count <= Policy.mostRules else {
      note(.tooManyRules(Policy.mostRules), node)
      return []
    }
    return elements.compactMap { read(&self, $0) }
  }

  private mutating func exception(_ node: DocumentNode) -> PolicyException? {
    guard var keys = DocumentKeys(node, of: "an exception", &problems) else { return nil }
    let subjects = subjects(&keys)
    for subject in subjects where subject == .verdict(.failed) { note(.notAccepted(subject.name), node) }
    let match = requiredMatch(&keys)
    let reason = keys.required("reason", &problems).flatMap { text($0, longest: Self.longestReason) }
    let owner = keys.take("owner").flatMap { text($0, longest: Self.longestName) }
    let ticket = keys.take("ticket").flatMap { text($0, longest: Self.longestName) }
    let expires = keys.required("expires", &problems).flatMap { day($0) }
    keys.finish(&problems)
    guard let match, let reason, let expires, !subjects.isEmpty else { return nil }
    return PolicyException(
      subjects, match: match, reason: reason, owner: owner, ticket: ticket, expires: expires,
      line: node.place.line)
  }

  private mutating func severity(_ node: DocumentNode) -> SeverityRule? {
    guard var keys = DocumentKeys(node, of: "a severity", &problems) else { return nil }
    let subjects = subjects(&keys)
    let match = keys.take("match").map { self.match($0) } ?? PolicyMatch()
    let severity = keys.required("severity", &problems).flatMap { severityName($0) }
    _ = keys.take("reason").flatMap { text($0, longest: Self.longestReason) }
    keys.finish(&problems)
    guard let match, let severity, !subjects.isEmpty else { return nil }
    return SeverityRule(subjects, match: match, severity: severity)
  }

  private mutating func expectation(_ node: DocumentNode) -> PolicyExpectation? {
    guard var keys = DocumentKeys(node, of: "an expectation", &problems) else { return nil }
    let match = requiredMatch(&keys)
    let states = texts(keys.required("expect", &problems)).compactMap { state($0) }
    let severity = keys.take("severity").map { severityName($0) } ?? .medium
    let undecided = keys.take("undecided").map {
      word($0, of: "what undecided may be", among: ["ignored", "unexpected"])
    }
    _ = keys.take("reason").flatMap { text($0, longest: Self.longestReason) }
    keys.finish(&problems)
    guard let match, let severity, !states.isEmpty else { return nil }
    return PolicyExpectation(
      states, match: match, severity: severity, countsUndecided: undecided == "unexpected",
      line: node.place.line)
  }

  private mutating func state(_ found: (text: String, node: DocumentNode)) -> PolicyExpectation.State? {
    if let posture = Posture(rawValue: found.text) {
      guard posture != .unknown else {
        note(.notExpected(found.text), found.node)
        return nil
      }
      // Also the name of a verdict, which is the narrower of the two only for `unreachable`.
      return .posture(posture)
    }
    guard let verdict = Verdict(rawValue: found.text) else {
      let known =
        Posture.allCases.filter { $0 != .unknown }.map(\.rawValue) + Verdict.allCases.map(\.rawValue)
      note(.unknownWord(found.text, of: "posture or verdict", known: known), found.node)
      return nil
    }
    guard verdict != .failed, verdict != .inconclusive else {
      note(.notExpected(found.text), found.node)
      return nil
    }
    return .verdict(verdict)
  }

  private mutating func subjects(_ keys: inout DocumentKeys) -> [PolicySubject] {
    var subjects: [PolicySubject] = []
    let (findings, verdicts) = (keys.take("finding"), keys.take("verdict"))
    if findings == nil, verdicts == nil { note(.noSubject, keys.node) }
    for found in texts(findings) {
      if let finding = FindingID(rawValue: found.text) {
        subjects.append(.finding(finding))
      } else {
        note(.unknownWord(found.text, of: "finding", known: FindingID.allCases.map(\.rawValue)), found.node)
      }
    }
    for found in texts(verdicts) {
      if let verdict = Verdict(rawValue: found.text) {
        subjects.append(.verdict(verdict))
      } else {
        note(.unknownWord(found.text, of: "verdict", known: Verdict.allCases.map(\.rawValue)), found.node)
      }
    }
    return subjects
  }

  private mutating func severityName(_ node: DocumentNode) -> Severity? {
    word(node, of: "severity", among: Severity.allCases.map(\.rawValue)).flatMap { Severity(rawValue: $0) }
  }
}
