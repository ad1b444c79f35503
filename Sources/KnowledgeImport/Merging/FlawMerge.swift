import Exposure

/// Puts the records of one flaw into the knowledge.
struct FlawMerge {
  /// The knowledge that the import began with.
  let base: Knowledge
  /// The releases, newer ones that the import brought included.
  let releases: [Release]

  /// What comes of the records of one flaw.
  enum Outcome {
    /// The entry, changed or as it was.
    case entry(Vulnerability, [ImportChange])
    /// The entry goes.
    case removed(ImportChange)
    /// Nothing is known of it, and nothing is taken.
    case passedOver(PassReason)
  }

  /// Merges records of one flaw.
  /// - Parameters:
  ///   - records: Those that are not withdrawn, and others.
  ///   - entry: What the knowledge has of it.
  func merge(_ records: [FlawRecord], into entry: Vulnerability?) -> Outcome {
    let valid = records.filter { !$0.isWithdrawn }.sorted { ($0.origin, $0.id) < ($1.origin, $1.id) }
    if valid.isEmpty {
      guard let entry else { return .passedOver(.withdrawn) }
      let own = records.filter { $0.id == entry.id }
      guard !own.isEmpty else { return .passedOver(.withdrawn) }
      var change = ImportChange(kind: .withdrawn, subject: entry.id, before: nil, after: nil)
      guard own.contains(where: { $0.isNewer(than: base) }) else {
        change.kept = .notNewer
        return .entry(entry, [change])
      }
      return .removed(change)
    }
    guard let entry else { return added(valid) }
    return changed(entry, valid)
  }
}

extension FlawMerge {
  private func added(_ records: [FlawRecord]) -> Outcome {
    let component = records.lazy.compactMap(\.component).first
    let kubernetes = component.map(ControlPlaneModules.components.contains) ?? false ? ranges(records) : nil
    let go = goRanges(records)
    guard kubernetes != nil || go != nil else {
      if let component, !ControlPlaneModules.components.contains(component) {
        return .passedOver(.otherComponent)
      }
      let tellsVersions = records.contains { !$0.kubernetes.isEmpty }
      return .passedOver(component == nil && tellsVersions ? .unknownComponent : .noVersions)
    }
    let vector = Self.scored(records)?.vector
    let (attacker, access) = Self.attacker(vector)
    let library = records.lazy.compactMap(\.goPackage).first
    // All of them are of one flaw, and no flaw is known by the aliases of another: they would take its records later.
    var entry = Vulnerability(
      id: records[0].flaw,
      component: (kubernetes == nil ? library.map { "Go \($0)" } : component) ?? "Kubernetes",
      summary: records.lazy.map(\.summary).first { !$0.isEmpty } ?? "No summary was published.",
      attacker: attacker, access: access, affected: kubernetes ?? [], goAffected: go,
      sources: sources(records))
    entry.published = records.compactMap(\.published).min()
    entry.cvss = vector?.score
    let score = entry.cvss.map { "CVSS \($0)" } ?? "no CVSS score"
    let text = "(\(entry.component), \(score), attacker \(attacker.rawValue)): \(entry.summary)"
    return .entry(entry, [ImportChange(kind: .newVulnerability, subject: entry.id, before: nil, after: text)])
  }

  private func changed(_ entry: Vulnerability, _ records: [FlawRecord]) -> Outcome {
    var edit = EntryEdit(entry, base: base)
    // The text of announcements is read for what is new alone.
    let structured = records.filter { $0.origin != .feed }
    if let record = structured.first(where: { !$0.kubernetes.isEmpty }), let ranges = ranges(structured) {
      edit.setAffected(ranges, record)
    } else if let record = records.first(where: { !$0.kubernetes.isEmpty }), let ranges = ranges([record]) {
      edit.setAffected(ranges, record)
    }
    if let record = structured.first(where: { !$0.go.isEmpty }), let ranges = goRanges(structured) {
      edit.setGoAffected(ranges, record)
    }
    if let scored = Self.scored(records) { edit.setScore(scored.vector, scored.record) }
    edit.setPublished(records.compactMap(\.published).min())
    return .entry(edit.entry, edit.changes)
  }

  /// The ranges that the records of the first origin have together: where two of one origin differ, a version that one of
  /// them names is affected. Where they make no ranges, those of the first record that has some.
  private func ranges(_ records: [FlawRecord]) -> [AffectedVersions]? {
    let origin = records.first { !$0.kubernetes.isEmpty }?.origin
    let together = records.filter { $0.origin == origin && $0.origin != .feed }.flatMap(\.kubernetes)
    return SourceRange.resolved(together, endOf: afterLastPatch)
      ?? records.lazy.compactMap { SourceRange.resolved($0.kubernetes, endOf: afterLastPatch) }.first
  }

  /// The ranges of Go's releases that records have together.
  private func goRanges(_ records: [FlawRecord]) -> [AffectedGoVersions]? {
    SourceRange.resolved(records.flatMap(\.go))
      ?? records.lazy.compactMap { SourceRange.resolved($0.go) }.first
  }

  /// The next minor release, where a version is the last patch of one that has ended: no fix of it will ever be.
  private func afterLastPatch(_ version: KubernetesVersion) -> KubernetesVersion? {
    guard let release = releases.first(where: { $0.minor == version.release }),
      let end = release.endOfLife, end < base.asOf, version.patch >= release.latestPatch.patch
    else { return nil }
    return KubernetesVersion("\(version.release.major).\(version.release.minor + 1).0")
  }

  private func sources(_ records: [FlawRecord]) -> [String] {
    Array(records.flatMap(\.sources).distinct().prefix(8))
  }
}

extension FlawMerge {
  /// The score that counts: of the first origin that has one, the highest.
  private static func scored(_ records: [FlawRecord]) -> (vector: CVSSVector, record: FlawRecord)? {
    let scored = records.compactMap { record in record.vector.map { (vector: $0, record: record) } }
    let first = scored.filter { $0.record.origin == scored.first?.record.origin }
    return first.max { left, right in
      let (one, other) = (left.vector, right.vector)
      return one.score == other.score ? !one.needsNothing && other.needsNothing : one.score < other.score
    }
  }

  /// Whether what an entry says of who can use it is what an import derived, unedited.
  static func isDerived(_ entry: Vulnerability) -> Bool {
    derived.contains { $0 == (entry.attacker, entry.access) }
  }

  private static let derived = [
    attacker(nil),
    attacker(CVSSVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")),
    attacker(CVSSVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H")),
    attacker(CVSSVector("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H")),
    attacker(CVSSVector("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H")),
  ]

  /// Who can use a flaw, as far as its CVSS vector tells. What the vector does not tell is not known: severity then
  /// treats it as what needs credentials, so that nothing is worse than its source says.
  static func attacker(_ vector: CVSSVector?) -> (attacker: Attacker, access: String) {
    guard let vector else { return (.unknown, "not known: no source that was imported says it") }
    if vector.needsNothing { return (.anonymous, "unauthenticated, by its CVSS vector (AV:N, PR:N, UI:N)") }
    if let privileges = vector.privileges {
      let rights = privileges == "H" ? "many rights" : "some rights"
      return (.authenticated, "authenticated with \(rights), by its CVSS vector (PR:\(privileges))")
    }
    return (
      .unknown, "not known: its CVSS vector asks for no privileges, but for more than reaching the port"
    )
  }
}
