#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What one look at an endpoint says of its life.
public struct Look: Sendable, Hashable {
  /// When it began.
  public var time: Date
  /// How the endpoint was seen.
  public var state: LifeState
  /// When the process started, where the server tells it.
  public var serverStartedAt: Date?
  /// Whether `/healthz` answered 401 or 403: then a kubelet's probe without credentials fails. Nil where the look
  /// decides nothing: a server that has just started refuses everybody for a moment.
  public var refusesHealth: Bool?
  /// The release, where a stranger could read it.
  public var release: MinorRelease?

  /// Makes a look.
  public init(
    time: Date, state: LifeState, serverStartedAt: Date? = nil, refusesHealth: Bool? = false,
    release: MinorRelease? = nil
  ) {
    self.time = time
    self.state = state
    self.serverStartedAt = serverStartedAt
    self.refusesHealth = refusesHealth
    self.release = release
  }

  /// Reads a look out of what a scan saw; nil where the scanner itself could not try.
  public init?(_ observation: Observation, _ assessment: Assessment) {
    guard let state = LifeState(observation, assessment.verdict) else { return nil }
    self.init(
      time: observation.scannedAt, state: state, serverStartedAt: assessment.serverStartedAt,
      refusesHealth: assessment.verdict.decides
        ? [401, 403].contains(observation.response(to: .healthz)?.status) : nil,
      release: assessment.version?.kubernetesVersion?.release)
  }
}
