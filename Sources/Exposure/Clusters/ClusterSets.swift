/// Disjoint sets of endpoints, each known by its first, with what tells clusters apart in each.
struct ClusterSets {
  /// What the members of a set show of one kind: the number of an endpoint that shows it, or one of these.
  private enum Witness {
    static let none = UInt32.max
    static let several = UInt32.max - 1
  }

  /// What the members of a set show; some bytes for each of a million endpoints.
  struct Evidence: Sendable, Hashable {
    fileprivate var version = Witness.none
    fileprivate var healthz = Witness.none
    fileprivate var authority = Witness.none

    /// Whether more than one UID was seen for a path.
    var hasSeveralSchemas: Bool { version == Witness.several || healthz == Witness.several }
    /// Whether more than one authority was seen.
    var hasSeveralAuthorities: Bool { authority == Witness.several }
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

  private let keys: (UInt32) -> ClusterKeys
  private var parents: [UInt32]
  /// Of the first member of each set.
  private var evidence: [Evidence]

  /// A set for each of so many endpoints, which have these keys.
  init(_ count: Int, keys: @escaping (UInt32) -> ClusterKeys) {
    self.keys = keys
    parents = (0..<count).map { UInt32($0) }
    evidence = parents.map { endpoint in
      let keys = keys(endpoint)
      return Evidence(
        version: keys.version == 0 ? Witness.none : endpoint,
        healthz: keys.healthz == 0 ? Witness.none : endpoint,
        authority: keys.authority == 0 ? Witness.none : endpoint)
    }
  }

  private mutating func root(of endpoint: UInt32) -> UInt32 {
    var root = endpoint
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var next = endpoint
    while parents[Int(next)] != root { (parents[Int(next)], next) = (root, parents[Int(next)]) }
    return root
  }

  /// Joins the sets of endpoints that share a sign, where that is allowed.
  mutating func join(_ endpoints: ArraySlice<UInt32>, where isAllowed: (Joint) -> Bool) {
    var roots: Set<UInt32> = []
    var named: Set<UInt32> = []
    var joint = Joint()
    for endpoint in endpoints {
      let root = root(of: endpoint)
      if keys(endpoint).name == 0 { joint.hasUnnamed = true } else { named.insert(root) }
      if roots.insert(root).inserted { joint.evidence = merged(joint.evidence, evidence[Int(root)]) }
    }
    joint.named = named.count
    guard roots.count > 1, let first = roots.min(), isAllowed(joint) else { return }
    for root in roots { parents[Int(root)] = first }
    evidence[Int(first)] = joint.evidence
  }

  private func merged(_ one: Evidence, _ other: Evidence) -> Evidence {
    Evidence(
      version: merged(one.version, other.version, by: \.version),
      healthz: merged(one.healthz, other.healthz, by: \.healthz),
      authority: merged(one.authority, other.authority, by: \.authority))
  }

  private func merged(_ one: UInt32, _ other: UInt32, by sign: (ClusterKeys) -> UInt64) -> UInt32 {
    if other == Witness.none { return one }
    if one == Witness.none { return other }
    if one == Witness.several || other == Witness.several { return Witness.several }
    return sign(keys(one)) == sign(keys(other)) ? one : Witness.several
  }

  /// The first member of the set of each endpoint.
  mutating func roots() -> [UInt32] {
    for endpoint in parents.indices { parents[endpoint] = root(of: UInt32(endpoint)) }
    return parents
  }
}
