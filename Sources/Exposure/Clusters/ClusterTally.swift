/// Counts clusters over a whole scan: it keeps 48 bytes for each API server, and groups them in the end, because a sign
/// that joins two endpoints may be shown wrong by a third. Open components are no clusters: of each it keeps as much,
/// to say in the end to which cluster it belongs.
public struct ClusterTally: Sendable {
  /// How many API servers are compared. Later ones count as clusters of their own, and the counts say so.
  public static let capacity = 1 << 20
  /// Of how many open components the cluster is looked for. Later ones count without one.
  public static let componentCapacity = 1 << 16
  /// Of how many API servers the targets are kept, to be named where they turn out to be one cluster.
  static let targetCapacity = 1 << 16
  /// How many joined targets are told.
  static let joinedLimit = 10

  struct Record {
    var keys: ClusterKeys
    var verdict: UInt8
    /// Its place among the versions; 0 for none, and for one too many.
    var version: UInt16
    /// The same among the labels.
    var label: UInt16
  }

  struct ComponentRecord {
    var keys: ClusterKeys
    var component: Component
    /// Whether it lets strangers in.
    var isEntered: Bool
    var label: UInt16
  }

  private let capacity: Int
  private(set) var records: [Record] = []
  private(set) var targets: [String] = []
  private var versions = TextPlaces()
  private(set) var labels = TextPlaces()
  private(set) var components: [ComponentRecord] = []
  private var componentsBeyond = 0
  private var uncompared: [Verdict: Int] = [:]

  /// An empty tally.
  public init() { self.init(capacity: Self.capacity) }

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The API servers in it.
  public var endpoints: Int { records.count + uncompared.values.reduce(0, +) }

  /// The open components in it.
  public var openComponents: Int { components.count + componentsBeyond }

  /// Takes an endpoint.
  /// - Returns: What is kept of it; nil where it is neither an API server nor an open component.
  @discardableResult
  public mutating func add(_ observation: Observation, _ assessment: Assessment) -> ClusterEntry? {
    guard let entry = ClusterEntry(observation, assessment) else { return nil }
    add(entry)
    return entry
  }

  /// Takes what was kept of an endpoint.
  public mutating func add(_ entry: ClusterEntry) {
    guard entry.component == .kubeAPIServer else { return addComponent(entry) }
    guard records.count < capacity else {
      uncompared[entry.verdict, default: 0] += 1
      return
    }
    records.append(
      Record(
        keys: entry.keys, verdict: UInt8(entry.verdict.rank), version: versions.place(of: entry.gitVersion),
        label: labels.place(of: entry.label)))
    if targets.count < Self.targetCapacity { targets.append(entry.target) }
  }

  private mutating func addComponent(_ entry: ClusterEntry) {
    guard components.count < Self.componentCapacity else {
      componentsBeyond += 1
      return
    }
    components.append(
      ComponentRecord(
        keys: entry.keys, component: entry.component, isEntered: entry.verdict != .versionLeak,
        label: labels.place(of: entry.label)))
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
    counts.components = componentClusters(roots)
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
        gitVersion: versions[records[index].version])
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
        verdict: Verdict.allCases[Int(records[index].verdict)], gitVersion: versions[records[index].version])
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

/// The first few different texts, each known by a number.
struct TextPlaces {
  private static let capacity = 1 << 12

  private var texts: [String] = []
  private var places: [String: UInt16] = [:]

  /// The number of a text, from 1; 0 for none, and for one too many.
  mutating func place(of text: String?) -> UInt16 {
    guard let text, !text.isEmpty else { return 0 }
    if let place = places[text] { return place }
    guard texts.count < Self.capacity else { return 0 }
    texts.append(text)
    places[text] = UInt16(texts.count)
    return UInt16(texts.count)
  }

  /// The text of a number; nil for 0.
  subscript(place: UInt16) -> String? { place == 0 ? nil : texts[Int(place) - 1] }
}
