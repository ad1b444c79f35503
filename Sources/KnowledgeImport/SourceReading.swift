import Exposure

/// What the files hold, put together, before it is merged.
struct SourceReading {
  /// The records of flaws, each with the file that it is from.
  private(set) var flaws: [(file: Int, record: FlawRecord)] = []
  private(set) var calendars: [(file: Int, calendar: CalendarFile)] = []
  private(set) var catalogues: [(file: Int, catalogue: KEVCatalogue)] = []
  var reports: [FileReport] = []
  /// The day of Kubernetes' feed, and of Go's whole database.
  private(set) var feedDay: CalendarDay?
  private(set) var databaseDay: CalendarDay?

  private var places: [RecordKey: Int] = [:]
  /// Records of the file that is being read that cannot be read.
  private var unreadable = 0
  private let today: CalendarDay
  private let product: CalendarProduct?

  private struct RecordKey: Hashable {
    let origin: FlawRecord.Origin
    let id: String
  }

  /// Flaws that are kept, of Kubernetes and Go: in 2026 there are some 300.
  static let mostFlaws = 20_000

  init(today: CalendarDay, product: CalendarProduct?) {
    self.today = today
    self.product = product
  }

  /// Reads a file, whatever it is. One of which nothing can be read is an error.
  mutating func read(_ file: ImportFile) throws(ImportError) {
    unreadable = 0
    try readContent(of: file)
    guard let report = reports.last, report.records <= unreadable else { return }
    let reason =
      report.records == 0 ? "no record is in it" : "none of its \(report.records) records can be read"
    throw .incomplete(report.format, reason)
  }

  private mutating func readContent(of file: ImportFile) throws(ImportError) {
    guard file.bytes.count <= ImportFile.largest else {
      throw .tooLarge(bytes: file.bytes.count, most: ImportFile.largest)
    }
    if ZipArchive.begins(file.bytes) { return try readArchive(file) }
    guard file.bytes.count <= ImportFile.largestJSON else {
      throw .tooLarge(bytes: file.bytes.count, most: ImportFile.largestJSON)
    }
    guard let node = JSONNode(file.bytes[...]) else { throw .notJSON(file.bytes) }
    if KubernetesFeed.isFeed(node) {
      readFeed(node, file)
    } else if KEVCatalogue.isCatalogue(node) {
      try readCatalogue(node, file)
    } else if CalendarFile.isCalendar(node) {
      try readCalendar(node, file)
    } else if OSVRecord.isHeld(by: node) {
      reports.append(FileReport(file.name, .osv))
      addRecords(of: node, entry: nil)
    } else if node["schema"]?.number != nil, node["releases"]?.elements != nil {
      throw .knowledgeFile
    } else {
      throw .unknownFormat
    }
  }
}

extension SourceReading {
  private mutating func readFeed(_ node: JSONNode, _ file: ImportFile) {
    var report = FileReport(file.name, .kubernetesFeed)
    let day = KubernetesFeed.day(node)?.believed(on: today)
    report.day = day?.description
    reports.append(report)
    feedDay = [feedDay, day].compactMap(\.self).max()
    let items = node["items"]?.elements ?? []
    for (index, item) in items.prefix(KubernetesFeed.mostItems).enumerated() {
      if let fault = KubernetesFeed.fault(item) {
        addUnreadable("items[\(index)]", fault)
        continue
      }
      for other in KubernetesFeed.identifiers(item) where !OSVRecord.isCVE(other) {
        addUnreadable("items[\(index)]", "\(PlainText.line(other)) in its `id` is no CVE")
      }
      for record in KubernetesFeed.records(item) { add(record) }
    }
    if items.count > KubernetesFeed.mostItems {
      let cut = items.count - KubernetesFeed.mostItems
      note { $0.records += cut }
      note {
        $0.remarks.append(
          "\(cut == 1 ? "1 item" : "\(cut) items") beyond the first \(KubernetesFeed.mostItems) not read")
      }
    }
  }

  private mutating func readCatalogue(_ node: JSONNode, _ file: ImportFile) throws(ImportError) {
    let catalogue = KEVCatalogue(node, today: today)
    guard !catalogue.added.isEmpty else {
      throw .incomplete(.kev, "it lists no CVE with a day that is not after today")
    }
    var report = FileReport(file.name, .kev)
    report.day = catalogue.day?.description
    report.records = catalogue.added.count + catalogue.future.count
    for id in catalogue.future { report.pass(id, .futureDay) }
    if !catalogue.isComplete {
      let stated = catalogue.stated.map { " of \($0) that it states" } ?? ""
      report.remarks.append(
        "\(catalogue.added.count) entries\(stated) were read: flaws that are not among them keep their mark")
    }
    reports.append(report)
    catalogues.append((reports.count - 1, catalogue))
  }

