import Exposure
import Targets

/// A report that the user's template makes, when the scan is over.
///
/// The template sees a bounded number of endpoints, the worst, as the page does; the rest is counted.
struct TemplateWriter: DocumentWriter {
  /// How many endpoints a template sees.
  static let mostEndpoints = 5000
  /// How many bytes of JSON Lines they are.
  static let mostBytes = 16 << 20
  /// How many endpoints are named with a finding, the worst.
  static let examples = 10

  private let settings: DocumentSettings
  private let template: any ReportTemplate
  private var findings = FindingTally(examples: examples)
  private var endpoints: WorstFirst<Posture, [UInt8]>

  init(_ settings: DocumentSettings, filling template: any ReportTemplate, most: Int = mostEndpoints) {
    self.settings = settings
    self.template = template
    endpoints = WorstFirst(ranks: Assessment.ranks, most: most, mostBytes: Self.mostBytes)
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    guard settings.filter.admits(observation, assessment) else { return }
    findings.add(observation, assessment)
    endpoints.add(assessment.posture, rank: assessment.rank) {
      var line: [UInt8] = []
      JSONLinesWriter().append(observation, assessment, to: &line)
      return (line, line.count)
    }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    let model = TemplateModel(
      values: values(summary), endpoints: endpoints.elements.map(TemplateEndpoint.init))
    bytes += template.filled(with: model).utf8
  }

  private func values(_ summary: Summary) -> [String: Any] {
    var values: [String: Any] = [
      "summary": TemplateSummary.values(of: summary),
      "apiexpose_version": settings.context.toolVersion,
      "knowledge_date": settings.context.knowledge.asOf.description,
      "by_finding": findings.groups.flatMap(\.findings).map(Self.values),
    ]
    let left = endpoints.leftOut.values.reduce(0, +)
    if left > 0 { values["endpoints_left_out"] = left }
    if let stale = settings.context.staleKnowledge { values["stale_knowledge"] = stale }
    return values
  }

  private static func values(of finding: FindingTally.Entry) -> [String: Any] {
    let help = FindingHelp(finding.id)
    return [
      "id": finding.id.rawValue, "title": help.title, "severity": finding.severity.rawValue,
      "count": finding.count, "meaning": help.meaning.plain.inOneLine,
      "remedy": FirstRemedy.sentence(of: finding.id, finding.severity),
      "instructions": help.remedy.plain.inOneLine,
      "examples": finding.examples.map { example in
        [
          "target": TextSanitiser.terminal(example.target), "severity": example.severity.rawValue,
          "endpoint": TextSanitiser.terminal(example.endpoint),
          "evidence": TextSanitiser.terminal(example.evidence, limit: 400),
        ]
      },
    ]
  }
}
