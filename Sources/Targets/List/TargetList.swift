/// A whole list of targets: read, checked and counted at once, expanded one destination at a time in the order of
/// the list.
///
/// The same endpoint named twice (the same name or address, port and transport) comes once, where it came first.
/// Exclusions count for the whole list, wherever they stand.
public struct TargetList: Sendable {
  /// How many endpoints there are after exclusions and duplicates. A name counts once for each of its ports: it is
  /// not resolved yet.
  public let endpointCount: UInt64
  /// How many endpoints were dropped because they came earlier in the list.
  public let duplicateCount: UInt64
  /// How many endpoints were dropped because they are excluded; `UInt64.max` where they are at least that many.
  public let excludedCount: UInt64
  /// How many endpoints of blocks were left out because their address names no host (0.0.0.0/8, `::`, multicast,
  /// broadcast); `UInt64.max` where they are at least that many.
  public let nonHostCount: UInt64
  /// The exclusions of the list and of the options together, to be asked again of the addresses of names.
  public let exclusions: ExclusionList
  /// 16 hexadecimal digits that are the same for lists with the same targets, labels, ports and exclusions, in
  /// every run and on every machine; comments and blank lines do not count.
  public let fingerprint: String

  let sources: [TargetSource]
  let ports: PortList

  /// Reads every line of every source.
  ///
  /// - Parameters:
  ///   - sources: The texts in their order.
  ///   - ports: The ports of targets that name none themselves.
  ///   - exclusions: What is left out besides the `!` lines of the sources.
  ///   - maximum: How many endpoints there may be after exclusions, before duplicates are dropped.
  /// - Throws: All bad lines together, or the arithmetic of a list that is too large, or that there is no target.
  public init(
    sources: [TargetSource], ports: PortList = .standard, exclusions: [Exclusion] = [], maximum: UInt64
  ) throws(TargetListError) {
    let allExclusions = exclusions + Self.exclusions(of: sources)
    self.sources = sources
    self.ports = ports
    self.exclusions = ExclusionList(allExclusions)
    let expander = Expander(ports: ports, exclusions: self.exclusions, dropsDuplicates: true)
    var survey = ListSurvey(expander: expander, maximum: maximum)
    for source in sources { survey.read(source) }
    try survey.throwIfRefused()
    survey.addToFingerprint(ports, allExclusions)
    endpointCount = survey.endpointCount
    duplicateCount = survey.duplicateCount
    excludedCount = survey.excludedCount
    nonHostCount = survey.nonHostCount
    fingerprint = survey.fingerprint.text
  }

  /// The exclusions that can be read; those that cannot are reported with the other bad lines.
  private static func exclusions(of sources: [TargetSource]) -> [Exclusion] {
    var exclusions: [Exclusion] = []
    for source in sources {
      var lines = source.lines
      while let line = lines.next() {
        guard TargetLine.mayBeExclusion(line), case .exclusion(let exclusion) = try? TargetLine.parse(line)
        else { continue }
        exclusions.append(exclusion)
      }
    }
    return exclusions
  }
}

extension TargetList: Sequence {
  /// The destinations in the order of the list; addresses of a block in ascending order.
  public func makeIterator() -> Iterator {
    Iterator(
      sources: sources,
      expander: Expander(ports: ports, exclusions: exclusions, dropsDuplicates: duplicateCount > 0))
  }

  /// Reads the lines once more and expands one entry at a time.
  public struct Iterator: IteratorProtocol, Sendable {
    private var sources: ArraySlice<TargetSource>
    private var entries: SourceEntries?
    private var expander: Expander
    private var current: Destinations?

    fileprivate init(sources: [TargetSource], expander: Expander) {
      self.sources = sources[...]
      self.expander = expander
    }

    /// The next destination, or nil at the end of the list.
    public mutating func next() -> Destination? {
      while true {
        if let destination = current?.next() { return destination }
        if let entry = entries?.next() {
          current = Destinations(entry: entry, content: expander.expand(entry).content)
        } else {
          guard let source = sources.popFirst() else { return nil }
          entries = SourceEntries(source)
        }
      }
    }
  }
}

extension TargetList {
  /// The labels of each target that has any, in the order of the list, those of excluded targets too.
  public var labels: some Sequence<[Label]> {
    sources.lazy.flatMap { SourceEntries($0).lazy.compactMap(\.ownLabels) }
  }
}
