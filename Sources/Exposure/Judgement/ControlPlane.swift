/// The addresses of one target side by side: behind one name should stand one control plane.
public enum ControlPlane {
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

  /// Adds the finding `inconsistent-control-plane` to the endpoints of one target that are on the same port and differ.
  public static func compare(_ endpoints: inout [(observation: Observation, assessment: Assessment)]) {
    let groups = Dictionary(grouping: endpoints.indices.filter { endpoints[$0].assessment.verdict.decides }) {
      endpoints[$0].observation.endpoint.port
    }
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
