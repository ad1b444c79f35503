import Exposure

/// CISA's catalogue of known exploited vulnerabilities, as its JSON has it
/// (cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json).
struct KEVCatalogue: Sendable {
  /// The day of the catalogue.
  let day: CalendarDay?
  /// The day on which each flaw was added.
  let added: [String: CalendarDay]
  /// Whether it has as many entries as it says, so that what is not in it is not listed.
  let isComplete: Bool

  /// Entries that are read.
  static let mostEntries = 100_000

  static func isCatalogue(_ node: JSONNode) -> Bool {
    node["catalogVersion"] != nil && node["vulnerabilities"]?.elements != nil
  }

  init(_ node: JSONNode) {
    day = node["dateReleased"]?.day
    let entries = node["vulnerabilities"]?.elements ?? []
    var added: [String: CalendarDay] = [:]
    for entry in entries.prefix(Self.mostEntries) {
      guard let id = entry["cveID"]?.text.flatMap(OSVRecord.identifier), let day = entry["dateAdded"]?.day
      else {
        continue
      }
      added[id] = min(added[id] ?? day, day)
    }
    self.added = added
    isComplete = node["count"]?.number == entries.count && added.count == entries.count
  }
}
