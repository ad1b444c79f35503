import Exposure
import PortableFoundation

/// Explanations as text for a terminal.
public struct ExplanationText: Sendable {
  private let layout: Paragraphs

  /// Explanations in this layout.
  public init(layout: Paragraphs) {
    self.layout = layout
  }

  /// One line for each identifier.
  public static var index: String {
    let verdicts = Verdict.allCases.map(Explanation.of(verdict:))
    let findings = FindingID.allCases.map(Explanation.of(finding:))
    let width = (verdicts + findings).map(\.id.count).max() ?? 0
    let list = { (explanations: [Explanation]) in
      explanations.map { explanation in
        "  \(explanation.id)\(String(repeating: " ", count: width - explanation.id.count))  \(explanation.title)\n"
      }.joined()
    }
    return "VERDICTS\n\(list(verdicts))\nFINDINGS\n\(list(findings))"
  }

  /// All of an explanation.
  public func whole(_ explanation: Explanation) -> String {
    "\(explanation.id): \(explanation.title)\n" + parts(explanation)
  }

  /// What endpoints show, each thing explained once, for the first endpoint that shows it.
  public func endpoints(_ endpoints: [ObservationJudge.Judged], knowing knowledge: Knowledge) -> String {
    var told: Set<String> = []
    return endpoints.map { observation, assessment in
      endpoint(observation, assessment, knowing: knowledge, told: &told)
    }.joined(separator: "\n")
  }

  private func endpoint(
    _ observation: Observation, _ assessment: Assessment, knowing knowledge: Knowledge,
    told: inout Set<String>
  ) -> String {
    var text = headline(observation, assessment)
    let verdict = Explanation.of(verdict: assessment.verdict)
    let shown = [(verdict, nil)] + assessment.findings.map { (Explanation.of(finding: $0.id), $0) }
    for (explanation, finding) in shown {
      let label = finding.map { " (\($0.severity.rawValue))" } ?? ""
      text += "\n\(explanation.id)\(label): \(explanation.title)\n"
      if let finding { text += layout.wrapped("Seen: \(printable(finding.evidence))", indent: 2) }
      // A finding may say the same as the verdict that rests on it.
      guard told.insert(explanation.meaning).inserted else {
        text += "  Explained above.\n"
        continue
      }
      text += parts(explanation.fitted(to: observation, assessment, knowing: knowledge))
    }
    return text
  }

  private func headline(_ observation: Observation, _ assessment: Assessment) -> String {
    let target = printable(observation.endpoint.target.text)
    let place = printable(observation.endpoint.description)
    var line = target == place ? "\(place): " : "\(target) \(place): "
    line += "\(assessment.verdict.rawValue), severity \(assessment.severity.rawValue)"
    if let version = assessment.version { line += ", \(printable(version.gitVersion))" }
    if let distribution = assessment.distribution {
      line += ", \(printable(distribution.name)) (\(distribution.confidence.rawValue) confidence: "
      line += distribution.evidence.map(printable).joined(separator: "; ") + ")"
      if let made = distribution.authorityMadeAt {
        line += ", cluster CA made at \(made.formatted(.iso8601))"
      }
    }
    // The finding says it too, where there is one.
    if let gap = assessment.knowledgeGap,
      !assessment.findings.contains(where: { $0.id == .knownVulnerabilities })
    {
      line += "; \(gap)"
    }
    return layout.wrapped(line)
  }

  private func parts(_ explanation: Explanation) -> String {
    [
      ("WHAT IT MEANS", explanation.meaning), ("HOW IT IS USED", explanation.attack),
      ("HOW TO CHECK IT", explanation.check), ("WHAT TO DO", explanation.remedy),
    ].map { title, text in "\n\(title)\n" + layout.wrapped(text, indent: 2) }.joined()
  }
}
