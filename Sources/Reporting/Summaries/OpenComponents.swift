import Exposure
import Targets

/// The components beside API servers that are open to strangers, kind by kind.
public struct OpenComponents: Sendable, Equatable {
  struct Kind: Sendable, Equatable, Codable {
    /// Those that let strangers in.
    var entered = 0
    /// Those that show strangers more than their health.
    var leaking = 0
  }

  private var kinds: [Component: Kind] = [:]

  /// None so far.
  public init() {}

  /// Counts an endpoint, if it is an open component: one of those that `ClusterEntry` keeps.
  mutating func add(_ assessment: Assessment) {
    guard let component = assessment.component, component != .kubeAPIServer, assessment.posture == .exposed
    else { return }
    if assessment.verdict == .versionLeak {
      kinds[component, default: Kind()].leaking += 1
    } else {
      kinds[component, default: Kind()].entered += 1
    }
  }

  /// The open endpoints of a component.
  func endpoints(_ component: Component) -> Int {
    (kinds[component]?.entered ?? 0) + (kinds[component]?.leaking ?? 0)
  }

  /// The open endpoints of all components.
  public var endpoints: Int { kinds.values.reduce(0) { $0 + $1.entered + $1.leaking } }

  /// "2 kubelets of cluster prod let strangers in", "1 kube-scheduler shows strangers more than its health"; those that
  /// let strangers in first.
  func clauses(_ clusters: ComponentClusters?) -> [String] {
    let known = Component.allCases.compactMap { component -> (Component, Kind)? in
      guard var kind = kinds[component] else { return nil }
      kind.entered -= clusters?.entered[component]?.repeated ?? 0
      kind.leaking -= clusters?.leaking[component]?.repeated ?? 0
      return (component, kind)
    }
    let entered = known.filter { $0.1.entered > 0 }.map { component, kind in
      "\(Self.text(kind.entered, component, clusters?.entered)) \(kind.entered == 1 ? "lets" : "let") strangers in"
    }
    let leaking = known.filter { $0.1.leaking > 0 }.map { component, kind in
      let shows = kind.leaking == 1 ? "shows strangers more than its" : "show strangers more than their"
      return "\(Self.text(kind.leaking, component, clusters?.leaking)) \(shows) health"
    }
    return entered + leaking
  }

  private static func text(
    _ count: Int, _ component: Component, _ clusters: [Component: ComponentClusters.Count]?
  ) -> String {
    let name =
      switch component {
      case .etcd: counted(count, "etcd server")
      case .kubectlProxy: counted(count, "kubectl proxy", plural: "kubectl proxies")
      case .kubeProxy: counted(count, "kube-proxy", plural: "kube-proxies")
      default: counted(count, component.rawValue)
      }
    return name + (clusters?[component]?.place(among: count) ?? "")
  }
}

extension ComponentClusters.Count {
  /// " of cluster prod", " of 3 clusters", " (2 of cluster prod)" where no cluster is known of the others.
  fileprivate func place(among count: Int) -> String {
    guard placed > 0 else { return "" }
    let place = only.map(\.text) ?? counted(clusters, "cluster")
    return placed == count ? " of \(place)" : " (\(grouped(placed)) of \(place))"
  }
}

extension ComponentClusters.Cluster {
  /// The cluster in a sentence, safe to be shown: `cluster prod`, `the cluster of api.example.com`.
  var text: String {
    switch self {
    case .labelled(let label): "cluster \(Self.name(label))"
    case .ofServers(_, let target?): "the cluster of \(Self.name(target))"
    case .ofServers, .ofAuthority: "one cluster"
    }
  }

  /// The cluster in a column of its own: `prod`, `api.example.com`; nil where nothing names it.
  var name: String? {
    switch self {
    case .labelled(let label): Self.name(label)
    case .ofServers(_, let target?): Self.name(target)
    case .ofServers, .ofAuthority: nil
    }
  }

  /// How much of a name is shown, in Unicode scalars.
  private static let longestName = 100

  private static func name(_ text: String) -> String {
    printable(TextSanitiser.cut(text, limit: longestName))
  }
}

extension OpenComponents: Codable {
  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    for (name, kind) in try container.decode([String: Kind].self) {
      guard let component = Component(rawValue: name), kind.entered >= 0, kind.leaking >= 0,
        kind.entered <= 1_000_000_000, kind.leaking <= 1_000_000_000
      else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\(name): no count of components")
      }
      kinds[component] = kind
    }
  }

  /// Writes the counts as an object under the stable identifiers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode([String: Kind](uniqueKeysWithValues: kinds.map { ($0.key.rawValue, $0.value) }))
  }
}

extension Summary {
  /// The open components of a kind: endpoints that are one, under several names of the list, count once when the scan is
  /// over.
  public func openComponents(_ component: Component) -> Int {
    let clusters = clusterCounts?.components
    return openComponents.endpoints(component) - (clusters?.entered[component]?.repeated ?? 0)
      - (clusters?.leaking[component]?.repeated ?? 0)
  }
}
