import Exposure
import Targets

extension JoinedTargets {
  /// Which targets are one cluster, as in "`a`, `b` and 3 more are one cluster", and what each shows where they differ. Not
  /// made safe: the targets are the user's, versions a stranger's.
  var sentence: String {
    var names = members.map { member in
      hasDrifted
        ? "\(member.target) (\([member.verdict.rawValue, member.gitVersion].compactMap(\.self).joined(separator: " ")))"
        : member.target
    }
    let left = count - members.count
    if left > 0 { names.append(counted(left, "more target")) }
    let last = names.popLast() ?? ""
    let text = names.isEmpty ? last : "\(names.joined(separator: ", ")) and \(last)"
    let why = sign.map { " (same \($0.rawValue))" } ?? ""
    return "\(text) are one cluster\(why)"
      + (hasDrifted ? ", whose endpoints differ in verdict or version" : "")
  }
}

extension Summary {
  /// The targets that turned out to be one cluster, a sentence for each cluster, at most ten and then how many more there
  /// are; and what of clusters could not be counted. Not made safe.
  var clusterSentences: [String] {
    guard let counts = clusterCounts else { return [] }
    var sentences = counts.joined.map(\.sentence)
    let left = counts.joinedCount - counts.joined.count
    if left > 0 {
      sentences.append("\(counted(left, "more cluster")) \(left == 1 ? "has" : "have") several targets")
    }
    if counts.uncompared > 0 {
      sentences.append(
        "\(counted(counts.uncompared, "API server")) beyond the first \(grouped(ClusterTally.capacity)) "
          + "\(counts.uncompared == 1 ? "counts" : "count") as \(counts.uncompared == 1 ? "a cluster" : "clusters") "
          + "without being compared")
    }
    return sentences
  }

  /// The targets that are one cluster in a line for a terminal: how many clusters, and the first two targets of the first.
  func joinedLine(_ style: TerminalStyle, room: Int) -> String? {
    guard let counts = clusterCounts, let first = counts.joined.first else { return nil }
    let some =
      "\(counted(counts.joinedCount, "cluster")) \(counts.joinedCount == 1 ? "has" : "have") several targets"
    let names = first.members.prefix(2).map {
      style.glyphs.text(TextSanitiser.terminal($0.target, limit: Self.longestNotice))
    }
    let more = counts.joinedCount > 1 || first.count > names.count ? ", ..." : ""
    let each = (room - displayWidth(some) - 2 - 5 * (names.count - 1) - more.count) / max(1, names.count)
    guard each >= Self.shortestTarget else { return some }
    let cut = NameCut(ellipsis: style.glyphs.ellipsis).cut(Array(names), to: each)
    return "\(some): \(cut.joined(separator: " and "))\(more)"
  }

  private static let shortestTarget = 9

  /// The sentence, and the targets that are one cluster, for standard error.
  public var notices: [String] {
    [sentence] + clusterSentences.map { TextSanitiser.terminal($0, limit: Self.longestNotice) }
  }

  /// How much of a sentence on joined targets is shown, in Unicode scalars.
  static let longestNotice = 1024
}
