import Exposure

/// CISA's catalogue of known exploited vulnerabilities, as its JSON has it
/// (cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json).
struct KEVCatalogue: Sendable {
  /// The day of the catalogue.
  let day: CalendarDay?
  /// The day on which each flaw was added.
  let added: [String: CalendarDay]
  /// Whether all entries that it says it has were read, so that what is not in it is not listed.
  let isComplete: Bool
  /// The entries that it says it has.
  let stated: Int?
  /// The flaws whose day is after the day of the import, and is not believed.
  let future: [String]

  /// Entries that are read.
  static let mostEntries = 100_000

  static func isCatalogue(_ node: JSONNode) -> Bool {
    node["catalogVersion"] != nil && node["vulnerabilities"]?.elements != nil
  }

  /// Reads a catalogue.
  /// - Parameter today: The day of the import: a flaw that is said to have been added after it is not taken.
  init(_ node: JSONNode, today: CalendarDay) {
    day = node["dateReleased"]?.day?.believed(on: today)
    let entries = node["vulnerabilities"]?.elements ?? []
    var added: [String: CalendarDay] = [:]
    var future: [String] = []
    for entry in entries.prefix(Self.mostEntries) {
      guard let id = entry["cveID"]?.text.flatMap(OSVRecord.identifier), let day = entry["dateAdded"]?.day
      else {
        continue
      }
      guard day <= today else {
        future.append(id)
        continue
      }
      added[id] = min(added[id] ?? day, day)
    }
    self.added = added
    self.future = future
    stated = node["count"]?.number
    isComplete = stated == entries.count && added.count == entries.count
  }
}
