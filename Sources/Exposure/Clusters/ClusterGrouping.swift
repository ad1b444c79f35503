/// Which endpoints of a scan are of one cluster.
///
/// - The same UID of a FlowSchema for the same path joins. Different UIDs for the same path part what the next signs
///   would join.
/// - The same authority joins, unless it is seen with more than one UID for a path: clusters may share an authority, and
///   then it joins nobody.
/// - The same name in the target list joins: with the same port always, with another port unless the authorities differ.
/// - An address that is asked for itself is joined with the name behind which it stands, unless the authorities differ or
///   several clusters are behind that address and port: a proxy chooses by name.
public enum ClusterGrouping {
  /// The cluster of each endpoint, as the index of the first endpoint in it.
  public static func clusters(_ endpoints: [ClusterSigns]) -> [Int] {
    clusters(endpoints.map(ClusterKeys.init)) { $0 }.map(Int.init)
  }

  /// The same for at most `UInt32.max` endpoints of any kind.
  static func clusters<Endpoint>(
    _ endpoints: [Endpoint], keys: @escaping (Endpoint) -> ClusterKeys
  ) -> [UInt32] {
    var sets = ClusterSets(endpoints.count) { keys(endpoints[Int($0)]) }
    func join(by sign: (ClusterKeys) -> UInt64, where isAllowed: (ClusterSets.Joint) -> Bool) {
      let (order, runs) = runs(endpoints.map { sign(keys($0)) })
      for run in runs { sets.join(order[Int(run.lowerBound)..<Int(run.upperBound)], where: isAllowed) }
    }
    join(by: \.version) { _ in true }
    join(by: \.healthz) { _ in true }
    // One endpoint in several files.
    join(by: \.whole) { _ in true }
    join(by: \.authority) { !$0.evidence.hasSeveralSchemas }
    join(by: \.plane) { !$0.evidence.hasSeveralSchemas }
    join(by: \.name) { !$0.evidence.hasSeveralSchemas && !$0.evidence.hasSeveralAuthorities }
    join(by: \.address) { joint in
      !joint.evidence.hasSeveralSchemas && !joint.evidence.hasSeveralAuthorities && joint.named <= 1
        && joint.hasUnnamed
    }
    return sets.roots()
  }

  /// The endpoints that show a sign, those with the same one beside each other, and where those stand that several show:
  /// in the order of the list, so that two scans of one list group alike.
  private static func runs(_ signs: [UInt64]) -> (order: [UInt32], runs: [Range<UInt32>]) {
    var order: [UInt32] = []
    for index in signs.indices where signs[index] != 0 { order.append(UInt32(index)) }
    order.sort {
      let (left, right) = (signs[Int($0)], signs[Int($1)])
      return left == right ? $0 < $1 : left < right
    }
    var runs: [Range<UInt32>] = []
    var start = 0
    while start < order.count {
      let sign = signs[Int(order[start])]
      var end = start + 1
      while end < order.count, signs[Int(order[end])] == sign { end += 1 }
      if end - start > 1 { runs.append(UInt32(start)..<UInt32(end)) }
      start = end
    }
    runs.sort { order[Int($0.lowerBound)] < order[Int($1.lowerBound)] }
    return (order, runs)
  }
}

extension ClusterKeys {
  /// All signs together; 0 where the address is not known.
  fileprivate var whole: UInt64 {
    guard address != 0 else { return 0 }
    return [version, healthz, authority, name].reduce(address) { SignDigest.mixed($0 &* 31 ^ $1) }
  }
}
