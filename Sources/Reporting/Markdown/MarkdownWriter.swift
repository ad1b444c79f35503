import Exposure
import Targets

/// A report for an issue or a wiki: the sentence, the counts, the exposed endpoints, and the findings with their
/// remedies. It lists a bounded number of endpoints, because an issue holds 65,536 characters.
struct MarkdownWriter: DocumentWriter {
  /// How many exposed endpoints are listed, the worst.
  static let exposedLimit = 100
  /// How many open components are listed, the worst.
  static let componentLimit = 50
  /// How many endpoints are listed under one finding, the worst.
  static let endpointsPerFinding = 10
  /// How many endpoints are listed under a control that is asked for.
  static let endpointsPerControl = 50

  private let settings: DocumentSettings
  private var findings = FindingTally(examples: endpointsPerFinding)
  private var controls: ControlTally
  private var endings = EndingTally(limit: MarkdownChanges.endings)
  private var changes: ChangesSince?
  private var components = OpenComponentRows(most: componentLimit)
  private var accepted: AcceptedTally
  private var exposed = WorstFirst<Posture, String>(ranks: Assessment.ranks, most: exposedLimit)

  init(_ settings: DocumentSettings) {
    self.settings = settings
    changes = settings.context.changes
    accepted = AcceptedTally(settings.context.policy)
    let choice = settings.filter.controls
    controls = ControlTally(of: choice, examples: choice.isEmpty ? 0 : Self.endpointsPerControl)
  }

