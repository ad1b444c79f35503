import Exposure

/// Changes one entry by one record after another, and keeps account of it.
struct EntryEdit {
  private(set) var entry: Vulnerability
  private(set) var changes: [ImportChange] = []
  private let base: Knowledge

  init(_ entry: Vulnerability, base: Knowledge) {
    self.entry = entry
    self.base = base
  }

  /// Takes ranges of Kubernetes. What the fix of a range needs stays where the fix stays.
  mutating func setAffected(_ ranges: [AffectedVersions], _ record: FlawRecord) {
    let old = Self.text(entry.affected)
    let new = Self.text(ranges)
    guard old != new else { return }
    let wasEmpty = entry.affected.isEmpty
    // What only Go's version decided becomes a flaw of a program of Kubernetes where the record names one.
    if wasEmpty, !(record.component.map(ControlPlaneModules.components.contains) ?? false) { return }
    let kept = keptReason(.affected, record, isNew: wasEmpty)
    note(.affected, wasEmpty ? nil : old, new, kept)
    guard kept == nil else { return }
    entry.affected = ranges.map { range in
      let same = entry.affected.first { $0.fixedIn == range.fixedIn && $0.fixNeeds != nil }
      return AffectedRange(from: range.from, fixedIn: range.fixedIn, fixNeeds: same?.fixNeeds)
    }
    addSource(record)
  }

  /// Takes ranges of Go.
  mutating func setGoAffected(_ ranges: [AffectedGoVersions], _ record: FlawRecord) {
    let old = entry.goAffected.map(Self.text)
    let new = Self.text(ranges)
    guard old != new else { return }
    let kept = keptReason(.goAffected, record, isNew: old == nil)
    note(.goAffected, old, new, kept)
    guard kept == nil else { return }
    entry.goAffected = ranges
    addSource(record)
  }

  /// Takes a score, and who can use the flaw where nobody knew. Where an import derived who can use it, that follows the
  /// vector of the score.
  mutating func setScore(_ vector: CVSSVector, _ record: FlawRecord) {
    let isLower = entry.cvss.map { vector.score < $0 } ?? false
    let kept =
      keptReason(.cvss, record, isNew: entry.cvss == nil)
      ?? (isLower && record.origin != .kubernetes ? .lowerElsewhere : nil)
    let (attacker, access) = FlawMerge.attacker(vector)
    let follows = kept == nil && FlawMerge.isDerived(entry)
    if follows || (entry.attacker == .unknown && attacker != .unknown) {
      if entry.attacker != attacker { note(.attacker, entry.attacker.rawValue, attacker.rawValue, nil) }
      (entry.attacker, entry.access) = (attacker, access)
    }
    guard entry.cvss != vector.score else { return }
    note(.cvss, entry.cvss.map { "\($0)" }, "\(vector.score)", kept)
    if kept == nil { entry.cvss = vector.score }
  }

  /// Takes the day of publication where none was known.
  mutating func setPublished(_ day: CalendarDay?) {
    guard entry.published == nil, let day else { return }
    note(.published, nil, day.description, nil)
    entry.published = day
  }

  /// A source that is newer than the knowledge replaces what it says, unless that was checked by hand. What the
  /// knowledge does not say at all is taken from any.
  private func keptReason(
    _ member: Vulnerability.CheckedMember, _ record: FlawRecord, isNew: Bool
  ) -> ImportChange.KeptReason? {
    if entry.checked?.contains(member) == true { return .checked }
    if isNew { return nil }
    if record.origin == .feed { return .prose }
    return record.isNewer(than: base) ? nil : .notNewer
  }

  private mutating func note(
    _ kind: ImportChange.Kind, _ before: String?, _ after: String?, _ kept: ImportChange.KeptReason?
  ) {
    changes.append(
      ImportChange(kind: kind, subject: entry.id, before: before, after: after, kept: kept))
  }

  private mutating func addSource(_ record: FlawRecord) {
    guard let source = record.sources.first, !entry.sources.contains(source) else { return }
    entry.sources.append(source)
  }

  /// Ranges for a person, and to be compared.
  static func text<Version: CustomStringConvertible>(_ ranges: [AffectedRange<Version>]) -> String {
    ranges.sorted { $0.from < $1.from }.map { range in
      let from = String(describing: range.from).replacing(/^(v|go)/, with: "")
      return range.fixedIn.map {
        "\(from) to before " + String(describing: $0).replacing(/^(v|go)/, with: "")
      }
        ?? "\(from) on, no fix"
    }.joined(separator: "; ")
  }
}
