import Exposure
import PortableFoundation

/// What endpoints of one target show, and what to do about it: short, or all of it. Endpoints that show the same are
/// explained once, and nothing is said twice.
public struct EndpointExplanation: Sendable {
  private let layout: Paragraphs
  private let knowledge: Knowledge
  /// What was said already, paragraph by paragraph.
  private var told: Set<String> = []

  /// Explanations in this layout.
  public init(layout: Paragraphs, knowing knowledge: Knowledge = .builtIn) {
    self.layout = layout
    self.knowledge = knowledge
  }

  /// Verdict, why, what was noticed and what to do first, in at most 25 lines for endpoints that show the same.
  /// - Parameters:
  ///   - more: The command that says all of it.
  ///   - asking: The command that asks components more than their two paths.
  public mutating func short(
    _ endpoints: [ObservationJudge.Judged], more: String, asking: String
  ) -> String {
    let groups = Self.groups(endpoints)
    return groups.map { group in
      headline(group) + "\n" + layout.wrapped(why(group[0])) + noticed(group[0]) + "\n" + firstStep(group[0])
    }.joined(separator: "\n") + "\n" + furtherCommand(endpoints, asking)
      + layout.wrapped("The whole explanation: `\(more)`.")
  }

  /// How to ask components that were asked two paths alone; empty where there are none.
  private func furtherCommand(_ endpoints: [ObservationJudge.Judged], _ command: String) -> String {
    endpoints.contains { ComponentReason.furtherQuestion($0.0, $0.1) != nil }
      ? layout.wrapped("To ask it further: `\(command)`.") : ""
  }

  /// All that is known of what the endpoints show.
  /// - Parameter asking: The command that asks components more than their two paths.
  public mutating func full(_ endpoints: [ObservationJudge.Judged], asking: String) -> String {
    var texts: [String] = []
    for group in Self.groups(endpoints) {
      let (observation, assessment) = group[0]
      var text = headline(group) + recognition(assessment) + "\n" + layout.wrapped(why(group[0]))
      let verdict = Explanation.ofVerdict(observation, assessment)
      let shown = [(verdict, nil)] + assessment.findings.map { (Explanation.of(finding: $0.id), $0) }
      for (explanation, finding) in shown {
        let label = finding.map { " (\($0.severity.rawValue))" } ?? ""
        text += "\n\(explanation.id)\(label): \(explanation.title)\n"
        if let finding { text += layout.wrapped("Seen: \(printable(finding.evidence))", indent: 2) }
        text += parts(explanation.fitted(to: observation, assessment, knowing: knowledge))
      }
      texts.append(text)
    }
    let further = furtherCommand(endpoints, asking)
    return (texts + (further.isEmpty ? [] : [further])).joined(separator: "\n")
  }

  /// The endpoints that show the same together, the worst first.
  static func groups(_ endpoints: [ObservationJudge.Judged]) -> [[ObservationJudge.Judged]] {
    var groups: [(key: String, endpoints: [ObservationJudge.Judged])] = []
    for endpoint in endpoints {
      let (observation, assessment) = endpoint
      let key = [
        observation.endpoint.target.text, assessment.verdict.rawValue, assessment.version?.gitVersion ?? "",
        assessment.findings.map { "\($0.id.rawValue) \($0.severity.rawValue)" }.sorted().joined(
          separator: ","),
      ].joined(separator: "\n")
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].endpoints.append(endpoint)
      } else {
        groups.append((key, [endpoint]))
      }
    }
    let order = groups.indices.sorted { one, other in
      let (left, right) = (groups[one].endpoints[0].1.severity, groups[other].endpoints[0].1.severity)
      return left == right ? one < other : left > right
    }
    return order.map { groups[$0].endpoints }
  }
}

