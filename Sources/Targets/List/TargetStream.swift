/// Why a line of a stream brings no destinations.
public enum TargetStreamError: Error, Sendable, Hashable {
  /// The line could not be understood; the stream goes on with the next one.
  case badLine(BadLine)
  /// The stream has come to more endpoints than it may; so it is for every further line that has a target.
  case tooMany(EndpointExcess)
}

extension TargetStreamError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .badLine(let line): line.description
    case .tooMany(let excess): excess.description
    }
  }
}

/// A list of targets whose lines come one by one, so that scanning starts before the list ends.
///
/// The rules are those of `TargetList`, but for exclusions, which count from their line on.
public struct TargetStream: Sendable {
  /// The endpoints of the lines so far, after exclusions and duplicates.
  public private(set) var endpointCount: UInt64 = 0
  /// The endpoints that were dropped because they came earlier.
  public private(set) var duplicateCount: UInt64 = 0
  /// The endpoints that were dropped because they are excluded; `UInt64.max` where they are at least that many.
  public private(set) var excludedCount: UInt64 = 0
  /// The endpoints of blocks that were left out because their address names no host; `UInt64.max` where they are at
  /// least that many.
  public private(set) var nonHostCount: UInt64 = 0
  /// The number of the last line.
  public private(set) var lineCount: UInt64 = 0
  /// The exclusions so far, to be asked again of the addresses of names.
  public var exclusions: ExclusionList { expander.exclusions }
  /// How many targets the lines so far held.
  public var entryCount: UInt64 { excess.entries }

  private let name: String
  /// Whether the next line with content is the first one.
  private var isFirst = true
  /// Whether a line seemed to hold a secret: no later one is shown, because it may be the rest of it.
  private var holdsSecret = false
  private var expander: Expander
  private var excess: EndpointExcess

  /// Makes a stream that has no line yet.
  ///
  /// - Parameters:
  ///   - name: What the stream is called in errors.
  ///   - ports: The ports of targets that name none themselves.
  ///   - exclusions: What is left out from the start.
  ///   - maximum: How many endpoints there may be after exclusions, before duplicates are dropped.
  public init(
    name: String, ports: PortList = .standard, exclusions: [Exclusion] = [], maximum: UInt64
  ) {
    self.name = name
    expander = Expander(ports: ports, exclusions: ExclusionList(exclusions), dropsDuplicates: true)
    excess = EndpointExcess(maximum: maximum)
  }

  /// Makes a stream that goes on where a list ends: what the list names comes no more, what it excludes stays
  /// excluded, and its endpoints count towards the maximum.
  public init(name: String, following list: TargetList, maximum: UInt64) {
    self.name = name
    expander = Expander(ports: list.ports, exclusions: list.exclusions, dropsDuplicates: true)
    excess = EndpointExcess(maximum: maximum)
    for source in list.sources {
      var entries = SourceEntries(source)
      while let entry = entries.next() { _ = take(entry, of: source, number: entries.lineNumber) }
    }
  }

  /// Reads the next line, with or without its line end; brings nothing for blank lines, comments and exclusions.
  ///
  /// - Parameter number: The number of the line in the file; nil where each line of the file is given.
  public mutating func destinations(
    line: some Sequence<UInt8>, number: UInt64? = nil
  ) throws(TargetStreamError) -> Destinations {
    lineCount = number ?? lineCount + 1
    if number != nil { isFirst = false }
    let source = TargetSource(name: name, text: Array(line))
    switch try parse(text(of: source), of: source) {
    case nil:
      return .none
    case .exclusion(let exclusion):
      expander.exclusions.insert(exclusion)
      return .none
    case .target(let entry):
      guard let expansion = take(entry, of: source, number: lineCount) else { throw .tooMany(excess) }
      return Destinations(entry: entry, content: expansion.content)
    }
  }

  /// Expands and counts an entry; nil where the maximum is exceeded.
  private mutating func take(_ entry: TargetEntry, of source: TargetSource, number: UInt64) -> Expansion? {
    let expansion = expander.expand(entry)
    let share = EndpointExcess.Share(entry, expansion, source: source, number: number)
    excess.add(share, endpoints: expansion.allowed)
    guard !excess.isExceeded else { return nil }
    endpointCount += UInt64(expansion.remaining)
    duplicateCount += UInt64(expansion.duplicates)
    excludedCount = excludedCount.saturatingAdding(expansion.excluded)
    nonHostCount = nonHostCount.saturatingAdding(expansion.nonHosts)
    return expansion
  }

  /// The line without the line feed and a byte order mark.
  private func text(of source: TargetSource) -> ArraySlice<UInt8> {
    let text = SourceLines.withoutMark(source.text[...])
    return text.last == UInt8(ascii: "\n") ? text.dropLast() : text
  }

  private mutating func parse(
    _ line: ArraySlice<UInt8>, of source: TargetSource
  ) throws(TargetStreamError) -> TargetLine? {
    do {
      let parsed = try TargetLine.parse(line, isFirst: isFirst)
      if parsed != nil { isFirst = false }
      return parsed
    } catch {
      isFirst = false
      var bad = source.badLine(line, number: lineCount, problem: error)
      if holdsSecret { bad.withhold() }
      holdsSecret = holdsSecret || bad.secret != nil
      throw .badLine(bad)
    }
  }
}
