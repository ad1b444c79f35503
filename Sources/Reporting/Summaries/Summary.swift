import Exposure

/// The tally of a scan: every endpoint counts, whether it got a row or not. Clusters are known when the scan is over.
public struct Summary: Sendable, Equatable {
  /// Endpoints that the list named more than once and that were scanned once, that is how often they were dropped.
  public var duplicatesDropped = 0
  /// Endpoints that an exclusion took away.
  public var excluded = 0
  /// Endpoints that got a row: those that the reports select.
  public var rows = 0

  /// When the endpoints were scanned; nil where there is none.
  public var period: ScanPeriod?
  /// Which endpoints are of one cluster; nil until the whole scan is known: every API server is one cluster until then.
  public var clusterCounts: ClusterCounts?

  /// The components beside API servers that are open to strangers.
  public private(set) var openComponents = OpenComponents()
  /// Whether there are endpoints of a scan of a part of a list.
  public private(set) var isOfParts = false
  /// What a policy has come to; all zero without one.
  public private(set) var policy = PolicyTally()

  private var verdicts: [Verdict: Int] = [:]
  private var severities: [Severity: Int] = [:]
  /// The verdicts of endpoints on which a kube-apiserver answered.
  private var serverVerdicts: [Verdict: Int] = [:]
  /// The verdicts of endpoints on which another component of Kubernetes answered.
  private var componentVerdicts: [Verdict: Int] = [:]

  /// An empty tally.
  public init() {}

  /// Counts one endpoint, and the time in which it was scanned.
  public mutating func add(_ observation: Observation, _ assessment: Assessment) {
    add(assessment)
    if observation.endpoint.place?.part != nil { isOfParts = true }
    openComponents.add(assessment)
    let seen = ScanPeriod(observation)
    if period == nil { period = seen } else { period?.include(seen) }
  }

  /// Counts one endpoint.
  package mutating func add(_ assessment: Assessment) {
    verdicts[assessment.verdict, default: 0] += 1
    severities[assessment.severity, default: 0] += 1
    policy.add(assessment)
    switch assessment.component {
    case .kubeAPIServer: serverVerdicts[assessment.verdict, default: 0] += 1
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
  public func count(_ posture: Posture) -> Int { verdicts.count(posture) }

  /// The endpoints whose severity, findings included, is this one.
  public func count(_ severity: Severity) -> Int { severities[severity] ?? 0 }

  /// The highest severity of all endpoints; `none` when there are none.
  public var worstSeverity: Severity { severities.keys.max() ?? .none }

  /// The endpoints on which a kube-apiserver answered.
  public var apiServers: Int { serverVerdicts.values.reduce(0, +) }

  /// The clusters: kube-apiservers, those of one cluster counted once.
  public var clusters: Int { clusterCounts?.total ?? apiServers }

  /// The clusters whose most exposed endpoint has this verdict.
  public func clusters(_ verdict: Verdict) -> Int { clusterVerdicts[verdict] ?? 0 }

  /// The clusters whose most exposed endpoint has this posture.
  public func clusters(in posture: Posture) -> Int { clusterVerdicts.count(posture) }

  private var clusterVerdicts: [Verdict: Int] { clusterCounts?.verdicts ?? serverVerdicts }

  /// The endpoints on which another component of Kubernetes answered.
  public var otherComponents: Int { componentVerdicts.values.reduce(0, +) }

  /// The endpoints with this verdict on which nothing named the component.
  func unnamed(_ verdict: Verdict) -> Int {
    count(verdict) - (serverVerdicts[verdict] ?? 0) - (componentVerdicts[verdict] ?? 0)
  }
}

extension Summary: Codable {
  private enum CodingKeys: String, CodingKey {
    case duplicatesDropped = "duplicates_dropped"
    case excluded
    case rows
    case verdicts
    case severities
    case serverVerdicts = "api_server_verdicts"
    case componentVerdicts = "component_verdicts"
    case openComponents = "open_components"
    case period
    case policy
    case isOfParts = "parts"
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    duplicatesDropped = try container.decode(Int.self, forKey: .duplicatesDropped)
    excluded = try container.decode(Int.self, forKey: .excluded)
    rows = try container.decode(Int.self, forKey: .rows)
    verdicts = try Self.counts(container, .verdicts)
    severities = try Self.counts(container, .severities)
    serverVerdicts = try Self.counts(container, .serverVerdicts)
    componentVerdicts = try Self.counts(container, .componentVerdicts)
    openComponents = try container.decode(OpenComponents.self, forKey: .openComponents)
    isOfParts = try container.decodeIfPresent(Bool.self, forKey: .isOfParts) ?? false
    policy = try container.decodeIfPresent(PolicyTally.self, forKey: .policy) ?? PolicyTally()
    guard (0...endpoints).contains(rows) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rows, in: container, debugDescription: "\(rows) rows of \(endpoints) endpoints")
    }
    period = try container.decodeIfPresent(ScanPeriod.self, forKey: .period)
    for verdict in Verdict.allCases where unnamed(verdict) < 0 {
      throw DecodingError.dataCorruptedError(
        forKey: .verdicts, in: container,
        debugDescription: "\(verdict.rawValue): fewer endpoints than components")
    }
  }

  /// Writes the counts as objects under the stable identifiers. A scan that goes on counts clusters anew, from the log
  /// beside its checkpoint (`ClusterLog`).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(duplicatesDropped, forKey: .duplicatesDropped)
    try container.encode(excluded, forKey: .excluded)
    try container.encode(rows, forKey: .rows)
    try container.encode(Self.names(verdicts), forKey: .verdicts)
    try container.encode(Self.names(severities), forKey: .severities)
    try container.encode(Self.names(serverVerdicts), forKey: .serverVerdicts)
    try container.encode(Self.names(componentVerdicts), forKey: .componentVerdicts)
    try container.encode(openComponents, forKey: .openComponents)
    try container.encodeIfPresent(period, forKey: .period)
    if isOfParts { try container.encode(true, forKey: .isOfParts) }
    if policy != PolicyTally() { try container.encode(policy, forKey: .policy) }
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
