import Exposure

extension Explanation {
  /// The explanation for one endpoint: its place in the commands, and of the ways out of a leak those for its release and
  /// distribution. Commands ask as the endpoint was asked, over TLS or in plain HTTP.
  public func fitted(
    to observation: Observation, _ assessment: Assessment, knowing knowledge: Knowledge = .builtIn
  ) -> Explanation {
    let endpoint = observation.endpoint
    let version = assessment.version?.kubernetesVersion
    let distribution = assessment.distribution.flatMap { knowledge.distribution($0.id) }
    let host = endpoint.target.serverName ?? endpoint.address?.uriHost ?? endpoint.target.text
    var ways = LeakRemedies.text(release: version?.release, distribution: distribution)
    if version == nil, distribution == nil { ways = LeakRemedies.text() }
    return Explanation(
      id: id, title: title, meaning: meaning, attack: attack,
      check: (observation.transport == .plain ? plainCheck : check)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)").replacing("HOST", with: host),
      remedy: remedy.replacing(LeakRemedies.text(), with: ways)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)"))
  }

  /// How to see it by hand where TLS is not spoken.
  private var plainCheck: String {
    check.replacing("https://HOST", with: "http://HOST").replacing("https://NAME", with: "http://NAME")
      .replacing("curl -sk", with: "curl -s")
  }
}
