/// Which endpoints of a scan are of one cluster.
///
/// - The same UID of a FlowSchema for the same path joins; different UIDs for the same path part what the next signs
///   would join.
/// - The same authority joins, unless it is seen with more than one UID for a path: clusters may share an authority, and
///   then it joins nobody.
/// - The same name in the target list joins, under the same condition.
public enum ClusterGrouping {
  /// The cluster of each endpoint, as the index of the first endpoint in it.
  public static func clusters(_ endpoints: [ClusterSigns]) -> [Int] {
    var groups = Groups(endpoints)
    groups.joinBySchema(endpoints)
    groups.join(endpoints) { $0.authority }
    groups.join(endpoints) { $0.name }
    return endpoints.indices.map { groups.first(of: $0) }
  }
}

/// Disjoint sets of endpoints, each known by its first, with the UIDs that its members showed.
private struct Groups {
  private struct Schema: Hashable {
    let path: String
    let identifier: String
  }

  private var parents: [Int]
  /// The UIDs of a group by path; at its first member only.
  private var schemas: [[String: Set<String>]]

  init(_ endpoints: [ClusterSigns]) {
    parents = Array(endpoints.indices)
    schemas = endpoints.map { $0.schemas.mapValues { [$0] } }
  }

  mutating func first(of endpoint: Int) -> Int {
    var root = endpoint
    while parents[root] != root { root = parents[root] }
    var next = endpoint
    while parents[next] != root { (parents[next], next) = (root, parents[next]) }
    return root
  }

  mutating func joinBySchema(_ endpoints: [ClusterSigns]) {
    var seen: [Schema: Int] = [:]
    for (index, endpoint) in endpoints.enumerated() {
      for (path, identifier) in endpoint.schemas {
        let schema = Schema(path: path, identifier: identifier)
        if let other = seen[schema] { unite(other, index) } else { seen[schema] = index }
      }
    }
  }

  /// Joins all that show the same sign, where no path has more than one UID among them.
  mutating func join<Sign: Hashable>(_ endpoints: [ClusterSigns], by sign: (ClusterSigns) -> Sign?) {
    let members = Dictionary(grouping: endpoints.indices) { sign(endpoints[$0]) }
    // In the order of the list, so that two scans of one list group alike.
    let ordered = members.sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
    for (sign, indices) in ordered where sign != nil && indices.count > 1 {
      let roots = Set(indices.map { first(of: $0) })
      guard roots.count > 1 else { continue }
      var seen: [String: Set<String>] = [:]
      for root in roots { seen.merge(schemas[root]) { $0.union($1) } }
      guard seen.values.allSatisfy({ $0.count == 1 }) else { continue }
      for index in indices.dropFirst() { unite(indices[0], index) }
    }
  }

  private mutating func unite(_ left: Int, _ right: Int) {
    let (one, other) = (first(of: left), first(of: right))
    guard one != other else { return }
    let (root, child) = (min(one, other), max(one, other))
    parents[child] = root
    let moved = schemas[child]
    schemas[child] = [:]
    schemas[root].merge(moved) { $0.union($1) }
  }
}
