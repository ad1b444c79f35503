import Exposure

/// How often each finding was made, with the first endpoints that showed it.
struct FindingTally: Sendable {
  /// An endpoint that showed a finding: text that is still to be sanitised where it is shown.
  struct Example: Sendable {
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
    var examples: [Example] = []
  }

  /// The findings that one piece of work ends.
  struct Group: Sendable {
    let remediation: Remediation
    let findings: [Entry]

    var severity: Severity { findings.map(\.severity).max() ?? .none }
  }

  private let exampleLimit: Int
  private var entries: [FindingID: Entry] = [:]
  private var severities: [Severity: Int] = [:]

  /// An empty tally that keeps so many endpoints of each finding.
  init(examples limit: Int) {
    exampleLimit = limit
  }

  /// How much of an example's evidence is kept, in Unicode scalars.
  private static let longestEvidence = 400

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    for finding in assessment.findings {
      severities[finding.severity, default: 0] += 1
      var entry = entries[finding.id] ?? Entry(id: finding.id, severity: finding.severity)
      entry.severity = max(entry.severity, finding.severity)
      entry.count += 1
      if entry.examples.count < exampleLimit {
        entry.examples.append(
          Example(
            endpoint: TextSanitiser.cut(observation.endpoint.description, limit: Self.longestEvidence),
            target: TextSanitiser.cut(observation.endpoint.target.text, limit: Self.longestEvidence),
            evidence: TextSanitiser.cut(finding.evidence.inOneLine, limit: Self.longestEvidence)))
      }
      entries[finding.id] = entry
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
      Group(remediation: remediation, findings: ordered.filter { Remediation($0.id) == remediation })
    }
    let severities = Severity.allCases.reversed()
    return severities.flatMap { severity in
      groups.filter { !$0.findings.isEmpty && $0.severity == severity }
    }
  }
}

extension String {
  /// The text with every run of white space as one space, as a line shows an indented document.
  fileprivate var inOneLine: String {
    unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
  }
}
