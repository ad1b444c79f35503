import Exposure

/// The rows that come first, as many as are kept, and a count of the others.
struct TableRows: Sendable {
  private let limit: Int
  private var rows: [TableRow] = []
  /// The last place that is still kept, once so many have come that some were dropped.
  private var last: TableKey?
  /// How many are not kept.
  private(set) var left = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Adds the row at this place, which is made only where it is kept.
  mutating func add(_ key: TableKey, _ row: () -> TableRow) {
    if let last, last < key {
      left += 1
      return
    }
    rows.append(row())
    // Sorting now and then costs less than keeping them sorted.
    guard rows.count >= 2 * limit else { return }
    rows = sorted
    left += rows.count - limit
    rows.removeLast(rows.count - limit)
    last = rows.last?.key
  }

  /// All that are kept, in their order.
  var sorted: [TableRow] { rows.sorted { $0.key < $1.key } }

  /// The first ones in order, no more than the limit, and how many there are beside them.
  var first: (rows: [TableRow], left: Int) {
    let sorted = sorted
    return (Array(sorted.prefix(limit)), left + max(0, sorted.count - limit))
  }
}
