/// What a whole scan shows of clusters: each counts once, with the verdict of its most exposed endpoint.
public struct ClusterCounts: Sendable, Equatable {
  /// The clusters by verdict.
  public var verdicts: [Verdict: Int]
  /// Clusters that the list names more than once, in its order; the first of them.
  public var joined: [JoinedTargets]
  /// How many such clusters there are.
  public var joinedCount: Int
  /// The API servers that came when no more could be compared: each counts as a cluster of its own.
  public var uncompared: Int
  /// To which clusters the open components belong.
  public var components: ComponentClusters

  /// Makes counts.
  public init(
    verdicts: [Verdict: Int] = [:], joined: [JoinedTargets] = [], joinedCount: Int = 0, uncompared: Int = 0,
    components: ComponentClusters = ComponentClusters()
  ) {
    self.verdicts = verdicts
    self.joined = joined
    self.joinedCount = joinedCount
    self.uncompared = uncompared
    self.components = components
  }

  /// All clusters.
  public var total: Int { verdicts.values.reduce(0, +) }
}

/// Targets that turned out to be one cluster.
public struct JoinedTargets: Sendable, Equatable {
  /// A target, and what its most exposed endpoint shows.
  public struct Member: Sendable, Equatable {
    /// The name in the list, or the address and port.
    public var target: String
    /// The headline.
    public var verdict: Verdict
    /// The version that it leaks.
    public var gitVersion: String?

    /// Makes a member.
    public init(target: String, verdict: Verdict, gitVersion: String? = nil) {
      self.target = target
      self.verdict = verdict
      self.gitVersion = gitVersion
    }
  }

  /// What all endpoints of a cluster show alike.
  public enum Sign: String, Sendable, CaseIterable {
    /// The UID of the FlowSchema that `/version` was given.
    case flowSchema = "FlowSchema UID"
    /// The authority of the serving certificate.
    case authority = "certificate authority"
  }

  /// How many members are kept.
  public static let memberLimit = 5

  /// The first of its targets.
  public var members: [Member]
  /// How many there are.
  public var count: Int
  /// Whether its endpoints differ in verdict or version (`ControlPlane.hasDrifted`).
  public var hasDrifted: Bool
  /// The sign that all of its endpoints share; nil where they are joined by several.
  public var sign: Sign?

  /// Makes joined targets.
  public init(members: [Member], count: Int, hasDrifted: Bool = false, sign: Sign? = nil) {
    self.members = members
    self.count = count
    self.hasDrifted = hasDrifted
    self.sign = sign
  }
}
