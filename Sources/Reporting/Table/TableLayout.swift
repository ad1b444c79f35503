import Exposure

/// The columns that are shown, their widths, and the lines of the table.
struct TableLayout {
  private let columns: [TableColumn]
  /// Which cell of a row belongs to which column.
  private let places: [Int]
  private let widths: [Int]
  private let style: TerminalStyle
  private let rows: [TableRow]
  private let names: [String]
  /// Which of their forms the cells of the policy have, so that none is cut.
  private let policyForm: Int

  private static let gap = 2

  /// The layout of these rows, whose cells are those of `columns`.
  init(_ rows: [TableRow], columns all: [TableColumn], _ settings: TableSettings) {
    style = settings.style
    self.rows = rows
    let cut = NameCut(ellipsis: settings.style.glyphs.ellipsis)
    let width = settings.isWide ? nil : settings.style.width
    func natural(_ place: Int) -> Int {
      rows.reduce(displayWidth(all[place].title)) { max($0, displayWidth($1.cells[place])) }
    }
    var shown = all.indices.filter { place in
      settings.isWide && all[place] != .policy || !settings.columns.isEmpty
        || Self.says(all[place], at: place, rows)
    }
    let narrow = settings.columns.isEmpty && !settings.isWide
    if let width, narrow {
      shown = Self.fitting(shown.map { ($0, all[$0], natural($0)) }, into: width)
    }
    let hasAddress = shown.contains { all[$0] == .address }
    let names = all.firstIndex(of: .target).map { place in
      hasAddress || !narrow ? rows.map { $0.cells[place] } : Self.names(rows, target: place, all)
    }
    let naturals = shown.map { place in
      all[place] == .target
        ? (names ?? []).reduce(displayWidth(all[place].title)) { max($0, displayWidth($1)) } : natural(place)
    }
    let columns = shown.map { all[$0] }
    let shares = TableWidths(zip(columns, naturals).map { ($0, $1) }, gap: Self.gap)
    widths = width.map { shares.shared($0, rows: rows, names: names ?? [], cut) } ?? naturals
    self.names = zip(columns, widths).first { $0.0 == .target }.map { cut.cut(names ?? [], to: $0.1) } ?? []
    self.columns = columns
    places = shown
    policyForm = zip(columns, widths).first { $0.0 == .policy }.map { Self.policyForm(rows, in: $0.1) } ?? 0
  }

  /// The titles, and a line for each row.
  var lines: [String] {
    [line { place in (columns[place].title, .bold) }]
      + rows.indices.map { row in line { place in (text(row, place), paint(columns[place], rows[row])) } }
  }

  private func line(_ cell: (Int) -> (text: String, paint: Paint)) -> String {
    let cells = columns.indices.map { place in
      let (text, paint) = cell(place)
      let shown = Self.cut(text, columns[place], to: widths[place], style.glyphs.ellipsis)
      return style.colour.paint(
        place == columns.count - 1 ? shown : padded(shown, to: widths[place]), paint)
    }
    var line = cells.joined(separator: String(repeating: " ", count: Self.gap))
    while line.last == " " { line.removeLast() }
    return line
  }

  private func text(_ row: Int, _ place: Int) -> String {
    switch columns[place] {
    case .target: names[row]
    case .policy: Self.form(rows[row].policy, policyForm)
    case .detail: Self.detail(rows[row].facts, to: widths[place], style.glyphs.ellipsis)
    default: rows[row].cells[places[place]]
    }
  }

  /// The longest form of the policy that no row is too narrow for.
  private static func policyForm(_ rows: [TableRow], in width: Int) -> Int {
    let forms = rows.map(\.policy.count).max() ?? 0
    return (0..<max(1, forms)).first { form in
      rows.allSatisfy { displayWidth(Self.form($0.policy, form)) <= width }
    } ?? max(0, forms - 1)
  }

  private static func form(_ forms: [String], _ place: Int) -> String {
    forms.isEmpty ? "" : forms[min(place, forms.count - 1)]
  }

