import Exposure

/// Merges what was read into the knowledge: calendars first, because the last patches of releases tell where ranges
/// end, then flaws, then what is known to be exploited.
struct ImportMerge {
  private(set) var knowledge: Knowledge
  private(set) var changes: [ImportChange] = []
  private(set) var missing: [String] = []

  private var seen: Set<ImportChange> = []
  private let base: Knowledge
  private let today: CalendarDay
  private let downloaded: CalendarDay?
  private var calendarDay: CalendarDay?
  /// The addresses that something was taken from, and the days of the files.
  private var origins: [(address: String, day: CalendarDay?)] = []

  init(_ base: Knowledge, today: CalendarDay, downloaded: CalendarDay?) {
    self.base = base
    knowledge = base
    self.today = today
    self.downloaded = downloaded
  }

  mutating func add(_ reading: inout SourceReading) {
    for (file, calendar) in reading.calendars { add(calendar, &reading.reports[file]) }
    addFlaws(&reading)
    for (file, catalogue) in reading.catalogues { add(catalogue, &reading.reports[file]) }
    setDay(feed: reading.feedDay, database: reading.databaseDay)
    setSources()
  }
}

extension ImportMerge {
  private mutating func add(_ calendar: CalendarFile, _ report: inout FileReport) {
    let own = calendar.day?.believed(on: today)
    let day = own ?? downloaded
    let merge = CalendarMerge(calendar, day: day, into: knowledge, asOf: base.asOf)
    report.taken = merge.taken
    for (reason, name) in merge.passedOver { report.pass(name, reason) }
    for (place, reason) in merge.unread { report.problem(place, reason) }
    knowledge = merge.knowledge
    note(merge.changes, calendar.product.address, day)
    // A file of which nothing was taken says nothing of how old the releases are.
    if calendar.product == .kubernetes, merge.taken > 0 {
      calendarDay = [calendarDay, day].compactMap(\.self).max()
    }
  }

  private mutating func addFlaws(_ reading: inout SourceReading) {
    let merge = FlawMerge(base: base, releases: knowledge.releases)
    for group in Self.groups(reading.flaws, of: base.vulnerabilities) {
      let outcome = merge.merge(group.flaws.map(\.record), into: group.entry)
      for (file, record) in group.flaws {
        switch outcome {
        case .passedOver(let reason): reading.reports[file].pass(record.id, reason)
        case .entry where record.isWithdrawn: reading.reports[file].pass(record.id, .withdrawn)
        case .entry, .removed: reading.reports[file].taken += 1
        }
      }
      for origin in Set(group.flaws.map(\.record.origin)).sorted() {
        let days = group.flaws.filter { $0.record.origin == origin }
          .compactMap { reading.reports[$0.file].day.flatMap(CalendarDay.init) }
        note(outcome.changes, Self.address(of: origin), days.max())
      }
      place(outcome, group.entry)
    }
  }

  private mutating func place(_ outcome: FlawMerge.Outcome, _ entry: Vulnerability?) {
    let index = entry.flatMap { entry in knowledge.vulnerabilities.firstIndex { $0.id == entry.id } }
    switch (outcome, index) {
    case (.entry(let new, _), let index?): knowledge.vulnerabilities[index] = new
    case (.entry(let new, _), nil): knowledge.vulnerabilities.append(new)
    case (.removed, let index?): knowledge.vulnerabilities.remove(at: index)
    case (.removed, nil), (.passedOver, _): break
    }
  }

  private mutating func add(_ catalogue: KEVCatalogue, _ report: inout FileReport) {
    var found = 0
    var changes: [ImportChange] = []
    for (index, flaw) in knowledge.vulnerabilities.enumerated() {
      let listed = ([flaw.id] + (flaw.alsoKnownAs ?? [])).compactMap { catalogue.added[$0] }
      found += listed.count
      let day = listed.min()
      guard day != flaw.kev, day != nil || catalogue.isComplete else { continue }
      changes.append(
        ImportChange(
          kind: .kev, subject: flaw.id, before: flaw.kev?.description, after: day?.description))
      knowledge.vulnerabilities[index].kev = day
    }
    report.taken = found
    let rest = catalogue.added.count - found
    if rest > 0 { report.passAll(rest, .unknownFlaw) }
    note(changes, "https://www.cisa.gov/known-exploited-vulnerabilities-catalog", catalogue.day)
  }