  private mutating func readCalendar(_ node: JSONNode, _ file: ImportFile) throws(ImportError) {
    let calendar = try CalendarFile(node, name: file.shortName, given: product)
    var report = FileReport(file.name, .endOfLife)
    report.product = calendar.product.rawValue
    report.day = calendar.day?.believed(on: today)?.description
    report.records = calendar.rows.count
    reports.append(report)
    calendars.append((reports.count - 1, calendar))
  }

  /// Reads the records in an archive: one a file, or an array of them. Other files in it say nothing of flaws.
  private mutating func readArchive(_ file: ImportFile) throws(ImportError) {
    let archive: ZipArchive
    let bounds = ZipBounds()
    do { archive = try ZipArchive(file.bytes, bounds: bounds) } catch { throw .badArchive(error.description) }
    reports.append(FileReport(file.name, .osvArchive))
    var left = bounds.totalBytes
    var skipped = SkippedEntries()
    for entry in archive.entries where !skipped.take(entry.name) {
      guard entry.unpackedBytes <= left else {
        note {
          $0.problem(entry.name, "with those before it, it unpacks to more than \(bounds.totalBytes) bytes")
        }
        break
      }
      do {
        let content = try archive.content(of: entry)
        left -= content.count
        guard let node = JSONNode(content[...]) else {
          note { $0.problem(entry.name, "it is not JSON") }
          continue
        }
        if entry.name == "index/db.json" {
          // The day that Go's database says it is of (go.dev/doc/security/vuln/database).
          let day = node["modified"]?.day?.believed(on: today)
          databaseDay = [databaseDay, day].compactMap(\.self).max()
          note { $0.day = day?.description }
        } else if OSVRecord.isHeld(by: node) {
          addRecords(of: node, entry: entry.name)
        } else if !SkippedEntries.isIndex(entry.name) {
          skipped.withoutRecord += 1
        }
      } catch {
        note { $0.problem(entry.name, error.description) }
      }
    }
    if let text = skipped.text { note { $0.remarks.append(text) } }
  }

  /// Reads a record, or an array of them.
  /// - Parameter entry: The file of an archive that they are in.
  private mutating func addRecords(of node: JSONNode, entry: String?) {
    let records = node.isObject ? [node] : node.elements ?? []
    for (index, record) in records.enumerated() {
      let place =
        node.isObject ? entry ?? "the record" : (entry.map { "\($0), " } ?? "") + "element \(index)"
      if let fault = OSVRecord.fault(record) {
        addUnreadable(place, fault)
        continue
      }
      switch OSVRecord.read(record, today: today) {
      case .flaw(let flaw): add(flaw)
      case .passedOver(let reason):
        let name = record["id"]?.text.flatMap(OSVRecord.identifier) ?? place
        note { $0.records += 1 }
        note { $0.pass(name, reason) }
      case .unreadable(let problem):
        addUnreadable(place, problem)
      }
    }
  }

  private mutating func addUnreadable(_ place: String, _ problem: String) {
    unreadable += 1
    note { $0.records += 1 }
    note { $0.problem(place, problem) }
  }

  /// Keeps a record; of several with one identifier, the one that was changed last.
  private mutating func add(_ record: FlawRecord) {
    note { $0.records += 1 }
    var record = record
    record.modified = record.modified?.believed(on: today)
    record.published = record.published?.believed(on: today)
    let key = RecordKey(origin: record.origin, id: record.id)
    if let place = places[key] {
      let known = flaws[place].record
      let isNewer = record.modified.map { modified in known.modified.map { modified > $0 } ?? true } ?? false
      let loser = isNewer ? flaws[place].file : reports.count - 1
      reports[loser].pass(record.id, .duplicate)
      if isNewer { flaws[place] = (reports.count - 1, record) }
      return
    }
    guard flaws.count < Self.mostFlaws else {
      return note { $0.problem(record.id, "more than \(Self.mostFlaws) records are too many") }
    }
    places[key] = flaws.count
    flaws.append((reports.count - 1, record))
  }

  private mutating func note(_ change: (inout FileReport) -> Void) { change(&reports[reports.count - 1]) }
}
