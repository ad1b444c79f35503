import Exposure

/// A release as endoflife.date has it.
struct CalendarRow: Sendable {
  /// `1.34`, or a vendor's own number.
  let name: String
  let released: CalendarDay?
  /// The last day of support; nil where no day is named.
  let end: CalendarDay?
  /// The last day of what is sold beyond that.
  let extended: CalendarDay?
  /// The newest patch, as the product writes it.
  let latest: String?
  let latestReleased: CalendarDay?
  /// What stands there and could not be read.
  var unread: [Unread] = []

  /// A value that is not of the kind that it has to be.
  struct Unread: Sendable, Hashable {
    /// The member, as `eol`.
    let member: String
    /// What stands there, as the end of a sentence.
    let reason: String
  }
}

/// A calendar of one product: `/api/PRODUCT.json`, an array, or `/api/v1/products/PRODUCT`, an object (endoflife.date,
/// `_plugins/generate-api-v0.rb` and `generate-api-v1.rb`).
struct CalendarFile: Sendable {
  let product: CalendarProduct
  /// The day that the file says it is of; the classic form says none, and the youngest release in it stands for it.
  let day: CalendarDay?
  let rows: [CalendarRow]

  /// Releases that are read.
  static let mostRows = 1_000

  /// Whether a text is a calendar.
  static func isCalendar(_ node: JSONNode) -> Bool { isClassic(node) || isVersionOne(node) }

  private static func isClassic(_ node: JSONNode) -> Bool {
    node.elements?.first.map { $0["cycle"] != nil && $0["eol"] != nil } ?? false
  }

  private static func isVersionOne(_ node: JSONNode) -> Bool {
    node["schema_version"] != nil && node["result"]?["releases"]?.elements != nil
  }

  /// Reads a calendar.
  /// - Parameters:
  ///   - name: The name of the file.
  ///   - given: The product, where neither name nor fields tell it.
  init(_ node: JSONNode, name: String, given: CalendarProduct?) throws(ImportError) {
    if let result = node["result"] {
      guard let title = result["name"]?.text else { throw .incomplete(.endOfLife, "it names no product") }
      guard let product = CalendarProduct(title) else { throw .otherProduct(PlainText.line(title)) }
      self.product = product
      rows = Self.once((result["releases"]?.elements ?? []).prefix(Self.mostRows).map(Self.versionOne))
      day = node["generated_at"]?.day ?? node["last_modified"]?.day
    } else {
      rows = Self.once((node.elements ?? []).prefix(Self.mostRows).map(Self.classic))
      let shown = CalendarProduct(releases: rows)
      guard let product = shown ?? CalendarProduct(file: name) ?? given else { throw .unknownProduct }
      self.product = product
      day = rows.compactMap(\.latestReleased).max()
    }
    guard !rows.isEmpty else { throw .incomplete(.endOfLife, "it has no release") }
  }

  /// The rows without those that speak of a release again: what they change would change back with the next import.
  private static func once(_ rows: [CalendarRow]) -> [CalendarRow] { rows.distinct(by: \.name) }

  private static func classic(_ node: JSONNode) -> CalendarRow {
    var reader = CalendarRowReader()
    return CalendarRow(
      name: node["cycle"]?.text ?? "", released: reader.day("releaseDate", node["releaseDate"]),
      end: reader.day("eol", node["eol"]),
      extended: reader.sold("extendedSupport", node["extendedSupport"]) ?? reader.sold("eoes", node["eoes"]),
      latest: reader.text("latest", node["latest"]),
      latestReleased: reader.day("latestReleaseDate", node["latestReleaseDate"]), unread: reader.unread)
  }

  private static func versionOne(_ node: JSONNode) -> CalendarRow {
    var reader = CalendarRowReader()
    let latest = node["latest"]
    return CalendarRow(
      name: node["name"]?.text ?? "", released: reader.day("releaseDate", node["releaseDate"]),
      end: reader.day("eolFrom", node["eolFrom"]), extended: reader.sold("eoesFrom", node["eoesFrom"]),
      latest: reader.text("latest.name", latest?["name"]),
      latestReleased: reader.day("latest.date", latest?["date"]), unread: reader.unread)
  }
}

/// Reads the values of a release, and keeps what stands there and is none of the kind.
private struct CalendarRowReader {
  var unread: [CalendarRow.Unread] = []

  mutating func day(_ name: String, _ node: JSONNode?) -> CalendarDay? {
    guard let node, !node.isNull else { return nil }
    if node.day == nil { unread.append(.init(member: name, reason: "it is \(node.told), not a date")) }
    return node.day
  }

  /// The end of what is sold beyond the standard term; `true` and `false` say whether it is sold at all, and name no day.
  mutating func sold(_ name: String, _ node: JSONNode?) -> CalendarDay? {
    node?.isTruth == true ? nil : day(name, node)
  }

  mutating func text(_ name: String, _ node: JSONNode?) -> String? {
    guard let node, !node.isNull else { return nil }
    if node.text == nil { unread.append(.init(member: name, reason: "it is \(node.told), not a text")) }
    return node.text
  }
}