extension EndpointExplanation {
  private func headline(_ group: [ObservationJudge.Judged]) -> String {
    let (observation, assessment) = group[0]
    let target = printable(observation.endpoint.target.text)
    let places = group.map { printable($0.0.endpoint.description) }
    let most = 6
    let shown =
      places.prefix(most).joined(separator: ", ")
      + (places.count > most ? " and \(places.count - most) more" : "")
    let place = places.count == 1 && places[0] == target ? target : "\(target) (\(shown))"
    let component = assessment.component == .kubeAPIServer ? nil : assessment.component?.rawValue
    let facts = [component, assessment.verdict.rawValue, "severity \(assessment.severity.rawValue)"]
    var line = "\(place): \(facts.compactMap(\.self).joined(separator: ", "))"
    if let version = assessment.version { line += ", \(printable(version.gitVersion))" }
    if let distribution = assessment.distribution {
      line += ", \(printable(distribution.name)) (\(distribution.confidence.rawValue) confidence)"
    }
    // The finding says it too, where there is one.
    if let gap = assessment.knowledgeGap,
      !assessment.findings.contains(where: { $0.id == .knownVulnerabilities })
    {
      line += "; \(gap)"
    }
    return layout.wrapped(line)
  }

  /// By what the distribution was recognised.
  private func recognition(_ assessment: Assessment) -> String {
    guard let distribution = assessment.distribution else { return "" }
    var line = "Recognised by " + distribution.evidence.map(printable).joined(separator: "; ")
    if let made = distribution.authorityMadeAt { line += "; cluster CA made at \(made.formatted(.iso8601))" }
    return layout.wrapped(line)
  }

  private func why(_ judged: ObservationJudge.Judged) -> String {
    let reason = printable(SeverityReason.sentence(judged.0, judged.1))
    let failure = printable(judged.0.failureSentence)
    guard !failure.isEmpty else { return reason }
    switch judged.1.verdict {
    // The failure says the same, and why.
    case .unresolved, .unreachable, .failed: return "No finding: \(failure)."
    case .inconclusive, .tlsFailed: return "\(reason) Error: \(failure)."
    case .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden, .lockedDown,
      .clientCertificateRequired, .notKubernetes, .plainHTTP, .closed, .filtered:
      return reason
    }
  }

  /// One line for each finding, the worst first.
  private func noticed(_ judged: ObservationJudge.Judged) -> String {
    let findings = judged.1.findings.sorted { $0.severity > $1.severity }
    guard !findings.isEmpty else { return "" }
    let most = 8
    let rows: [(name: String, text: String)] = findings.prefix(most).map { finding in
      (
        "  \(finding.severity.rawValue)",
        "\(Explanation.of(finding: finding.id).title) (\(finding.id.rawValue))"
      )
    }
    let rest = findings.count > most ? "  and \(findings.count - most) more\n" : ""
    return "\nNOTICED\n" + layout.table(rows) + rest
  }

  private mutating func firstStep(_ judged: ObservationJudge.Judged) -> String {
    let (observation, assessment) = judged
    let sentence =
      FirstRemedy.sentence(observation, assessment).map(printable)
      ?? (assessment.verdict == .closed ? Explanation.of(verdict: .closed).remedy : "Nothing.")
    let isNew = told.insert(sentence).inserted
    return "WHAT TO DO FIRST\n" + layout.wrapped(isNew ? sentence : "The same as above.", indent: 2)
  }

  /// The parts of an explanation without the paragraphs that were said before.
  private mutating func parts(_ explanation: Explanation) -> String {
    var text = ""
    for (title, part) in explanation.parts {
      let paragraphs = part.split(separator: "\n\n").map(String.init)
      let new = paragraphs.filter { told.insert($0).inserted }
      let isWhole = new.count == paragraphs.count
      // Nothing is said of checks that were all named before.
      guard isWhole || !new.isEmpty || title == Explanation.remedyTitle else { continue }
      text += "\n\(title)\n" + layout.wrapped(new.joined(separator: "\n\n"), indent: 2)
      if !isWhole { text += layout.wrapped(new.isEmpty ? "As above." : "The rest as above.", indent: 2) }
    }
    return text
  }
}
