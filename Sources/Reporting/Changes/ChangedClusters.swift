import Exposure
import Targets

/// How many clusters changes are of, and how many endpoints that belong to none: a sentence counts clusters.
struct ChangedClusters {
  private var clusters: Set<String> = []
  private var endpoints: Set<EndpointIdentity> = []

  /// What changes are of.
  init(_ changes: some Sequence<Change>) {
    for change in changes {
      guard let result = change.ofCluster else { continue }
      if let key = Self.key(of: result) { clusters.insert(key) } else { endpoints.insert(result.endpoint) }
    }
  }

  /// `2 clusters and 1 endpoint`.
  var text: String {
    var parts: [String] = []
    if !clusters.isEmpty { parts.append(counted(clusters.count, "cluster")) }
    if !endpoints.isEmpty { parts.append(counted(endpoints.count, "endpoint")) }
    return parts.joined(separator: " and ")
  }

  /// Whether it is of one alone.
  var isOne: Bool { clusters.count + endpoints.count == 1 }

  /// The cluster of an endpoint; of a result that an earlier release kept, its entry in the list.
  private static func key(of result: EndpointResult) -> String? {
    if let identifier = result.clusterIdentifier { return identifier }
    guard result.grounds == nil, result.component == nil || result.component == .kubeAPIServer else {
      return nil
    }
    switch result.verdict.posture {
    case .exposed, .restricted, .lockedDown:
      return "\(result.endpoint.serverName ?? result.place) in the list"
    case .unknown, .other, .unreachable: return nil
    }
  }
}

extension Change {
  /// The result that shows which cluster it is of: what vanished shows none any more.
  fileprivate var ofCluster: EndpointResult? { kind == .vanished ? before : after ?? before }
}
