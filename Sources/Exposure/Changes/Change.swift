/// What can change between two scans. The identifiers are stable.
public enum ChangeKind: String, Sendable, Hashable, CaseIterable {
  /// It is exposed and was not before, or was never seen before.
  case newlyExposed = "newly_exposed"
  /// It is restricted, lets anonymous requests in that is, and was not before.
  case newlyRestricted = "newly_restricted"
  /// It has a finding that it did not have before, or one whose severity rose.
  case worse
  /// It is locked down and was not before.
  case newlyLockedDown = "newly_locked_down"
  /// A finding is gone, or its severity fell.
  case better
  /// Its verdict is another one of the same posture, or it is not a Kubernetes API server.
  case verdictChanged = "verdict_changed"
  /// The version that it leaks is a later one.
  case versionUpgraded = "version_upgraded"
  /// The version that it leaks is an earlier one.
  case versionDowngraded = "version_downgraded"
  /// The version that it leaks is another build, neither later nor earlier.
  case versionChanged = "version_changed"
  /// It answers and never did before; where it is exposed, it is `newlyExposed` instead.
  case newEndpoint = "new_endpoint"
  /// It answers again after it had vanished.
  case returned
  /// It answered before and does not any more.
  case vanished
  /// It shows a certificate that it did not show before.
  case certificateChanged = "certificate_changed"
  /// Its process started after it was seen last.
  case restarted
  /// The addresses of one name differ in verdict or version, and did not before.
  case controlPlaneDrifted = "control_plane_drifted"
}

/// One change of one endpoint; an endpoint may have several.
public struct Change: Sendable, Hashable {
  /// What changed.
  public var kind: ChangeKind
  /// Its newest deciding result before; nil where it had none.
  public var before: EndpointResult?
  /// Its newest deciding result now; of one that vanished its result in the last scan, nil where it was not in it.
  public var after: EndpointResult?
  /// How often it restarted, as far as scans saw it; 0 for other changes.
  public var restarts = 0
  /// All addresses of a control plane that drifted apart, in target order; empty for other changes.
  public var controlPlane: [EndpointResult] = []
  /// The findings that make it worse or better, the worst first; empty for other changes.
  public var findings: [FindingChange] = []

  /// Makes a change.
  public init(
    kind: ChangeKind, before: EndpointResult?, after: EndpointResult?, restarts: Int = 0,
    controlPlane: [EndpointResult] = [], findings: [FindingChange] = []
  ) {
    self.kind = kind
    self.before = before
    self.after = after
    self.restarts = restarts
    self.controlPlane = controlPlane
    self.findings = findings
  }

  /// The result that says what the endpoint is.
  public var subject: EndpointResult? { after ?? before }
}
