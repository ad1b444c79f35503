import Exposure
import Targets

/// The findings of a scan as the template shows them, grouped by what must be done.
struct FindingSections {
  /// How many endpoints are named under a finding, the worst.
  static let endpointsPerFinding = 20

  let findings: FindingTally

  var groups: [[String: Any]] {
    findings.groups.map { group in
      [
        "title": group.remediation.title,
        "endpoints": counted(group.endpoints, "endpoint"),
        "findings": group.findings.map { finding($0) },
      ]
    }
  }

  private func finding(_ entry: FindingTally.Entry) -> [String: Any] {
    let help = FindingHelp(entry.id)
    let left = entry.count - entry.examples.count
    return [
      "id": entry.id.rawValue,
      "severity": entry.severity.rawValue,
      "title": help.title,
      "count": counted(entry.count, "endpoint"),
      "severities": Self.severities(entry).map { [$0] } ?? [],
      "isOpen": entry.severity >= .high,
      "meaning": blocks(help.meaning),
      "remedy": blocks(help.remedy),
      "examples": entry.examples.map { example($0, isMixed: entry.severities.count > 1) },
      "left": left > 0
        ? ["The \(entry.examples.count) worst of them; the other \(grouped(left)) are in the CSV report."]
        : [String](),
    ]
  }

  private func example(_ example: FindingTally.Example, isMixed: Bool) -> [String: Any] {
    let (target, endpoint) = (PageText.line(example.target), PageText.line(example.endpoint))
    return [
      "target": PageText.breakable(target),
      "endpoint": PageText.says(target, endpoint) ? [] : [["parts": PageText.breakable(endpoint)]],
      "severity": example.severity.rawValue, "mixed": isMixed,
      "evidence": PageText.line(example.evidence),
    ]
  }

  /// How many endpoints have which severity, where it is not the same on all.
  private static func severities(_ entry: FindingTally.Entry) -> String? {
    guard entry.severities.count > 1 else { return nil }
    return Severity.allCases.reversed().compactMap { severity in
      entry.severities[severity].map { "\(severity.rawValue) on \(grouped($0))" }
    }.joined(separator: ", ")
  }

  private func blocks(_ text: HelpText) -> [[String: Any]] {
    text.blocks.map { block in
      switch block {
      case .paragraph(let text):
        [
          "isCommand": false,
          "parts": HelpText.parts(text).map { ["text": $0.text, "isName": $0.isName] as [String: Any] },
        ]
      case .command(let text): ["isCommand": true, "text": text]
      }
    }
  }
}
