import Exposure

@testable import Reporting

extension Summary {
  /// The tally of so many endpoints of each verdict.
  init(_ verdicts: KeyValuePairs<Verdict, Int>) {
    self.init()
    for (verdict, count) in verdicts {
      for _ in 0..<count { add(Assessment(verdict: verdict, component: verdict.usualComponent)) }
    }
  }
}

extension Summary {
  /// The tally of these endpoints, with their clusters, where each has a row.
  static func of(_ observations: [Observation]) -> Summary {
    var summary = Summary()
    var clusters = ClusterTally()
    for observation in observations {
      summary.add(observation, assess(observation))
      clusters.add(observation, assess(observation))
    }
    summary.clusterCounts = clusters.counts
    summary.rows = observations.count
    return summary
  }
}

extension Verdict {
  /// The component that an endpoint with this verdict mostly shows.
  fileprivate var usualComponent: Component? {
    switch self {
    case .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden, .lockedDown, .inconclusive:
      .kubeAPIServer
    case .clientCertificateRequired, .notKubernetes, .plainHTTP, .tlsFailed, .closed, .filtered, .unreachable,
      .unresolved, .failed:
      nil
    }
  }
}
