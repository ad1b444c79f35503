/// Counts clusters over a whole scan: it keeps some 48 bytes for each API server, and groups them in the end, because a
/// sign that joins two endpoints may be shown wrong by a third.
public struct ClusterTally: Sendable {
  /// How many API servers are compared. Later ones count as clusters of their own, and the counts say so.
  public static let capacity = 1 << 20
  /// Of how many API servers the targets are kept, to be named where they turn out to be one cluster.
  static let targetCapacity = 1 << 16
  /// How many joined targets are told.
  static let joinedLimit = 10
  private static let versionCapacity = 1 << 12

  fileprivate struct Record {
    var keys: ClusterKeys
    var verdict: UInt8
    /// 1 + the place in `versions`; 0 for none, and for one too many.
    var version: UInt16
  }

  private let capacity: Int
  private var records: [Record] = []
  private var targets: [String] = []
  private var versions: [String] = []
  private var versionPlaces: [String: UInt16] = [:]
  private var uncompared: [Verdict: Int] = [:]

  /// An empty tally.
  public init() { self.init(capacity: Self.capacity) }

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The API servers in it.
  public var endpoints: Int { records.count + uncompared.values.reduce(0, +) }

  /// Takes an endpoint.
  /// - Returns: What is kept of it; nil where it is no API server.
  @discardableResult
  public mutating func add(_ observation: Observation, _ assessment: Assessment) -> ClusterEntry? {
    guard let entry = ClusterEntry(observation, assessment) else { return nil }
    add(entry)
    return entry
  }

  /// Takes what was kept of an endpoint.
  public mutating func add(_ entry: ClusterEntry) {
    guard records.count < capacity else {
      uncompared[entry.verdict, default: 0] += 1
      return
    }
    records.append(
      Record(keys: entry.keys, verdict: UInt8(entry.verdict.rank), version: place(of: entry.gitVersion)))
    if targets.count < Self.targetCapacity { targets.append(entry.target) }
  }

  private mutating func place(of version: String?) -> UInt16 {
    guard let version else { return 0 }
    if let place = versionPlaces[version] { return place }
    guard versions.count < Self.versionCapacity else { return 0 }
    versions.append(version)
    versionPlaces[version] = UInt16(versions.count)
    return UInt16(versions.count)
  }

  /// The clusters of all endpoints so far.
  public var counts: ClusterCounts {
    let roots = ClusterGrouping.clusters(records, keys: { $0.keys })
    var ranks = records.map(\.verdict)
    for (index, root) in roots.enumerated() {
      ranks[Int(root)] = min(ranks[Int(root)], ranks[index])
    }
    var counts = ClusterCounts(verdicts: uncompared, uncompared: uncompared.values.reduce(0, +))
    for (index, root) in roots.enumerated() where Int(root) == index {
      counts.verdicts[Verdict.allCases[Int(ranks[index])], default: 0] += 1
    }
    let joined = joined(roots)
    counts.joinedCount = joined.count
    counts.joined = joined.prefix(Self.joinedLimit).map(joinedTargets)
    return counts
  }
}

extension ClusterTally {
  /// The members of each cluster that has more than one target, in the order of the list.
  private func joined(_ roots: [UInt32]) -> [[Int]] {
    var members: [UInt32: [Int]] = [:]
    for (index, root) in roots.prefix(targets.count).enumerated() where Int(root) != index {
      members[root, default: [Int(root)]].append(index)
    }
    return members.values.filter { hasSeveralTargets($0) }.sorted { $0[0] < $1[0] }
  }

  private func hasSeveralTargets(_ members: [Int]) -> Bool {
    guard let first = members.first else { return false }
    return members.contains { records[$0].keys.target != records[first].keys.target }
  }

  private func joinedTargets(_ members: [Int]) -> JoinedTargets {
    var seen: [UInt64: Int] = [:]
    var first: [JoinedTargets.Member] = []
    for index in members {
      let member = JoinedTargets.Member(
        target: targets[index], verdict: Verdict.allCases[Int(records[index].verdict)],
        gitVersion: version(of: records[index]))
      if let place = seen[records[index].keys.target] {
        if first.indices.contains(place), member.verdict.rank < first[place].verdict.rank {
          first[place] = member
        }
        continue
      }
      seen[records[index].keys.target] = seen.count
      if first.count < JoinedTargets.memberLimit { first.append(member) }
    }
    let faces = members.map { index in
      ControlPlane.Face(
        verdict: Verdict.allCases[Int(records[index].verdict)], gitVersion: version(of: records[index]))
    }
    return JoinedTargets(
      members: first, count: seen.count, hasDrifted: ControlPlane.hasDrifted(faces), sign: sharedSign(members)
    )
  }

  private func sharedSign(_ members: [Int]) -> JoinedTargets.Sign? {
    func isShared(_ key: KeyPath<ClusterKeys, UInt64>) -> Bool {
      guard let first = members.first.map({ records[$0].keys[keyPath: key] }), first != 0 else {
        return false
      }
      return members.allSatisfy { records[$0].keys[keyPath: key] == first }
    }
    return isShared(\.version) ? .flowSchema : isShared(\.authority) ? .authority : nil
  }

  private func version(of record: Record) -> String? {
    record.version == 0 ? nil : versions[Int(record.version) - 1]
  }
}

extension ClusterKeys {
  /// What tells one target from another: the name, or the address that is asked for itself.
  fileprivate var target: UInt64 { name == 0 ? address : name }
}

extension Verdict {
  /// The place among the verdicts, the most exposed first.
  var rank: Int { Self.ranks[self] ?? Self.allCases.count }

  private static let ranks = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}
