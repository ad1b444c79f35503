import Exposure
import Targets

/// The findings of a scan as the template shows them, grouped by what must be done.
struct FindingSections {
  /// How many endpoints are named under a finding.
  static let endpointsPerFinding = 20

  let findings: FindingTally

  var groups: [[String: Any]] {
    findings.groups.map { group in
      [
        "title": group.remediation.title,
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
      "isOpen": entry.severity >= .high,
      "meaning": blocks(help.meaning),
      "remedy": blocks(help.remedy),
      "examples": entry.examples.map { example -> [String: Any] in
        [
          "endpoint": PageText.line(example.endpoint),
          "target": example.target == example.endpoint ? [] : [PageText.line(example.target)],
          "evidence": PageText.line(example.evidence),
        ]
      },
      "left": left > 0 ? ["… and \(grouped(left)) more"] : [String](),
    ]
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
