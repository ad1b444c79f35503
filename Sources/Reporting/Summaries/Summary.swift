import Exposure

/// The tally of a scan: every endpoint counts, whether it got a row or not.
public struct Summary: Sendable, Equatable {
  /// Endpoints that the list named more than once and that were scanned once, that is how often they were dropped.
  public var duplicatesDropped = 0
  /// Endpoints that an exclusion took away.
  public var excluded = 0

  private var verdicts: [Verdict: Int] = [:]
  private var severities: [Severity: Int] = [:]
  /// The verdicts of endpoints on which a kube-apiserver answered.
  private var clusterVerdicts: [Verdict: Int] = [:]
  /// The verdicts of endpoints on which another component of Kubernetes answered.
  private var componentVerdicts: [Verdict: Int] = [:]

  /// An empty tally.
  public init() {}

  /// Counts one endpoint.
  public mutating func add(_ assessment: Assessment) {
    verdicts[assessment.verdict, default: 0] += 1
    severities[assessment.severity, default: 0] += 1
    switch assessment.component {
    case .kubeAPIServer: clusterVerdicts[assessment.verdict, default: 0] += 1
    case .kubeControllerManager, .kubeScheduler, .kubelet, .etcd, .kubeProxy, .kubectlProxy,
      .machineConfigServer, .supervisor:
      componentVerdicts[assessment.verdict, default: 0] += 1
    case nil: break
    }
  }

  /// All endpoints.
  public var endpoints: Int { verdicts.values.reduce(0, +) }

  /// The endpoints with this verdict.
  public func count(_ verdict: Verdict) -> Int { verdicts[verdict] ?? 0 }

  /// The endpoints with this posture.
  public func count(_ posture: Posture) -> Int {
    verdicts.reduce(0) { $1.key.posture == posture ? $0 + $1.value : $0 }
  }

  /// The endpoints whose severity, findings included, is this one.
  public func count(_ severity: Severity) -> Int { severities[severity] ?? 0 }

  /// The highest severity of all endpoints; `none` when there are none.
  public var worstSeverity: Severity { severities.keys.max() ?? .none }

  /// The endpoints on which a kube-apiserver answered: what is a cluster for the reviewer.
  public var clusters: Int { clusterVerdicts.values.reduce(0, +) }

  /// The kube-apiservers with this verdict.
  public func clusters(_ verdict: Verdict) -> Int { clusterVerdicts[verdict] ?? 0 }

  /// The endpoints on which another component of Kubernetes answered.
  public var otherComponents: Int { componentVerdicts.values.reduce(0, +) }

  /// The endpoints with this verdict on which nothing named the component.
  func unnamed(_ verdict: Verdict) -> Int {
    count(verdict) - clusters(verdict) - (componentVerdicts[verdict] ?? 0)
  }
}

extension Summary: Codable {
  private enum CodingKeys: String, CodingKey {
    case duplicatesDropped = "duplicates_dropped"
    case excluded
    case verdicts
    case severities
    case clusterVerdicts = "cluster_verdicts"
    case componentVerdicts = "component_verdicts"
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    duplicatesDropped = try container.decode(Int.self, forKey: .duplicatesDropped)
    excluded = try container.decode(Int.self, forKey: .excluded)
    verdicts = try Self.counts(container, .verdicts)
    severities = try Self.counts(container, .severities)
    clusterVerdicts = try Self.counts(container, .clusterVerdicts)
    componentVerdicts = try Self.counts(container, .componentVerdicts)
    for verdict in Verdict.allCases where unnamed(verdict) < 0 {
      throw DecodingError.dataCorruptedError(
        forKey: .verdicts, in: container,
        debugDescription: "\(verdict.rawValue): fewer endpoints than components")
    }
  }

  /// Writes the counts as objects under the stable identifiers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(duplicatesDropped, forKey: .duplicatesDropped)
    try container.encode(excluded, forKey: .excluded)
    try container.encode(Self.names(verdicts), forKey: .verdicts)
    try container.encode(Self.names(severities), forKey: .severities)
    try container.encode(Self.names(clusterVerdicts), forKey: .clusterVerdicts)
    try container.encode(Self.names(componentVerdicts), forKey: .componentVerdicts)
  }

  private static func names<Key: RawRepresentable<String>>(_ counts: [Key: Int]) -> [String: Int] {
    [String: Int](uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
  }

  private static func counts<Key: RawRepresentable & Hashable>(
    _ container: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys
  ) throws -> [Key: Int] where Key.RawValue == String {
    var counts: [Key: Int] = [:]
    for (name, count) in try container.decode([String: Int].self, forKey: key) {
      guard let identifier = Key(rawValue: name), (0...1_000_000_000_000).contains(count) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "\(name): \(count) is no count")
      }
      counts[identifier] = count
    }
    return counts
  }
}
