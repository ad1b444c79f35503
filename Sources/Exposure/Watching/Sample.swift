public import PortableFoundation

/// What one scan of an endpoint adds to its timeline.
public struct Sample: Sendable, Hashable {
  /// When it began.
  public var time: Date
  /// How the endpoint was seen.
  public var state: EndpointState
  /// When the process started, where the server tells it.
  public var serverStartedAt: Date?
  /// Whether `/healthz` answered 401 or 403: then a kubelet's probe without credentials fails. Nil where the sample
  /// decides nothing: a server that has just started refuses everybody for a moment.
  public var refusesHealth: Bool?
  /// The release, where a stranger could read it.
  public var release: MinorRelease?

  /// Makes a sample.
  public init(
    time: Date, state: EndpointState, serverStartedAt: Date? = nil, refusesHealth: Bool? = false,
    release: MinorRelease? = nil
  ) {
    self.time = time
    self.state = state
    self.serverStartedAt = serverStartedAt
    self.refusesHealth = refusesHealth
    self.release = release
  }

  /// Makes a sample of what a scan saw; nil where the scanner itself could not try.
  public init?(_ observation: Observation, _ assessment: Assessment) {
    guard let state = EndpointState(observation, assessment.verdict) else { return nil }
    self.init(
      time: observation.scannedAt, state: state, serverStartedAt: assessment.serverStartedAt,
      refusesHealth: assessment.verdict.decides
        ? [401, 403].contains(observation.response(to: .healthz)?.status) : nil,
      release: assessment.version?.kubernetesVersion?.release)
  }
}
