import Exposure
import Targets

/// The page: one file with everything in it, for a browser, a mail attachment or a printer.
struct PageWriter: DocumentWriter {
  private let settings: DocumentSettings
  private let renderer: any PageRenderer
  private var findings = FindingTally(examples: FindingSections.endpointsPerFinding)
  private var releases = ReleaseTally()
  private var components = OpenComponentRows(most: ComponentSection.listed)
  private var rows = PageRows()
  private var endings = EndingTally(limit: EndingSection.listed)
  private var changes: ChangesSince?
  private var accepted: AcceptedTally

  init(_ settings: DocumentSettings, by renderer: any PageRenderer) {
    self.settings = settings
    self.renderer = renderer
    changes = settings.context.changes
    accepted = AcceptedTally(settings.context.policy)
  }

  mutating func take(_ changes: ChangesSince) { self.changes = changes }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    releases.add(observation, assessment)
    endings.add(observation, assessment)
    if settings.filter.admits(observation, assessment) {
      rows.add(
        observation, assessment, settings.filter.changed?.group(of: EndpointIdentity(observation.endpoint)))
    }
    if settings.filter.callsForWork(observation) {
      findings.add(observation, assessment)
      components.add(observation, assessment)
    }
    accepted.add(observation, assessment)
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    let page = renderer.render(PageModel(values: model(summary)))
    bytes += page.beginning.utf8
    rows.appendJSON(to: &bytes)
    bytes += page.ending.utf8
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
      "since": settings.filter.changed.map { [["scan": $0.scan, "explanation": SinceWords.explanation]] }
        ?? [],
      "whole": isSince ? SinceWords.whole : "", "aboutWork": isSince ? SinceWords.work : "",
      "sentence": summary.sentence,
      "stale": settings.context.staleKnowledge.map { [$0] } ?? [],
      "figures": figures(summary),
      "joined": summary.clusterSentences.map { TextSanitiser.terminal($0, limit: Summary.longestNotice) },
      "hasJoined": !summary.clusterSentences.isEmpty,
      "hasEndpoints": summary.endpoints > 0,
      "verdicts": verdicts.parts, "verdictLabel": verdicts.label,
      "charts": charts(summary).filter { !$0.bars.isEmpty }.map(\.model),
      "history": ExposureLine(settings.context.history).map { [$0.model] } ?? [],
      "changes": changes.map { [ChangeSection(changes: $0, isTable: isSince).model] } ?? [],
      "endings": EndingSection(endings: endings).model.map { [$0] } ?? [],
      "components": ComponentSection(components: components, summary: summary).model.map { [$0] } ?? [],
      "accepted": AcceptedSection(accepted: accepted).model.map { [$0] } ?? [],
      "groups": FindingSections(findings: findings).groups,
      "nothing": findings.isEmpty ? [isSince ? "Nothing is new or worse." : "Nothing was noticed."] : [],
      "tableWords": tableWords,
      "plainWords": rows.count > rows.plain.count
        ? [
          "These are the \(grouped(rows.plain.count)) worst of \(grouped(rows.count)); scripts show the rest."
        ] : [],
      "columns": PlainRow.columns,
      "plainRows": rows.plain.map(\.model),
    ]
  }

  /// What the table does not hold, in sentences.
  private var tableWords: [String] {
    var sentences: [String] = []
    if let changed = settings.filter.changed {
      let others = RowSelection(settings.filter.postures, controls: settings.filter.controls)
      let kept = others == .all ? "" : " and \(others) keeps"
      sentences.append("The table shows what changed since \(changed.scan)\(kept).")
    } else if settings.filter != .all {
      sentences.append("The table shows what \(settings.filter) keeps; the numbers above count all.")
    }
    let left = rows.leftOut.values.reduce(0, +)
    if left > 0 {
      let verdicts = Verdict.allCases.compactMap { verdict in
        rows.leftOut[verdict].map { "\(grouped($0)) \(verdict.rawValue)" }
      }
      sentences.append(
        "The page holds the \(grouped(rows.count)) worst of \(counted(rows.count + left, "endpoint")). "
          + "Not here: \(verdicts.joined(separator: ", ")). The CSV report has every endpoint.")
    }
    return sentences
  }

  /// Whether the page is about what changed since an earlier scan.
  private var isSince: Bool { settings.filter.changed != nil }

  private static let findings = "Findings, medium or worse"

  private func figures(_ summary: Summary) -> [[String: Any]] {
    let figures: [(name: String, count: Int, style: String)] = [
      ("Clusters", summary.clusters, ""),
      ("Clusters exposed", summary.clusters(in: .exposed), "exposed"),
      ("Clusters restricted", summary.clusters(in: .restricted), "restricted"),
      ("Clusters locked down", summary.clusters(in: .lockedDown), "locked_down"),
      ("Clusters without a clear answer", summary.clusters(in: .unknown), "unknown"),
      ("Open components", Component.allCases.reduce(0) { $0 + summary.openComponents($1) }, ""),
      (Self.findings, findings.count(atLeast: .medium), ""),
      ("Endpoints scanned", summary.endpoints, ""),
    ]
    // The figures are of the whole scan, and the findings of what changed.
    return figures.filter {
      $0.name == Self.findings ? !isSince : $0.count > 0 || $0.name != "Open components"
    }.map {
      ["name": $0.name, "count": grouped($0.count), "class": $0.style]
    }
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