  mutating func take(_ changes: ChangesSince) { self.changes = changes }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    endings.add(observation, assessment)
    accepted.add(observation, assessment)
    guard settings.filter.admits(observation, assessment) else { return }
    if settings.filter.callsForWork(observation) { findings.add(observation, assessment) }
    controls.add(observation, assessment)
    guard assessment.posture == .exposed, !components.add(observation, assessment) else { return }
    exposed.add(.exposed, rank: assessment.rank) { (Self.row(observation, assessment), 0) }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    let isSince = settings.filter.changed != nil
    var lines = ["# Exposure of Kubernetes API servers", ""]
    if isSince {
      lines += ["\(SinceWords.explanation)"]
    } else {
      lines += ["**\(MarkdownText.prose(summary.sentence))**"]
    }
    if let stale = settings.context.staleKnowledge { lines += ["", "> \(MarkdownText.prose(stale))"] }
    if !isSince { lines += counts(summary) }
    lines += MarkdownChanges(changes, endings: endings, isSince: isSince).lines
    if isSince {
      lines += ["", "## The whole scan", "", "**\(MarkdownText.prose(summary.sentence))**"] + counts(summary)
    }
    lines += joined(summary)
    lines += exposedTable
    lines += componentTable(summary)
    lines +=
      MarkdownControls(controls, listsEndpoints: !settings.filter.controls.isEmpty, of: amongChanges).lines
    lines += MarkdownAccepted(accepted: accepted).lines
    lines += findingSections
    lines += ["", footer(summary)]
    bytes.append(contentsOf: lines.joined(separator: "\n").utf8)
    bytes.append(0x0A)
  }

  private var amongChanges: String { settings.filter.changed == nil ? "" : " among what changed" }

  private func counts(_ summary: Summary) -> [String] {
    guard summary.endpoints > 0 else { return [] }
    let rows = Posture.allCases.filter { summary.count($0) > 0 }.map { posture in
      let verdicts = Verdict.allCases.filter { $0.posture == posture && summary.count($0) > 0 }
        .map { "\(grouped(summary.count($0))) `\($0.rawValue)`" }
      let clusters = summary.clusters(in: posture)
      let counts = [clusters > 0 ? grouped(clusters) : "–", grouped(summary.count(posture))]
      return "| \(posture.title) | \(counts.joined(separator: " | ")) | \(verdicts.joined(separator: ", ")) |"
    }
    return ["", "| Posture | Clusters | Endpoints | Endpoints by verdict |", "|---|---:|---:|---|"] + rows
  }

  private func joined(_ summary: Summary) -> [String] {
    let sentences = summary.clusterSentences
    guard !sentences.isEmpty else { return [] }
    return ["", "## One cluster, several targets", ""]
      + sentences.map { "- \(MarkdownText.text(TextSanitiser.terminal($0, limit: Summary.longestNotice)))" }
  }

  private var exposedTable: [String] {
    guard exposed.count > 0 else { return [] }
    let left = exposed.leftOut[.exposed] ?? 0
    return [
      "", "## Exposed endpoints\(amongChanges)", "",
      "| Endpoint | Target | Verdict | Severity | Component | Version | Labels |",
      "|---|---|---|---|---|---|---|",
    ] + exposed.elements
      + (left > 0
        ? [
          "",
          "These are the \(exposed.count) worst of \(grouped(exposed.count + left)) exposed endpoints; the CSV report has all.",
        ] : [])
  }

  private static func row(_ observation: Observation, _ assessment: Assessment) -> String {
    let endpoint = observation.endpoint
    let cells = [
      MarkdownText.code(endpoint.description),
      MarkdownText.code(endpoint.target.text),
      "`\(assessment.verdict.rawValue)`",
      assessment.severity.rawValue,
      assessment.component?.rawValue ?? "–",
      assessment.version.map { MarkdownText.code($0.gitVersion, limit: 40) } ?? "–",
      endpoint.target.labels.isEmpty
        ? "–" : endpoint.target.labels.map { MarkdownText.code($0.text, limit: 60) }.joined(separator: " "),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func componentTable(_ summary: Summary) -> [String] {
    guard components.total > 0 else { return [] }
    let rows = components.elements.map { row in
      let cells = [
        MarkdownText.code(row.endpoint), MarkdownText.code(row.target),
        row.cluster(summary).map { MarkdownText.code($0, limit: 60) } ?? "–",
        row.component.rawValue, "`\(row.verdict.rawValue)`", row.severity.rawValue,
        MarkdownText.text(printable(row.reason)),
        row.remedy.isEmpty ? "–" : MarkdownText.text(printable(row.remedy)),
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    let left = components.leftOut
    return [
      "", "## Open components\(amongChanges)", "",
      "| Endpoint | Target | Cluster | Component | Verdict | Severity | What strangers get | What to do first |",
      "|---|---|---|---|---|---|---|---|",
    ] + rows
      + (left > 0
        ? [
          "",
          "These are the \(rows.count) worst of \(grouped(components.total)) open components; the CSV report has all.",
        ] : [])
  }

  private var findingSections: [String] {
    guard !findings.isEmpty else { return [] }
    return ["", "## What to do\(settings.filter.changed == nil ? "" : SinceWords.work)"]
      + findings.groups.flatMap { group in
        ["", "### \(group.remediation.title)"] + group.findings.flatMap(section)
      }
  }

  private func section(_ finding: FindingTally.Entry) -> [String] {
    let help = FindingHelp(finding.id)
    let left = finding.count - finding.examples.count
    let heading =
      "#### \(MarkdownText.prose(help.title)) (`\(finding.id.rawValue)`, \(finding.severity.rawValue), "
      + "\(counted(finding.count, "endpoint")))"
    let endpoints = finding.examples.map { example in
      "- \(MarkdownText.code(example.endpoint)): \(MarkdownText.code(example.evidence))"
    }
    return ["", heading, "", help.meaning.markdown, ""] + endpoints
      + (left > 0 ? ["- … and \(grouped(left)) more, none of them worse"] : [])
      + ["", "**What to do:** \(help.remedy.markdown)"]
  }

  private func footer(_ summary: Summary) -> String {
    let version = settings.context.toolVersion
    let tool = version.isEmpty ? "apiexpose" : "apiexpose \(MarkdownText.prose(version))"
    guard let period = summary.period else { return "_\(tool)_" }
    return
      "_\(counted(summary.endpoints, "endpoint")) scanned by \(tool) from \(Timestamp.text(period.start)) "
      + "to \(Timestamp.text(period.end))._"
  }
}

extension Posture {
  /// The posture for a person.
  var title: String {
    switch self {
    case .exposed: "Exposed"
    case .restricted: "Restricted"
    case .lockedDown: "Locked down"
    case .unknown: "No clear answer"
    case .other: "No API server"
    case .unreachable: "No answer"
    }
  }
}
