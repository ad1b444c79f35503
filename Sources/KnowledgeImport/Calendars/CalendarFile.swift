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
  private static func once(_ rows: [CalendarRow]) -> [CalendarRow] {
    var names: Set<String> = []
    return rows.filter { names.insert($0.name).inserted }
  }

  private static func classic(_ node: JSONNode) -> CalendarRow {
    CalendarRow(
      name: node["cycle"]?.text ?? "", released: node["releaseDate"]?.day, end: node["eol"]?.day,
      extended: node["extendedSupport"]?.day ?? node["eoes"]?.day, latest: node["latest"]?.text,
      latestReleased: node["latestReleaseDate"]?.day)
  }

  private static func versionOne(_ node: JSONNode) -> CalendarRow {
    CalendarRow(
      name: node["name"]?.text ?? "", released: node["releaseDate"]?.day, end: node["eolFrom"]?.day,
      extended: node["eoesFrom"]?.day, latest: node["latest"]?["name"]?.text,
      latestReleased: node["latest"]?["date"]?.day)
  }
}
