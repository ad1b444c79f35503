import Exposure
import Targets

/// The components beside API servers that are open to strangers, kind by kind, with the clusters that their targets name.
///
/// A component belongs to the cluster that its target names: by a label `cluster`, else by the name in the list.
public struct OpenComponents: Sendable, Equatable {
  struct Kind: Sendable, Equatable, Codable {
    /// Those that let strangers in.
    var entered = 0
    /// Those that show strangers more than their health.
    var leaking = 0
    /// The clusters of those that let strangers in, as their targets name them; the first few.
    var clusters: [String] = []
    /// Whether there are more, or targets that name none.
    var hasOthers = false

    /// How many clusters are kept.
    fileprivate static let capacity = 64
  }

  /// How much of a name is kept, in Unicode scalars.
  private static let longestName = 100

  private var kinds: [Component: Kind] = [:]

  /// None so far.
  public init() {}

  /// Counts an endpoint, if it is an open component.
  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    guard let component = assessment.component, component != .kubeAPIServer else { return }
    switch assessment.verdict {
    case .anonymousAccess, .insecurePort:
      kinds[component, default: Kind()].entered += 1
      kinds[component]?.take(Self.cluster(of: observation.endpoint.target))
    case .versionLeak:
      kinds[component, default: Kind()].leaking += 1
    default:
      return
    }
  }

  private static func cluster(of target: Target) -> String? {
    let label = target.labels.first { $0.key == "cluster" && !$0.value.isEmpty }
    return (label.map { "cluster \($0.value)" } ?? target.serverName).map {
      TextSanitiser.cut($0, limit: longestName)
    }
  }

  /// The open ones of a component.
  public func count(_ component: Component) -> Int {
    (kinds[component]?.entered ?? 0) + (kinds[component]?.leaking ?? 0)
  }

  /// All of them.
  var total: Int { kinds.values.reduce(0) { $0 + $1.entered + $1.leaking } }

  /// "2 kubelets of cluster prod let strangers in", "1 kube-scheduler shows strangers more than its health"; those that
  /// let strangers in first.
  var clauses: [String] {
    let known = Component.allCases.compactMap { component in kinds[component].map { (component, $0) } }
    let entered = known.filter { $0.1.entered > 0 }.map { component, kind in
      "\(Self.text(kind.entered, component))\(kind.place) \(kind.entered == 1 ? "lets" : "let") strangers in"
    }
    let leaking = known.filter { $0.1.leaking > 0 }.map { component, kind in
      let shows = kind.leaking == 1 ? "shows strangers more than its" : "show strangers more than their"
      return "\(Self.text(kind.leaking, component)) \(shows) health"
    }
    return entered + leaking
  }

  private static func text(_ count: Int, _ component: Component) -> String {
    switch component {
    case .etcd: counted(count, "etcd server")
    case .kubectlProxy: counted(count, "kubectl proxy", plural: "kubectl proxies")
    default: counted(count, component.rawValue)
    }
  }
}

extension OpenComponents.Kind {
  fileprivate mutating func take(_ cluster: String?) {
    guard let cluster, clusters.count < Self.capacity || clusters.contains(cluster) else {
      hasOthers = true
      return
    }
    if !clusters.contains(cluster) { clusters.append(cluster) }
  }

  /// " of cluster prod", " of 3 clusters"; empty where targets name none.
  fileprivate var place: String {
    guard !hasOthers, let first = clusters.first else { return "" }
    return clusters.count == 1 ? " of \(printable(first))" : " of \(clusters.count) clusters"
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
