import Exposure
import Targets

extension Explanation {
  /// The explanation for one endpoint: its place in the commands, and of the ways out of a leak those for its release and
  /// distribution. Commands ask as the endpoint was asked, over TLS or in plain HTTP.
  public func fitted(
    to observation: Observation, _ assessment: Assessment, knowing knowledge: Knowledge = .builtIn
  ) -> Explanation {
    let endpoint = observation.endpoint
    let version = assessment.version?.kubernetesVersion
    let distribution = assessment.distribution.flatMap { knowledge.distribution($0.id) }
    let host = endpoint.target.hostName ?? endpoint.address?.uriHost ?? endpoint.target.text
    var ways = LeakRemedies.text(release: version?.release, distribution: distribution)
    if version == nil, distribution == nil { ways = LeakRemedies.text() }
    return Explanation(
      id: id, title: title, meaning: meaning, attack: attack,
      check: Self.asked(as: endpoint, in: observation.transport == .plain ? plainCheck : check)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)").replacing("HOST", with: host),
      remedy: remedy.replacing(LeakRemedies.text(), with: ways)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)"))
  }

  /// Commands that ask below the prefix of a target, and under the name that it is given beside its address.
  private static func asked(as endpoint: Endpoint, in check: String) -> String {
    let target = endpoint.target
    guard target.hostName != target.serverName, let name = target.serverName else {
      return check.replacing("//HOST:PORT/", with: "//HOST:PORT\(target.pathPrefix)/")
    }
    return check.replacing("curl ", with: "curl --connect-to \(name):\(endpoint.port):HOST:PORT ")
      .replacing("//HOST:PORT/", with: "//\(name):\(endpoint.port)\(target.pathPrefix)/")
      .replacing("-servername HOST", with: "-servername \(name)")
      .replacing("-connect HOST:PORT <", with: "-connect HOST:PORT -servername \(name) <")
  }

  /// How to see it by hand where TLS is not spoken.
  private var plainCheck: String {
    check.replacing("https://HOST", with: "http://HOST").replacing("https://NAME", with: "http://NAME")
      .replacing("curl -sk", with: "curl -s")
  }
}
