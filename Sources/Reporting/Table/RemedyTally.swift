import Exposure
import Targets

/// What to do first: the pieces of work that end the worst findings on the most clusters.
///
/// A cluster is told by the best sign of each row (`ClusterIdentifier`), so that its three addresses count once.
struct RemedyTally: Sendable {
  fileprivate struct Entry {
    /// The clusters, each with the worst finding that the work ends there.
    var clusters: [String: Severity] = [:]
    /// Endpoints that are no cluster, and clusters that are one too many to be compared.
    var others: [Severity: Int] = [:]
    var severity = Severity.none
    /// The findings to read about, each with its worst severity: the worst of each endpoint.
    var findings: [FindingID: Severity] = [:]
    /// Targets on which it is worst, one of each cluster, as many as are kept.
    var examples: [(severity: Severity, cluster: String, name: String)] = []

    /// Lesser findings are no reason where there are graver ones.
    private var least: Severity { min(severity, .medium) }

    var clusterCount: Int { clusters.values.count { $0 >= least } }

    var otherCount: Int { others.reduce(0) { $1.key >= least ? $0 + $1.value : $0 } }

    var count: Int { clusterCount + otherCount }

    /// The identifiers of what is counted, the worst first.
    var ids: [String] {
      let told = findings.filter { $0.value >= least }
      return FindingID.allCases.filter { told[$0] != nil }
        .sorted { (told[$0] ?? .none) > (told[$1] ?? .none) }.prefix(RemedyTally.mostIDs).map(\.rawValue)
    }

    /// The targets that are told.
    var names: [String] { examples.filter { $0.severity >= least }.map(\.name) }

    /// Those with the worst.
    var worst: Int { clusters.values.count { $0 == severity } + (others[severity] ?? 0) }
  }

  /// How many clusters are compared for each piece of work.
  private static let mostClusters = 1 << 16
  /// How many pieces of work are named, and how many targets with each.
  private static let most = 3
  private static let mostExamples = 3
  /// How many findings are named with each piece of work.
  fileprivate static let mostIDs = 3
  /// How much of a target is shown: less than the shortest says nothing.
  private static let longestExample = 30
  fileprivate static let longestName = 400
  private static let shortestExample = 12
  /// A name that is cut shorter than this tells nobody which it is.
  private static let shortestCut = 22
  /// On a narrow terminal titles give way: what their counts need, and what says anything of a title.
  private static let roomForCount = 32
  private static let shortestTitle = 12
  /// Findings below this are no work of their own.
  private static let least = Severity.low

  private var entries: [Remediation: Entry] = [:]

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    var counted = [Bool](repeating: false, count: Remediation.allCases.count)
    var cluster: String?
    // The findings come the worst first.
    for finding in assessment.openFindings where finding.severity >= Self.least {
      let remediation = Remediation(finding.id)
      // An insecure port knows no anonymous access that could be taken away: it is closed.
      if remediation == .endAnonymousAccess, assessment.verdict == .insecurePort { continue }
      if counted[remediation.order] { continue }
      counted[remediation.order] = true
      cluster = cluster ?? ClusterIdentifier.text(observation, assessment)
      entries[remediation, default: Entry()].add(
        finding, observation, of: cluster, Self.mostClusters, keeping: Self.mostExamples)
    }
  }

  /// The lines for a person, in the order of the page (`FindingTally.groups`); none where there is nothing to do.
  /// - Parameter words: What it is about, behind the heading.
  func lines(_ style: TerminalStyle, about words: String = "") -> [String] {
    let first = entries.sorted { left, right in
      if left.value.severity != right.value.severity { return left.value.severity > right.value.severity }
      return left.key.order < right.key.order
    }.prefix(Self.most)
    guard !first.isEmpty else { return [] }
    let longest = first.map { displayWidth($0.key.title) }.max() ?? 0
    let column = style.width.map { min(longest, max(Self.shortestTitle, $0 - Self.roomForCount)) } ?? longest
    let lines = first.enumerated().flatMap { number, entry in
      let prefix =
        "  \(number + 1)  \(padded(fittedWords(entry.key.title, to: column, ellipsis: style.glyphs.ellipsis), to: column))  "
      return style.lines(
        text(entry.value, style, room: style.width.map { $0 - prefix.count }), behind: prefix)
    }
    let ids = first.flatMap(\.value.ids).joined(separator: ", ")
    return [style.colour.paint("What to do first\(words)", .bold)] + lines
      + style.lines("how: apiexpose explain ID, where ID is one of \(ids)", behind: "     ", paint: .dim)
  }

  /// As in `73 clusters, 2 critical: prod-17, prod-203, ...`, with as many targets as there is room for.
  private func text(_ entry: Entry, _ style: TerminalStyle, room: Int?) -> String {
    let nouns = [
      entry.clusterCount > 0 ? counted(entry.clusterCount, "cluster") : nil,
      entry.otherCount > 0
        ? counted(entry.otherCount, entry.clusterCount > 0 ? "other endpoint" : "endpoint") : nil,
    ].compactMap(\.self).joined(separator: " and ")
    let worst = entry.worst == entry.count ? "" : "\(grouped(entry.worst)) "
    let text = "\(nouns), \(worst)\(entry.severity.rawValue)"
    let most = room.map { min(Self.longestExample, $0 - displayWidth(text) - 7) } ?? .max
    let names = entry.names.map(style.glyphs.text)
    let isCut = names.contains { displayWidth($0) > most }
    guard most >= (isCut ? Self.shortestCut : Self.shortestExample) else { return text }
    let shown = NameCut(ellipsis: style.glyphs.ellipsis).cut(names, to: most)
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
  fileprivate mutating func add(
    _ finding: Finding, _ observation: Observation, of cluster: String?, _ mostClusters: Int,
    keeping most: Int
  ) {
    if let cluster, clusters.count < mostClusters || clusters[cluster] != nil {
      clusters[cluster] = max(clusters[cluster] ?? .none, finding.severity)
    } else {
      others[finding.severity, default: 0] += 1
    }
    severity = max(severity, finding.severity)
    findings[finding.id] = max(findings[finding.id] ?? .none, finding.severity)
    guard examples.count < most || (examples.last?.severity ?? .none) < finding.severity else { return }
    let name = TextSanitiser.terminal(observation.endpoint.target.text, limit: RemedyTally.longestName)
    if let told = examples.firstIndex(where: { $0.name == name || $0.cluster == cluster ?? name }) {
      guard examples[told].severity < finding.severity else { return }
      examples.remove(at: told)
    }
    let place = examples.firstIndex { $0.severity < finding.severity } ?? examples.endIndex
    examples.insert((finding.severity, cluster ?? name, name), at: place)
    if examples.count > most { examples.removeLast() }
  }
}

extension Remediation {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
