/// To which clusters the open components of a scan belong.
///
/// The list decides where a target has a label `cluster`. Else a component belongs to the cluster of the API servers
/// with which it shares, the best sign first,
/// - the authority of its certificate,
/// - the name in the target list,
/// - the address.
///
/// What several clusters share joins nobody, as among API servers (`ClusterGrouping`). Components that share an
/// authority which no API server shows are of one cluster as well.
public struct ComponentClusters: Sendable, Equatable {
  /// A cluster, by what says which it is.
  public enum Cluster: Sendable, Hashable {
    /// That of a label `cluster` in the list.
    case labelled(String)
    /// That of API servers: which of all is the first of them, and its target, where that was kept.
    case ofServers(first: UInt32, target: String?)
    /// That of an authority, by its digest.
    case ofAuthority(UInt64)
  }

  /// How many components of a kind have a cluster, and how many clusters these are.
  public struct Count: Sendable, Equatable {
    /// The components of which a cluster is known.
    public internal(set) var placed = 0
    /// Their clusters.
    public internal(set) var clusters = 0
    /// The cluster, where it is one.
    public internal(set) var only: Cluster?
    /// The endpoints whose address and port stand in the list under another name as well, and count there.
    public internal(set) var repeated = 0

    /// None.
    public init() {}
  }

  /// Those that let strangers in.
  public internal(set) var entered: [Component: Count] = [:]
  /// Those that show strangers more than their health.
  public internal(set) var leaking: [Component: Count] = [:]
  /// The clusters of both together.
  public internal(set) var clusters: [Component: Int] = [:]

  /// The clusters by the signs that components share with API servers.
  fileprivate var bySign: [UInt64: Cluster] = [:]
  /// The authorities that API servers of several clusters share.
  fileprivate var shared: Set<UInt64> = []

  /// No component.
  public init() {}

  /// The cluster of an open component of the scan; nil where nothing says which it is.
  public func cluster(of entry: ClusterEntry) -> Cluster? {
    cluster(keys: entry.keys, label: entry.label.isEmpty ? nil : entry.label)
  }

  fileprivate func cluster(keys: ClusterKeys, label: String?) -> Cluster? {
    if let label { return .labelled(label) }
    for sign in keys.placing {
      if let cluster = bySign[sign] { return cluster }
    }
    guard keys.authority != 0, !shared.contains(keys.authority) else { return nil }
    return .ofAuthority(keys.authority)
  }
}

extension ClusterTally {
  /// The clusters of the open components, where API servers with the same root are of one cluster.
  func componentClusters(_ roots: [UInt32]) -> ComponentClusters {
    var clusters = ComponentClusters()
    guard !components.isEmpty else { return clusters }
    let rootsBySign = rootsBySign(roots)
    let named = clustersByRoot(roots, among: Set(rootsBySign.values.compactMap(\.self)))
    for (sign, root) in rootsBySign {
      if let root { clusters.bySign[sign] = named[root] } else { clusters.shared.insert(sign) }
    }
    var entered: [Component: Set<ComponentClusters.Cluster>] = [:]
    var leaking: [Component: Set<ComponentClusters.Cluster>] = [:]
    var seen: Set<UInt64> = []
    for record in components {
      let address = record.keys.address
      let isRepeated = address != 0 && !seen.insert(address).inserted
      let cluster =
        isRepeated ? nil : clusters.cluster(keys: record.keys, label: labels[record.label])
      if record.isEntered {
        clusters.entered[record.component, default: .init()].take(cluster, isRepeated: isRepeated)
        if let cluster { entered[record.component, default: []].insert(cluster) }
      } else {
        clusters.leaking[record.component, default: .init()].take(cluster, isRepeated: isRepeated)
        if let cluster { leaking[record.component, default: []].insert(cluster) }
      }
    }
    for (component, found) in entered { clusters.entered[component]?.take(found) }
    for (component, found) in leaking { clusters.leaking[component]?.take(found) }
    for component in Set(entered.keys).union(leaking.keys) {
      clusters.clusters[component] = (entered[component] ?? []).union(leaking[component] ?? []).count
    }
    return clusters
  }

  /// The root of the API servers that show a sign of a component; nil where they have several.
  private func rootsBySign(_ roots: [UInt32]) -> [UInt64: UInt32?] {
    let signs = Set(components.lazy.flatMap(\.keys.placing))
    var found: [UInt64: UInt32?] = [:]
    for (index, root) in roots.enumerated() {
      for sign in records[index].keys.placing where signs.contains(sign) {
        if let known = found[sign] {
          if known != root { found[sign] = .some(nil) }
        } else {
          found[sign] = root
        }
      }
    }
    return found
  }

  /// What says which cluster a root is: the first label, else the first target.
  private func clustersByRoot(
    _ roots: [UInt32], among wanted: Set<UInt32>
  ) -> [UInt32: ComponentClusters.Cluster] {
    var clusters: [UInt32: ComponentClusters.Cluster] = [:]
    for root in wanted {
      clusters[root] = .ofServers(
        first: root, target: Int(root) < targets.count ? targets[Int(root)] : nil)
    }
    for (index, root) in roots.enumerated() where wanted.contains(root) {
      guard case .ofServers = clusters[root], let label = labels[records[index].label] else { continue }
      clusters[root] = .labelled(label)
    }
    return clusters
  }
}

extension ComponentClusters.Count {
  fileprivate mutating func take(_ cluster: ComponentClusters.Cluster?, isRepeated: Bool) {
    if isRepeated { repeated += 1 }
    if cluster != nil { placed += 1 }
  }

  fileprivate mutating func take(_ found: Set<ComponentClusters.Cluster>) {
    clusters = found.count
    if found.count == 1 { only = found.first }
  }
}

extension ClusterKeys {
  /// The signs by which a component finds its cluster, the best first.
  fileprivate var placing: [UInt64] { [authority, name, host].filter { $0 != 0 } }
}
