import Exposure

/// The widths of a table's columns, and its lines.
struct TableLayout {
  private let columns: [TableColumn]
  private let widths: [Int]
  private let colour: ColourMode

  private static let gap = 2

  init(rows: [TableRow], width: Int?, colour: ColourMode) {
    let columns = TableColumn.allCases.filter { column in
      column != .labels || rows.contains { !$0.cells[column.rawValue].isEmpty }
    }
    let natural = columns.map { column in
      rows.reduce(displayWidth(column.title)) { max($0, displayWidth($1.cells[column.rawValue])) }
    }
    self.columns = columns
    widths = width.map { Self.shrunk(natural, columns, to: $0) } ?? natural
    self.colour = colour
  }

  func lines(_ rows: [TableRow]) -> [String] {
    [line { ($0.title, .bold) }] + rows.map { row in line { (row.cells[$0.rawValue], paint($0, row)) } }
  }

  private func line(_ cell: (TableColumn) -> (text: String, paint: Paint)) -> String {
    let cells = columns.indices.map { index in
      let (text, paint) = cell(columns[index])
      let shown = fitted(text, to: widths[index])
      let isLast = index == columns.count - 1
      return colour.paint(isLast ? shown : padded(shown, to: widths[index]), paint)
    }
    var line = cells.joined(separator: String(repeating: " ", count: Self.gap))
    while line.last == " " { line.removeLast() }
    return line
  }

  private func paint(_ column: TableColumn, _ row: TableRow) -> Paint {
    switch column {
    case .verdict: Paint(row.posture)
    case .severity: Paint(row.severity)
    case .target, .address, .version, .detail, .labels: .none
    }
  }

  /// Takes what is too much from the detail first, then from the labels, then from the target.
  private static func shrunk(_ natural: [Int], _ columns: [TableColumn], to width: Int) -> [Int] {
    var widths = natural
    var excess = widths.reduce(gap * (widths.count - 1), +) - width
    for column in [TableColumn.detail, .labels, .target] where excess > 0 {
      guard let index = columns.firstIndex(of: column), let narrowest = column.narrowest else { continue }
      let given = min(excess, max(0, widths[index] - narrowest))
      widths[index] -= given
      excess -= given
    }
    return widths
  }
}
