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
    if left > 0 { names.append("\(grouped(left)) more") }
    let last = names.popLast() ?? ""
    let text = names.isEmpty ? last : "\(names.joined(separator: ", ")) and \(last)"
    return "\(text) are one cluster" + (hasDrifted ? ", whose endpoints differ in verdict or version" : "")
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

  /// The sentence, and the targets that are one cluster, for standard error.
  public var notices: [String] {
    [sentence] + clusterSentences.map { TextSanitiser.terminal($0, limit: Self.longestNotice) }
  }

  /// How much of a sentence on joined targets is shown, in Unicode scalars.
  static let longestNotice = 1024
}
