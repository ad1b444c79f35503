/// Disjoint sets of endpoints, each known by its first, with what tells clusters apart in each.
struct ClusterSets {
  /// What the members of a set show of one kind.
  enum Sign: Sendable, Hashable {
    case none
    case one(UInt64)
    case several

    init(_ key: UInt64) { self = key == 0 ? .none : .one(key) }

    mutating func add(_ other: Sign) {
      switch (self, other) {
      case (_, .none), (.several, _): break
      case (.none, _): self = other
      case (.one, _): if self != other { self = .several }
      }
    }
  }

  /// What the members of a set show.
  struct Evidence: Sendable, Hashable {
    var version = Sign.none
    var healthz = Sign.none
    var authority = Sign.none

    /// Whether more than one UID was seen for a path.
    var hasSeveralSchemas: Bool { version == .several || healthz == .several }

    mutating func add(_ other: Evidence) {
      version.add(other.version)
      healthz.add(other.healthz)
      authority.add(other.authority)
    }
  }

  /// Sets that a sign would join.
  struct Joint {
    /// What they show together.
    var evidence = Evidence()
    /// How many of them have, among the endpoints with the sign, one that is asked by a name.
    var named = 0
    /// Whether one of the endpoints with the sign is asked by its address.
    var hasUnnamed = false
  }

  private var parents: [UInt32]
  /// By the first member, where a set has several.
  private var evidence: [UInt32: Evidence] = [:]

  init(_ count: Int) {
    parents = (0..<count).map { UInt32($0) }
  }

  private mutating func root(of endpoint: UInt32) -> UInt32 {
    var root = endpoint
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var next = endpoint
    while parents[Int(next)] != root { (parents[Int(next)], next) = (root, parents[Int(next)]) }
    return root
  }

  /// Joins the sets of endpoints that share a sign, where that is allowed.
  mutating func join(
    _ endpoints: ArraySlice<UInt32>, keys: (UInt32) -> ClusterKeys, where isAllowed: (Joint) -> Bool
  ) {
    guard let first = endpoints.first else { return }
    var roots: Set<UInt32> = []
    var named: Set<UInt32> = []
    var joint = Joint()
    for endpoint in endpoints {
      let root = root(of: endpoint)
      if keys(endpoint).name == 0 { joint.hasUnnamed = true } else { named.insert(root) }
      guard roots.insert(root).inserted else { continue }
      joint.evidence.add(evidence[root] ?? Evidence(keys(root)))
    }
    joint.named = named.count
    guard roots.count > 1, isAllowed(joint) else { return }
    let target = roots.min() ?? first
    for root in roots {
      parents[Int(root)] = target
      evidence[root] = nil
    }
    evidence[target] = joint.evidence
  }

  /// The first member of the set of each endpoint.
  mutating func roots() -> [UInt32] {
    for endpoint in parents.indices { parents[endpoint] = root(of: UInt32(endpoint)) }
    return parents
  }
}

extension ClusterSets.Evidence {
  init(_ keys: ClusterKeys) {
    version = ClusterSets.Sign(keys.version)
    healthz = ClusterSets.Sign(keys.healthz)
    authority = ClusterSets.Sign(keys.authority)
  }
}