  private mutating func note(_ new: [ImportChange], _ address: String, _ day: CalendarDay?) {
    // Records of several sources tell the same change of one flaw.
    changes += new.filter { seen.insert($0).inserted }
    guard new.contains(where: { $0.kept == nil }) else { return }
    let day = day?.believed(on: today)
    if let known = origins.firstIndex(where: { $0.address == address }) {
      origins[known].day = [origins[known].day, day].compactMap(\.self).max()
    } else {
      origins.append((address, day))
    }
  }
}

extension ImportMerge {
  /// The knowledge is as old as the oldest of its three parts: releases, flaws of Kubernetes, flaws of Go. What was not
  /// imported is of the day before. A single record says nothing of how old all others are.
  private mutating func setDay(feed: CalendarDay?, database: CalendarDay?) {
    let parts: [(name: String, day: CalendarDay?)] = [
      ("endoflife.date's calendar of Kubernetes", calendarDay), ("the official Kubernetes CVE feed", feed),
      ("Go's vulnerability database (vulndb.zip)", database),
    ]
    let day = parts.map { max($0.day ?? base.asOf, base.asOf) }.min() ?? base.asOf
    knowledge.asOf = day
    missing = day > base.asOf ? [] : parts.filter { ($0.day ?? base.asOf) <= base.asOf }.map(\.name)
  }

  /// Names the files that something was taken from; each address once, with the day of the newest.
  private mutating func setSources() {
    guard !origins.isEmpty || knowledge.asOf > base.asOf else { return }
    for (address, day) in origins.sorted(by: { $0.address < $1.address }) {
      let beginning = "\(address) (imported"
      let text = beginning + (day.map { ", as of \($0)" } ?? "") + ")"
      if let index = knowledge.sources.firstIndex(where: { $0.hasPrefix(beginning) }) {
        knowledge.sources[index] = text
      } else {
        knowledge.sources.append(text)
      }
    }
    if !knowledge.caveats.contains(Self.caveat) { knowledge.caveats.append(Self.caveat) }
  }

  private static let caveat =
    "Something was imported after the other caveats were written. Who can use a flaw that was imported follows from its "
    + "CVSS vector, and is unknown where there is none."

  private static func address(of origin: FlawRecord.Origin) -> String {
    switch origin {
    case .kubernetes: "https://github.com/kubernetes-sigs/cve-feed-osv"
    case .feed: "https://kubernetes.io/docs/reference/issues-security/official-cve-feed/"
    case .go: "https://vuln.go.dev"
    case .other: "https://osv.dev"
    }
  }
}

extension ImportMerge {
  /// Records of one flaw, and the entry of the knowledge that it is.
  struct Group {
    let entry: Vulnerability?
    var flaws: [(file: Int, record: FlawRecord)]
  }

  /// Puts the records of one flaw together, and with the entry of the knowledge that has its name. Aliases join nothing:
  /// a record may name any number of other flaws, which would all vanish in it.
  static func groups(_ flaws: [(file: Int, record: FlawRecord)], of known: [Vulnerability]) -> [Group] {
    var owners: [String: String] = [:]
    var entries: [String: Vulnerability] = [:]
    for flaw in known.sorted(by: { $0.id < $1.id }) {
      entries[flaw.id] = flaw
      owners[flaw.id] = flaw.id
    }
    for flaw in known.sorted(by: { $0.id < $1.id }) {
      for name in flaw.alsoKnownAs ?? [] where owners[name] == nil { owners[name] = flaw.id }
    }
    var groups: [String: Group] = [:]
    // The sources that are believed most name the flaws, whatever the order of the files.
    for flaw in flaws.sorted(by: {
      ($0.record.origin, $0.record.id, $0.file) < ($1.record.origin, $1.record.id, $1.file)
    }) {
      let key = owners[flaw.record.flaw] ?? owners[flaw.record.id] ?? flaw.record.flaw
      groups[key, default: Group(entry: entries[key], flaws: [])].flaws.append(flaw)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension FlawMerge.Outcome {
  /// What changed, and what did not though a record differs.
  var changes: [ImportChange] {
    switch self {
    case .entry(_, let changes): changes
    case .removed(let change): [change]
    case .passedOver: []
    }
  }
}