  /// Lists are cut between two of their words: half an identifier is another one.
  private static func cut(_ text: String, _ column: TableColumn, to width: Int, _ ellipsis: String) -> String
  {
    switch column {
    case .labels, .csv: fittedWords(text, to: width, ellipsis: ellipsis)
    case .target, .address, .verdict, .severity, .policy, .version, .detail:
      fitted(text, to: width, ellipsis: ellipsis)
    }
  }

  private func paint(_ column: TableColumn, _ row: TableRow) -> Paint {
    switch column {
    case .verdict: Paint(row.verdict.posture)
    case .severity: Paint(row.severity)
    case .target, .address, .policy, .version, .detail, .labels, .csv: .none
    }
  }

  /// As many facts as there is room for, and how many more there are: `EOL since 2026-10 +2`.
  static func detail(_ facts: [String], to width: Int, _ ellipsis: String) -> String {
    for count in stride(from: facts.count, to: 0, by: -1) {
      let text =
        facts.prefix(count).joined(separator: ", ") + (count < facts.count ? " +\(facts.count - count)" : "")
      if displayWidth(text) <= width { return text }
    }
    guard let first = facts.first else { return "" }
    let more = facts.count > 1 && displayWidth(first) > width ? " +\(facts.count - 1)" : ""
    let room = width - more.count
    return room < shortestCut
      ? fittedWords(first, to: width, ellipsis: ellipsis)
      : fittedWords(first, to: room, ellipsis: ellipsis) + more
  }

  /// A fact that is cut shorter than this says less than how many others there are.
  private static let shortestCut = 13

  /// Whether a column says anything.
  private static func says(_ column: TableColumn, at place: Int, _ rows: [TableRow]) -> Bool {
    switch column {
    case .address: rows.contains { $0.address != .none }
    case .labels, .version, .policy: rows.contains { !$0.cells[place].isEmpty }
    case .target, .verdict, .severity, .detail, .csv: true
    }
  }

  /// The columns for a narrow terminal: labels go first, then the address, before a name is cut,
  /// then what the verdict implies. A policy takes the room of the version before that of the worst fact.
  private static func fitting(
    _ columns: [(place: Int, column: TableColumn, natural: Int)], into width: Int
  ) -> [Int] {
    var shown = columns
    let hasPolicy = columns.contains { $0.column == .policy }
    let comforts: [(TableColumn, needing: [TableColumn: Int])] = [
      (.labels, [.target: 28, .detail: 28, .labels: 16]), (.address, [.target: .max, .detail: 28]),
      (.version, hasPolicy ? [.target: 20, .detail: 20] : [:]),
      (.severity, [:]),
      (.policy, [:]),
    ]
    for (column, comfort) in comforts where shown.contains(where: { $0.column == column }) {
      let needed = shown.reduce(gap * (shown.count - 1)) { sum, shown in
        sum + min(shown.natural, comfort[shown.column] ?? shown.column.narrowest ?? shown.natural)
      }
      if needed > width { shown.removeAll { $0.column == column } }
    }
    return shown.map(\.place)
  }

  /// Whether an address and port say the target: an address without a port, asked on several.
  private static func says(_ place: String, _ target: String) -> Bool {
    place.hasPrefix("\(target):") || place.hasPrefix("[\(target)]:")
  }

  /// Names without the column of addresses: where several endpoints have one target, the address stands beside it or for it.
  private static func names(_ rows: [TableRow], target: Int, _ columns: [TableColumn]) -> [String] {
    guard let address = columns.firstIndex(of: .address) else { return rows.map { $0.cells[target] } }
    let counts = Dictionary(rows.map { ($0.cells[target], 1) }, uniquingKeysWith: +)
    return rows.map { row in
      let name = row.cells[target]
      switch row.address {
      case .essential: return row.cells[address]
      case .useful where (counts[name] ?? 0) > 1:
        let place = row.cells[address]
        return Self.says(place, name) ? place : "\(name) \(place)"
      case .useful, .none: return name
      }
    }
  }
}
