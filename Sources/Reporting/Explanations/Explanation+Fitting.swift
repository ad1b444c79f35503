import Exposure
import Targets

extension Explanation {
  /// The explanation for one endpoint: its place in the commands, and of the ways out of a leak those for its release and
  /// distribution. Commands ask as the endpoint was asked, over TLS or in plain HTTP, and through its proxy. Nothing that the
  /// endpoint shows to be otherwise is said.
  public func fitted(
    to observation: Observation, _ assessment: Assessment, knowing knowledge: Knowledge = .builtIn
  ) -> Explanation {
    let endpoint = observation.endpoint
    let version = assessment.version?.kubernetesVersion
    let distribution = assessment.distribution.flatMap { knowledge.distribution($0.id) }
    let host = endpoint.target.hostName ?? endpoint.address?.uriHost ?? endpoint.target.text
    var ways = LeakRemedies.text(
      release: version?.release, distribution: distribution, isOpen: assessment.posture == .exposed)
    if version == nil, distribution == nil { ways = LeakRemedies.text() }
    let remedy =
      isRestartOfOpenServer(assessment)
      ? Self.restartOfOpenServer
      : ofComponent(remedy, assessment).replacing(LeakRemedies.text(), with: ways)
    let place = { (text: String) in
      Self.fitted(text, to: version?.release)
        .replacing("HOST:PORT", with: "\(host):\(endpoint.port)").replacing("HOST", with: host)
    }
    return Explanation(
      id: id, title: title, meaning: place(meaning), attack: place(attack),
      check: place(
        Self.through(
          observation.proxy,
          Self.asked(as: endpoint, in: observation.transport == .plain ? plainCheck : check))),
      remedy: place(remedy))
  }

  /// A remedy with the settings of the distribution alone, where it was recognised well enough.
  private func ofComponent(_ remedy: String, _ assessment: Assessment) -> String {
    guard let finding = FindingID(rawValue: id), let distribution = assessment.distribution,
      distribution.confidence > .low
    else { return remedy }
    return ComponentSettings.fitted(remedy, to: finding, of: distribution.id)
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

  /// Commands that go through the proxy of an endpoint. `openssl s_client -proxy` speaks CONNECT alone (openssl-s_client(1)).
  private static func through(_ proxy: ProxyFacts?, _ check: String) -> String {
    guard let proxy, let url = try? ProxyURL(proxy.url) else { return check }
    let asked = check.replacing("curl ", with: "curl --proxytunnel --proxy \(url) ")
    switch url.scheme {
    case .socks5, .socks5h: return asked
    case .http:
      let place = url.description.dropFirst("http://".count)
      return asked.replacing("openssl s_client ", with: "openssl s_client -proxy \(place) ")
    }
  }

  /// How to see it by hand where TLS is not spoken.
  private var plainCheck: String {
    check.replacing("https://HOST", with: "http://HOST").replacing("https://NAME", with: "http://NAME")
      .replacing("curl -sk", with: "curl -s")
  }

  /// Whether it explains a restart of a server that answers anonymous health requests, whose probes are not refused.
  private func isRestartOfOpenServer(_ assessment: Assessment) -> Bool {
    id == FindingID.recentRestart.rawValue && assessment.posture != .lockedDown
      && assessment.verdict != .forbidden
  }

  private static let restartOfOpenServer = """
    Nothing, if it was upgraded or changed just now: its probes are answered, so --anonymous-auth=false is not the cause.
    `apiexpose watch HOST:PORT` shows whether it restarts again.
    """.unwrappedParagraphs

  /// A text without what the release does not have: /livez and /readyz came with 1.16 (Kubernetes, CHANGELOG-1.16), the role
  /// system:public-info-viewer with 1.14; before, system:discovery gave strangers the same (CHANGELOG-1.14).
  private static func fitted(_ text: String, to release: MinorRelease?) -> String {
    guard let release, release < MinorRelease(1, 16) else { return text }
    let role = release < MinorRelease(1, 14) ? "system:discovery" : "system:public-info-viewer"
    return text.replacing("system:public-info-viewer", with: role)
      .replacing("/version, /healthz, /livez and /readyz", with: "/version and /healthz")
      .replacing("/livez, /readyz and /healthz", with: "/healthz").replacing(
        "/livez and /readyz", with: "/healthz"
      )
      .replacing("livenessProbe, readinessProbe and startupProbe", with: "livenessProbe")
      .replacing(" (under kubeadm after four minutes or so, the startup probe's patience)", with: "")
      .replacing("/readyz or /healthz", with: "/healthz")
  }
}
