/// A CSV report whose cells hold no commas or line ends within quotes beyond what it can read.
struct Report {
  let header: [String]
  let rows: [[String]]

  /// Reads RFC 4180.
  init(_ text: String) {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        cell.unicodeScalars.append("\"")
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        record.append(cell)
        cell = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        records.append(record + [cell])
        record = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    header = records.first ?? []
    rows = Array(records.dropFirst())
  }

  /// The cells of one column.
  subscript(column: String) -> [String] {
    guard let index = header.firstIndex(of: column) else { return [] }
    return rows.map { index < $0.count ? $0[index] : "" }
  }

  /// The report without what two scans of the same world may differ in.
  var withoutTimes: [[String]] {
    let kept = header.indices.filter { !["scanned_at", "latency_ms"].contains(header[$0]) }
    return ([header] + rows).map { row in kept.map { $0 < row.count ? row[$0] : "missing" } }
  }
}
