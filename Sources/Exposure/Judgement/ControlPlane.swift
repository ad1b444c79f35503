import Targets

/// The addresses of one name side by side: behind one name and port should stand one control plane. A scan, `explain`
/// and a comparison of two scans ask the same functions, so they agree on what has drifted.
public enum ControlPlane {
  /// The name, port and path prefix behind which all addresses should be of one control plane.
  public struct Identity: Sendable, Hashable {
    private let name: String
    private let port: UInt16
    private let transport: Transport
    private let pathPrefix: String
    private let proxy: String

    /// The control plane of an endpoint; nil where it is asked by its address, or its name has none.
    public init?(_ endpoint: EndpointIdentity) {
      guard let name = endpoint.serverName, endpoint.address != nil else { return nil }
      self.name = name
      port = endpoint.port
      transport = endpoint.transport
      pathPrefix = endpoint.pathPrefix
      proxy = endpoint.proxy
    }
  }

  /// What addresses of one control plane have in common.
  public struct Face: Sendable, Hashable {
    /// The headline.
    public let verdict: Verdict
    /// The version that it leaks.
    public let gitVersion: String?

    /// A face of a verdict and a version.
    public init(verdict: Verdict, gitVersion: String?) {
      self.verdict = verdict
      self.gitVersion = gitVersion
    }

    fileprivate var text: String { [verdict.rawValue, gitVersion].compactMap { $0 }.joined(separator: " ") }

    fileprivate var isOfAPIServer: Bool {
      switch verdict.posture {
      case .exposed, .restricted, .lockedDown: true
      case .unknown, .other, .unreachable: false
      }
    }
  }

  /// Whether addresses of one control plane differ in verdict or version, one of an API server among them. An address
  /// that gives no deciding answer differs from none: a machine that is down is no second configuration.
  public static func hasDrifted(_ faces: some Sequence<Face>) -> Bool {
    let seen = Set(faces.filter(\.verdict.decides))
    return seen.count > 1 && seen.contains(where: \.isOfAPIServer)
  }

  /// The endpoints of each control plane that gave a deciding answer, in the order in which they come.
  public static func groups<Endpoint>(
    _ endpoints: some Sequence<Endpoint>, identity: (Endpoint) -> EndpointIdentity,
    face: (Endpoint) -> Face
  ) -> [Identity: [Endpoint]] {
    endpoints.reduce(into: [:]) { groups, endpoint in
      guard face(endpoint).verdict.decides, let plane = Identity(identity(endpoint)) else { return }
      groups[plane, default: []].append(endpoint)
    }
  }

  /// Adds the finding `inconsistent-control-plane` to the endpoints of one control plane that differ.
  public static func compare(_ endpoints: inout [(observation: Observation, assessment: Assessment)]) {
    let groups = groups(
      endpoints.indices, identity: { EndpointIdentity(endpoints[$0].observation.endpoint) },
      face: { endpoints[$0].assessment.face })
    for indices in groups.values where hasDrifted(indices.map { endpoints[$0].assessment.face }) {
      let text = indices.map { "\(endpoints[$0].observation.endpoint) \(endpoints[$0].assessment.face.text)" }
      let finding = Finding(
        id: .inconsistentControlPlane, severity: .medium,
        evidence: text.joined(separator: ", ", boundedTo: FindingRules.longestEvidence))
      for index in indices {
        endpoints[index].assessment.findings = FindingRules.sorted(
          endpoints[index].assessment.findings + [finding])
      }
    }
  }
}

extension Assessment {
  fileprivate var face: ControlPlane.Face {
    ControlPlane.Face(verdict: verdict, gitVersion: version?.gitVersion)
  }
}

extension EndpointResult {
  /// What it has in common with other addresses of its control plane.
  public var face: ControlPlane.Face { ControlPlane.Face(verdict: verdict, gitVersion: gitVersion) }
}
