/// Which of two versions is the later one, as Kubernetes and its vendors write them.
enum VersionOrder {
  case earlier
  case later
  /// They differ, and nothing tells which is later.
  case unordered

  /// How the first stands to the second: by the numbers of the release, then a pre-release before its release, then
  /// the numbers of the vendor's build (`+k3s2` after `+k3s1`). Builds that are named by a hash have no order.
  static func compare(_ left: String, _ right: String) -> VersionOrder {
    guard let left = Parts(left), let right = Parts(right) else { return .unordered }
    return order(left.release, right.release) ?? order([left.stage], [right.stage])
      ?? (left.word == right.word ? order(left.build, right.build) : nil) ?? .unordered
  }

  private static func order(_ left: [UInt64], _ right: [UInt64]) -> VersionOrder? {
    for (left, right) in zip(left, right) where left != right { return left < right ? .earlier : .later }
    guard left.count != right.count else { return nil }
    return left.count < right.count ? .earlier : .later
  }

  private struct Parts {
    /// Major, minor, patch.
    var release: [UInt64]
    /// 0 alpha, 1 beta, 2 candidate, 3 release.
    var stage: UInt64
    /// The build with its numbers taken out: builds are compared only with their like.
    var word: String
    /// The numbers of the build.
    var build: [UInt64]

    init?(_ text: String) {
      let body = text.hasPrefix("v") ? text.dropFirst() : text[...]
      let core = body.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let numbers = core.split(separator: ".").map { UInt64($0) }
      guard numbers.count >= 2, numbers.allSatisfy({ $0 != nil }) else { return nil }
      release = numbers.compactMap(\.self)
      let rest = body.dropFirst(core.count)
      stage =
        rest.hasPrefix("-alpha") ? 0 : rest.hasPrefix("-beta") ? 1 : rest.hasPrefix("-rc") ? 2 : 3
      word = rest.filter { !$0.isNumber }
      build = rest.split { !($0.isASCII && $0.isNumber) }.compactMap { UInt64($0) }
      // `-eks-036c24b`: the digits of a hash are no numbers.
      if Self.holdsHash(rest) { word = String(rest) }
    }

    /// Whether a part has letters among or behind its digits, as a hash has and `k3s1` too: that one is known.
    private static func holdsHash(_ build: Substring) -> Bool {
      build.split { $0 == "-" || $0 == "." || $0 == "+" }.contains { part in
        guard !part.hasPrefix("k3s"), !part.hasPrefix("rke2r"), part.utf8.count >= 6 else { return false }
        return part.contains(where: \.isNumber) && part.contains(where: \.isLetter)
      }
    }
  }
}
