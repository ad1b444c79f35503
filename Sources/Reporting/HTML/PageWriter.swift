import Exposure
import Targets

/// The page: one file with everything in it, for a browser, a mail attachment or a printer.
struct PageWriter: DocumentWriter {
  private let settings: DocumentSettings
  private let renderer: any PageRenderer
  private var findings = FindingTally(examples: FindingSections.endpointsPerFinding)
  private var releases = ReleaseTally()
  private var rows = PageRows()

  init(_ settings: DocumentSettings, by renderer: any PageRenderer) {
    self.settings = settings
    self.renderer = renderer
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    releases.add(observation, assessment)
    findings.add(observation, assessment)
    if settings.filter.admits(assessment) { rows.add(observation, assessment) }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: renderer.render(PageModel(values: model(summary))).utf8)
  }

  private func model(_ summary: Summary) -> [String: Any] {
    let verdicts = VerdictBar(summary)
    let version = settings.context.toolVersion
    let period = summary.period.map { period -> [String: Any] in
      ["start": Timestamp.text(period.start), "end": Timestamp.text(period.end)]
    }
    return [
      "period": period.map { [$0] } ?? [],
      "version": version.isEmpty ? [] : [version],
      "sentence": summary.sentence,
      "figures": figures(summary),
      "hasEndpoints": summary.endpoints > 0,
      "verdicts": verdicts.parts, "verdictLabel": verdicts.label,
      "charts": charts(summary).filter { !$0.bars.isEmpty }.map(\.model),
      "history": ExposureLine(settings.context.history).map { [$0.model] } ?? [],
      "groups": FindingSections(findings: findings).groups,
      "nothing": findings.isEmpty ? ["Nothing was noticed."] : [],
      "rowsLeft": rowsLeft,
      "data": rows.json,
    ]
  }

  private var rowsLeft: [String] {
    var sentences: [String] = []
    switch settings.filter {
    case .all: break
    case .exposed, .restricted, .lockedDown, .responding:
      sentences.append(
        "The table shows what --only \(settings.filter.rawValue) keeps; the numbers count all.")
    }
    if rows.left > 0 {
      sentences.append("\(counted(rows.left, "endpoint")) more than the table holds; a CSV has them all.")
    }
    return sentences
  }

  private func figures(_ summary: Summary) -> [[String: Any]] {
    let figures: [(name: String, count: Int, style: String)] = [
      ("Clusters", summary.clusters, ""),
      ("Exposed", summary.count(Posture.exposed), "exposed"),
      ("Restricted", summary.count(Posture.restricted), "restricted"),
      ("Locked down", summary.count(Posture.lockedDown), "locked_down"),
      ("No clear answer", summary.count(Verdict.inconclusive), "unknown"),
      ("Findings, medium or worse", findings.count(atLeast: .medium), ""),
      ("Endpoints scanned", summary.endpoints, ""),
    ]
    return figures.map { ["name": $0.name, "count": grouped($0.count), "class": $0.style] }
  }

  private func charts(_ summary: Summary) -> [BarChart] {
    let severities = Severity.allCases.reversed().filter { $0 != .none && summary.count($0) > 0 }
    return [
      BarChart(
        title: "Endpoints by severity",
        bars: severities.map {
          BarChart.Bar(name: $0.rawValue, count: summary.count($0), style: "fill-\($0.rawValue)")
        }),
      BarChart(
        title: "Releases that tell their version",
        bars: releases.sorted.map { entry in
          BarChart.Bar(
            name: "\(entry.release)", count: entry.count,
            style: entry.hasEnded ? "fill-ended" : "fill-release",
            note: entry.hasEnded ? "end of life" : nil)
        }),
    ]
  }
}
