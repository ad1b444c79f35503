/// How much a knowledge file may hold. A version is looked up in all of it, so that its size bounds the time of a
/// judgement as well as the memory.
enum KnowledgeBounds {
  /// Entries of `releases`.
  static let releases = 1_000
  /// Entries of `vendorSupport`.
  static let vendorSupport = 10_000
  /// Entries of `vulnerabilities`.
  static let vulnerabilities = 5_000
  /// Ranges of one vulnerability, Kubernetes' and Go's each.
  static let ranges = 100
  /// Entries of `distributions`, each of which is looked at for every endpoint.
  static let distributions = 500
  /// Signs of one distribution.
  static let signs = 100
  /// Addresses of one entry, and entries of `sources` and `caveats`.
  static let sources = 1_000

  /// What is wrong with a file, and in which member.
  struct Excess {
    let key: Knowledge.CodingKeys
    let problem: String
  }

  /// What is beyond the bounds; nil where nothing is.
  static func excess(in knowledge: Knowledge) -> Excess? {
    let counts: [(key: Knowledge.CodingKeys, count: Int, most: Int)] = [
      (.sources, knowledge.sources.count, sources), (.caveats, knowledge.caveats.count, sources),
      (.releases, knowledge.releases.count, releases),
      (.vendorSupport, knowledge.vendorSupport.count, vendorSupport),
      (.vulnerabilities, knowledge.vulnerabilities.count, vulnerabilities),
      (.distributions, knowledge.distributions.count, distributions),
    ]
    for (key, count, most) in counts where count > most {
      return Excess(key: key, problem: "it has \(count) entries, and at most \(most) are read")
    }
    for vulnerability in knowledge.vulnerabilities {
      if let problem = problem(of: vulnerability) { return Excess(key: .vulnerabilities, problem: problem) }
    }
    for distribution in knowledge.distributions where distribution.signs.count > signs {
      return Excess(
        key: .distributions,
        problem: "\(distribution.id) has \(distribution.signs.count) signs, and at most \(signs) are read")
    }
    return nil
  }

  private static func problem(of vulnerability: Vulnerability) -> String? {
    let count = max(vulnerability.affected.count, vulnerability.goAffected?.count ?? 0)
    if count > ranges { return "\(vulnerability.id) has \(count) ranges, and at most \(ranges) are read" }
    if vulnerability.sources.count > sources {
      return
        "\(vulnerability.id) has \(vulnerability.sources.count) sources, and at most \(sources) are read"
    }
    guard let score = vulnerability.cvss, !(0...10).contains(score) else { return nil }
    return "\(vulnerability.id) has the score \(score), which is not between 0 and 10"
  }
}
