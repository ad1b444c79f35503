extension Explanation {
  /// The explanation for one endpoint: its place in the commands, and of the ways out of a leak those for its release and
  /// distribution.
  public func fitted(
    to endpoint: Endpoint, _ assessment: Assessment, knowing knowledge: Knowledge = .builtIn
  ) -> Explanation {
    let version = assessment.version?.kubernetesVersion
    let distribution = assessment.distribution.flatMap { knowledge.distribution($0.id) }
    let host = endpoint.target.serverName ?? endpoint.address?.uriHost ?? endpoint.target.text
    var ways = LeakRemedies.text(release: version?.release, distribution: distribution)
    if version == nil, distribution == nil { ways = LeakRemedies.text() }
    return Explanation(
      id: id, title: title, meaning: meaning, attack: attack,
      check: check.replacing("HOST:PORT", with: "\(host):\(endpoint.port)").replacing("HOST", with: host),
      remedy: remedy.replacing(LeakRemedies.text(), with: ways)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)"))
  }
}
