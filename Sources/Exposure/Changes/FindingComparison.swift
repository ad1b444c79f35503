/// Whether a finding that comes or goes is a change of the endpoint.
public enum FindingComparison: Sendable, Hashable {
  /// It is, where both scans could see it.
  case compared(on: Grounds)
  /// It is, where both scans could see it and the verdict is the same: another verdict says so already.
  case comparedBesideVerdict(on: Grounds)
  /// It is none, for a reason.
  case passedOver(because: String)
}

extension FindingID {
  /// How the finding is compared between two scans.
  public var comparison: FindingComparison {
    switch self {
    case .anonymousVersion, .insecurePort: .comparedBesideVerdict(on: .version)
    case .anonymousHealth: .comparedBesideVerdict(on: .health)
    case .anonymousResources: .comparedBesideVerdict(on: .access)
    case .kubeletAnonymous, .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy:
      .comparedBesideVerdict(on: .component)
    case .clusterInfo: .compared(on: .access)
    case .componentMetrics: .compared(on: .component)
    case .plaintextHTTP: .compared(on: .version)
    case .endOfLifeRelease, .knownVulnerabilities: .compared(on: .release)
    case .weakTLS: .compared(on: .session)
    case .certificateExpired, .internalNames: .compared(on: .certificate)
    case .healthDetails:
      .passedOver(because: "it comes and goes with the health of the server, which is no matter of exposure")
    case .startTime:
      .passedOver(because: "it needs a second handshake, which may fail or be left out")
    case .recentRestart:
      .passedOver(because: "it ends by itself after 15 minutes; `restarted` tells it")
    case .certificateExpiring:
      .passedOver(
        because: "it comes with the calendar and goes with each renewal, which `certificate_changed` tells; "
          + "page and Markdown list what ends soon")
    case .inconsistentControlPlane:
      .passedOver(because: "it is of several addresses at once; `control_plane_drifted` tells it")
    case .unexpectedPosture:
      .passedOver(because: "it is what a policy expects, which a history does not keep")
    }
  }
}
