/// The first reading of a list: finds all that is wrong with it, and counts its endpoints.
struct ListSurvey {
  private(set) var endpointCount: UInt64 = 0
  private(set) var duplicateCount: UInt64 = 0
  private(set) var excludedCount: UInt64 = 0
  private(set) var nonHostCount: UInt64 = 0
  private(set) var fingerprint = Fingerprint()

  private var expander: Expander
  private var excess: EndpointExcess
  private var badInput = BadInput()
  /// Files that hold no target, in which case what they are is told.
  private var withoutTarget: [TargetSource] = []

  init(expander: Expander, maximum: UInt64) {
    self.expander = expander
    excess = EndpointExcess(maximum: maximum)
  }

  mutating func read(_ source: TargetSource) {
    var lines = source.lines
    var faults = SourceFaults(source)
    var isFirst = source.isFile && !source.isListed
    let entriesBefore = excess.entries
    while let line = lines.next() {
      do {
        guard let parsed = try TargetLine.parse(line, isFirst: isFirst) else { continue }
        isFirst = false
        guard case .target(let entry) = parsed else { continue }
        count(entry, source: source, number: lines.number)
      } catch {
        isFirst = false
        faults.add(line, number: lines.number, problem: error)
      }
    }
    badInput.add(faults)
    if excess.entries == entriesBefore { withoutTarget.append(source) }
  }

  func throwIfRefused() throws(TargetListError) {
    try badInput.throwIfAny()
    guard excess.entries > 0 else {
      // A file of another kind may pass for one of nothing but comments.
      var kinds = BadInput()
      for source in withoutTarget { kinds.addKind(of: source) }
      try kinds.throwIfAny()
      throw .noTargets
    }
    guard !excess.isExceeded else { throw .tooMany(excess) }
  }

  mutating func addToFingerprint(_ ports: PortList, _ exclusions: [Exclusion]) {
    for port in ports.ports { fingerprint.combine("\(port) ".utf8) }
    fingerprint.endPart()
    for text in Set(exclusions.map(\.description)).sorted() {
      fingerprint.combine(text.utf8)
      fingerprint.endPart()
    }
  }

  private mutating func count(_ entry: TargetEntry, source: TargetSource, number: UInt64) {
    fingerprint.combine(entry.text)
    fingerprint.endPart()
    for label in LineWords.words(of: entry.labelWords) {
      fingerprint.combine(label)
      fingerprint.endPart()
    }
    fingerprint.endPart()

    let expansion = expander.expand(entry)
    excess.add(
      EndpointExcess.Share(entry, expansion, source: source, number: number), endpoints: expansion.allowed)
    guard !excess.isExceeded else {
      // A list that is refused needs no exact count, and a long one would fill the memory.
      expander.seen = nil
      return
    }
    endpointCount += UInt64(expansion.remaining)
    duplicateCount += UInt64(expansion.duplicates)
    excludedCount = excludedCount.saturatingAdding(expansion.excluded)
    nonHostCount = nonHostCount.saturatingAdding(expansion.nonHosts)
  }
}

extension EndpointExcess.Share {
  init(_ entry: TargetEntry, _ expansion: Expansion, source: TargetSource, number: UInt64) {
    text = String(decoding: entry.text, as: UTF8.self)
    self.source = source.name
    line = source.fileLine(number)
    addresses = expansion.addresses
    ports = expansion.ports
    endpoints = expansion.allowed
  }
}

extension UInt64 {
  func saturatingAdding(_ other: UInt128) -> UInt64 {
    UInt64(clamping: UInt128(self).saturatingAdding(other))
  }
}
