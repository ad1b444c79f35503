/// The addresses of one target side by side: behind one name should stand one control plane.
public enum ControlPlane {
  /// Adds the finding `inconsistent-control-plane` to the endpoints of one target that are on the same port and differ
  /// in verdict or version. An address that does not answer, or answers nothing that decides, differs from none: a
  /// machine that is down is no second configuration.
  public static func compare(_ endpoints: inout [(observation: Observation, assessment: Assessment)]) {
    let groups = Dictionary(grouping: endpoints.indices.filter { endpoints[$0].assessment.isComparable }) {
      endpoints[$0].observation.endpoint.port
    }
    for indices in groups.values where indices.count > 1 {
      let seen = Set(indices.map { endpoints[$0].assessment.face })
      guard seen.count > 1, indices.contains(where: { endpoints[$0].assessment.isOfAPIServer }) else {
        continue
      }
      let text = indices.map { "\(endpoints[$0].observation.endpoint) \(endpoints[$0].assessment.face.text)" }
      let finding = Finding(
        id: .inconsistentControlPlane, severity: .medium,
        evidence: text.joined(separator: ", ").bounded(to: FindingRules.longestEvidence))
      for index in indices {
        endpoints[index].assessment.findings = FindingRules.sorted(
          endpoints[index].assessment.findings + [finding])
      }
    }
  }

  /// What addresses of one control plane have in common.
  fileprivate struct Face: Hashable {
    let verdict: Verdict
    let gitVersion: String?

    var text: String { [verdict.rawValue, gitVersion].compactMap { $0 }.joined(separator: " ") }
  }
}

extension Assessment {
  fileprivate var face: ControlPlane.Face {
    ControlPlane.Face(verdict: verdict, gitVersion: version?.gitVersion)
  }

  fileprivate var isComparable: Bool {
    switch posture {
    case .exposed, .lockedDown, .other: true
    case .unknown, .unreachable: false
    }
  }

  fileprivate var isOfAPIServer: Bool { posture == .exposed || posture == .lockedDown }
}
