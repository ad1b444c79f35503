import Exposure

/// How often each finding was made, with the worst endpoints that showed it. What is accepted does not count, unless asked for.
struct FindingTally: Sendable {
  /// An endpoint that showed a finding: text that is still to be sanitised where it is shown.
  struct Example: Sendable {
    /// How severe the finding is on this endpoint.
    let severity: Severity
    /// How bad the endpoint is.
    fileprivate let rank: Int
    let endpoint: String
    let target: String
    let evidence: String
  }

  /// One finding of the scan.
  struct Entry: Sendable {
    let id: FindingID
    /// The highest that it had on any endpoint.
    var severity: Severity
    var count = 0
    /// The endpoints by the severity that the finding has on them.
    var severities: [Severity: Int] = [:]
    /// The worst endpoints, in target order where they are equal.
    var examples: [Example] = []
  }

  /// The findings that one piece of work ends.
  struct Group: Sendable {
    let remediation: Remediation
    let findings: [Entry]
    /// The endpoints that the work is for.
    let endpoints: Int

    var severity: Severity { findings.map(\.severity).max() ?? .none }
  }

  private let exampleLimit: Int
  private let countsAccepted: Bool
  private var entries: [FindingID: Entry] = [:]
  private var severities: [Severity: Int] = [:]
  private var endpoints: [Remediation: Int] = [:]

  /// An empty tally that keeps so many endpoints of each finding.
  init(examples limit: Int, countsAccepted: Bool = false) {
    exampleLimit = limit
    self.countsAccepted = countsAccepted
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    let findings = countsAccepted ? assessment.findings : assessment.openFindings
    guard !findings.isEmpty else { return }
    let endpointRank = assessment.rank
    for finding in findings {
      severities[finding.severity, default: 0] += 1
      let rank = finding.severity.rank * Assessment.ranks + endpointRank
      entries[finding.id, default: Entry(id: finding.id, severity: finding.severity)]
        .add(finding, of: observation, rank: rank, limit: exampleLimit)
    }
    var counted: [Remediation] = []
    for finding in findings {
      let remediation = Remediation(finding.id)
      guard !counted.contains(remediation) else { continue }
      counted.append(remediation)
      endpoints[remediation, default: 0] += 1
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Findings in all.
  var total: Int { severities.values.reduce(0, +) }

  /// The findings of this severity.
  func count(_ severity: Severity) -> Int { severities[severity] ?? 0 }

  /// The findings of this severity and above.
  func count(atLeast least: Severity) -> Int {
    severities.reduce(0) { $1.key >= least ? $0 + $1.value : $0 }
  }

  /// The endpoints that have this finding.
  func count(_ id: FindingID) -> Int { entries[id]?.count ?? 0 }

  /// What there is to do, the worst first; within, the worst and then the most frequent finding first.
  var groups: [Group] {
    let ordered = FindingID.allCases.compactMap { entries[$0] }.sorted { left, right in
      left.severity == right.severity ? left.count > right.count : left.severity > right.severity
    }
    let groups = Remediation.allCases.map { remediation in
      Group(
        remediation: remediation, findings: ordered.filter { Remediation($0.id) == remediation },
        endpoints: endpoints[remediation] ?? 0)
    }
    let severities = Severity.allCases.reversed()
    return severities.flatMap { severity in
      groups.filter { !$0.findings.isEmpty && $0.severity == severity }
    }
  }
}

extension FindingTally.Entry {
  fileprivate mutating func add(_ finding: Finding, of observation: Observation, rank: Int, limit: Int) {
    severity = max(severity, finding.severity)
    severities[finding.severity, default: 0] += 1
    count += 1
    guard limit > 0, examples.count < limit || rank > examples.last?.rank ?? 0 else { return }
    let place = examples.firstIndex { $0.rank < rank } ?? examples.endIndex
    examples.insert(FindingTally.Example(finding, of: observation, rank: rank), at: place)
    if examples.count > limit { examples.removeLast() }
  }
}

extension FindingTally.Example {
  /// How much of a text is kept, in Unicode scalars.
  private static let longest = 400

  fileprivate init(_ finding: Finding, of observation: Observation, rank: Int) {
    severity = finding.severity
    self.rank = rank
    endpoint = TextSanitiser.cut(observation.endpoint.description, limit: Self.longest)
    target = TextSanitiser.cut(observation.endpoint.target.text, limit: Self.longest)
    evidence = TextSanitiser.cut(finding.evidence.inOneLine, limit: Self.longest)
  }
}
