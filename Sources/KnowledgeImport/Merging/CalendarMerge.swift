import Exposure

/// Puts a calendar into the knowledge.
struct CalendarMerge {
  private(set) var knowledge: Knowledge
  private(set) var changes: [ImportChange] = []
  private(set) var taken = 0
  private(set) var passedOver: [(PassReason, String)] = []
  /// Values that could not be read, each with its member and release.
  private(set) var unread: [(place: String, reason: String)] = []
  /// Whether the file is newer than the knowledge, so that its dates count where they differ.
  private let isNewer: Bool
  private let file: CalendarFile

  /// Merges a calendar.
  /// - Parameters:
  ///   - day: The day of the file.
  ///   - asOf: The day of the knowledge that the import began with.
  init(_ file: CalendarFile, day: CalendarDay?, into knowledge: Knowledge, asOf: CalendarDay) {
    self.knowledge = knowledge
    self.file = file
    isNewer = day.map { $0 > asOf } ?? false
    for row in file.rows {
      guard let minor = minorRelease(of: row) else { continue }
      for value in row.unread { noteUnread(value.member, row, value.reason) }
      if let distribution = file.product.distribution {
        addSupport(row, minor, by: distribution)
      } else {
        addRelease(row, minor)
      }
    }
  }
}

extension CalendarMerge {
  /// The minor release of a row, if it can be one of the product: all of Kubernetes' are 1.N, OpenShift's 3.N and 4.N. Passes
  /// it over if not, and also where its day is far from that of the release with this number: other products have a 1.25 as
  /// well.
  private mutating func minorRelease(of row: CalendarRow) -> MinorRelease? {
    let name = PlainText.line(row.name)
    let majors = file.product == .openshift ? 3...4 : 1...1
    guard let minor = MinorRelease(row.name), majors.contains(minor.major) else {
      passedOver.append((.noMinorRelease, name))
      return nil
    }
    guard file.product != .openshift, let known = knowledge.releases.first(where: { $0.minor == minor }),
      let released = row.released
    else { return minor }
    let days = Int(released.start.timeIntervalSince(known.released.start) / 86_400)
    guard Self.daysBehindRelease.contains(days) else {
      passedOver.append((.otherProduct, name))
      return nil
    }
    return minor
  }

  /// How many days before and after the release of Kubernetes a release of it by anybody is believed.
  private static let daysBehindRelease = -60...730

  private mutating func noteUnread(_ member: String, _ row: CalendarRow, _ reason: String) {
    unread.append(("\(member) of \(PlainText.line(row.name))", reason))
  }

  private mutating func addRelease(_ row: CalendarRow, _ minor: MinorRelease) {
    let name = PlainText.line(row.name)
    let patch = row.latest.flatMap { KubernetesVersion($0) }.flatMap {
      $0.release == minor && $0.suffix.isEmpty && $0.hasUpstreamPatch ? $0 : nil
    }
    if let latest = row.latest, patch == nil {
      noteUnread("latest", row, "it is \(PlainText.line(String(latest.prefix(40)))), not a patch of \(minor)")
    }
    guard let index = knowledge.releases.firstIndex(where: { $0.minor == minor }) else {
      guard let released = row.released, let patch, row.end.map({ released < $0 }) ?? true else {
        return passedOver.append((.incompleteRelease, name))
      }
      taken += 1
      knowledge.releases.append(
        Release(
          minor: minor, released: released, endOfLife: row.end, latestPatch: patch,
          sources: [file.product.address]))
      knowledge.releases.sort { $0.minor < $1.minor }
      let end = row.end.map { "supported until \($0)" } ?? "end not known"
      note(.newRelease, "Kubernetes \(minor)", nil, "released \(released), \(end), latest \(patch)", nil)
      return
    }
    taken += 1
    var release = knowledge.releases[index]
    let subject = "Kubernetes \(minor)"
    if let end = row.end, end > release.released, accepts(.endOfLife, subject, release.endOfLife, end) {
      release.endOfLife = end
    }
    if let released = row.released, release.endOfLife.map({ released < $0 }) ?? true,
      accepts(.released, subject, release.released, released)
    {
      release.released = released
    }
    // Patches are never taken back, so that the greater number is the newer fact.
    if let patch, patch > release.latestPatch {
      note(.latestPatch, subject, "\(release.latestPatch)", "\(patch)", nil)
      release.latestPatch = patch
    }
    addSource(&release.sources, if: release != knowledge.releases[index])
    knowledge.releases[index] = release
  }

  private mutating func addSupport(_ row: CalendarRow, _ minor: MinorRelease, by distribution: String) {
    let name = PlainText.line(row.name)
    let index = knowledge.vendorSupport.firstIndex { entry in
      entry.distribution == distribution
        && (file.product == .openshift ? entry.product == row.name : entry.minor == minor)
    }
    guard let standard = row.end else { return passedOver.append((.noDate, name)) }
    let extended = row.extended.flatMap { $0 > standard ? $0 : nil }
    guard let index else {
      guard file.product != .openshift else { return passedOver.append((.unknownBase, name)) }
      taken += 1
      knowledge.vendorSupport.append(
        VendorSupport(
          distribution: distribution, minor: minor, product: nil, standard: standard, extended: extended,
          sources: [file.product.address]))
      let longer = extended.map { ", extended until \($0)" } ?? ""
      return note(.newRelease, "\(distribution) \(minor)", nil, "supported until \(standard)\(longer)", nil)
    }
    taken += 1
    var support = knowledge.vendorSupport[index]
    let subject = "\(distribution) \(support.product ?? support.minor.description)"
    if accepts(.standardSupport, subject, support.standard, standard) { support.standard = standard }
    if let extended, extended > support.standard {
      setExtended(extended, of: &support, subject)
    } else if let known = support.extended, known <= support.standard {
      note(.extendedSupport, subject, known.description, nil, nil)
      (support.extended, support.estimated) = (nil, nil)
    }
    addSource(&support.sources, if: support != knowledge.vendorSupport[index])
    knowledge.vendorSupport[index] = support
  }

  /// A day that a source names replaces an estimate, and an earlier one.
  private mutating func setExtended(_ day: CalendarDay, of support: inout VendorSupport, _ subject: String) {
    if support.extended == day {
      guard support.estimated == true else { return }
      note(.extendedSupport, subject, "\(day), estimated", day.description, nil)
      support.estimated = nil
      return
    }
    if let known = support.extended, support.estimated != true, day < known {
      return note(.extendedSupport, subject, known.description, day.description, .earlier)
    }
    guard accepts(.extendedSupport, subject, support.extended, day) else { return }
    (support.extended, support.estimated) = (day, nil)
  }

  /// Whether a day is another one and is taken; told in either case.
  private mutating func accepts(
    _ kind: ImportChange.Kind, _ subject: String, _ before: CalendarDay?, _ after: CalendarDay
  ) -> Bool {
    guard before != after else { return false }
    let isTaken = isNewer || before == nil
    note(kind, subject, before?.description, after.description, isTaken ? nil : .notNewer)
    return isTaken
  }

  private mutating func note(
    _ kind: ImportChange.Kind, _ subject: String, _ before: String?, _ after: String?,
    _ kept: ImportChange.KeptReason?
  ) {
    changes.append(ImportChange(kind: kind, subject: subject, before: before, after: after, kept: kept))
  }

  private func addSource(_ sources: inout [String]?, if isChanged: Bool) {
    guard isChanged, !(sources ?? []).contains(file.product.address) else { return }
    sources = (sources ?? []) + [file.product.address]
  }
}
