import Exposure
import Targets

/// What to do first: the pieces of work that end the worst findings on the most endpoints.
struct RemedyTally: Sendable {
  fileprivate struct Entry {
    /// Endpoints by the worst finding that the work ends.
    var counts: [Severity: Int] = [:]
    var severity = Severity.none
    /// The finding to read about.
    var finding: FindingID
    /// Targets on which it is worst, as many as are kept.
    var examples: [(severity: Severity, name: String)] = []

    /// Lesser findings are no reason where there are graver ones.
    var count: Int {
      counts.reduce(0) { $1.key >= min(severity, .medium) ? $0 + $1.value : $0 }
    }

    /// Those with the worst.
    var worst: Int { counts[severity] ?? 0 }
  }

  /// How many pieces of work are named, and how many targets with each.
  private static let most = 3
  private static let mostExamples = 3
  /// How much of a target is shown: less than the shortest says nothing.
  private static let longestExample = 30
  private static let shortestExample = 12
  /// Findings below this are no work of their own.
  private static let least = Severity.low

  private var entries: [Remediation: Entry] = [:]

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    var counted = [Bool](repeating: false, count: Remediation.allCases.count)
    // The findings come the worst first.
    for finding in assessment.findings where finding.severity >= Self.least {
      let remediation = Remediation(finding.id)
      // An insecure port knows no anonymous access that could be taken away: it is closed.
      if remediation == .endAnonymousAccess, assessment.verdict == .insecurePort { continue }
      if counted[remediation.order] { continue }
      counted[remediation.order] = true
      entries[remediation, default: Entry(finding: finding.id)].add(
        finding, observation, keeping: Self.mostExamples)
    }
  }

  /// The lines for a person; none where there is nothing to do.
  func lines(_ style: TerminalStyle) -> [String] {
    let first = entries.sorted { left, right in
      if left.value.severity != right.value.severity { return left.value.severity > right.value.severity }
      if left.value.count != right.value.count { return left.value.count > right.value.count }
      return left.key.order < right.key.order
    }.prefix(Self.most)
    guard !first.isEmpty else { return [] }
    let column = first.map { displayWidth($0.key.title) }.max() ?? 0
    let lines = first.enumerated().flatMap { number, entry in
      let prefix = "  \(number + 1)  \(padded(entry.key.title, to: column))  "
      return style.lines(
        text(entry.value, style, room: style.width.map { $0 - prefix.count }), behind: prefix)
    }
    let ids = first.map(\.value.finding.rawValue).joined(separator: ", ")
    return [style.colour.paint("What to do first", .bold)] + lines
      + style.lines("how: apiexpose explain ID, where ID is one of \(ids)", behind: "     ", paint: .dim)
  }

  /// As in `73 endpoints, 2 critical: prod-17, prod-203, ...`, with as many targets as there is room for.
  private func text(_ entry: Entry, _ style: TerminalStyle, room: Int?) -> String {
    let worst = entry.worst == entry.count ? "" : "\(grouped(entry.worst)) "
    let text = "\(counted(entry.count, "endpoint")), \(worst)\(entry.severity.rawValue)"
    let most = min(Self.longestExample, room.map { $0 - displayWidth(text) - 7 } ?? .max)
    guard most >= Self.shortestExample else { return text }
    let shown = NameCut(ellipsis: style.glyphs.ellipsis).cut(
      entry.examples.map { style.glyphs.text($0.name) }, to: most)
    for count in stride(from: shown.count, to: 0, by: -1) {
      let more = count < entry.count ? ", ..." : ""
      let named = "\(text): \(shown.prefix(count).joined(separator: ", "))\(more)"
      if room.map({ displayWidth(named) <= $0 }) ?? true { return named }
    }
    return text
  }
}

extension RemedyTally.Entry {
  /// Counts an endpoint by the worst finding that the work ends, and keeps it as an example where it is worse than others.
  fileprivate mutating func add(_ finding: Finding, _ observation: Observation, keeping most: Int) {
    counts[finding.severity, default: 0] += 1
    if finding.severity > severity { (severity, self.finding) = (finding.severity, finding.id) }
    guard examples.count < most || (examples.last?.severity ?? .none) < finding.severity else { return }
    let name = TextSanitiser.terminal(observation.endpoint.target.text, limit: 128)
    guard !examples.contains(where: { $0.name == name }) else { return }
    let place = examples.firstIndex { $0.severity < finding.severity } ?? examples.endIndex
    examples.insert((finding.severity, name), at: place)
    if examples.count > most { examples.removeLast() }
  }
}

extension Remediation {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
