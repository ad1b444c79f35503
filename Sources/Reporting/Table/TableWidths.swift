/// How the columns of a table share the width of a terminal.
struct TableWidths {
  /// A column, and the width at which nothing of it is cut.
  typealias Share = (column: TableColumn, natural: Int)

  private let columns: [Share]
  private let gap: Int

  /// What names, facts and labels may claim before the others are shown in full.
  private static let claims = (name: 24, names: 56, fact: 20, facts: 30, labels: 48)
  /// What a name claims beside a policy: the first fact is to be read as well.
  private static let nameBesidePolicy = 18

  init(_ columns: [Share], gap: Int) {
    self.columns = columns
    self.gap = gap
  }

  /// The widths, which together with the gaps never exceed the terminal. Each column has its least first; what is left goes
  /// to names until they are told apart and no less than they claim, to the first fact of each row, to versions and
  /// verdicts, to names again, and then to the rest.
  func shared(_ width: Int, rows: [TableRow], names: [String], _ cut: NameCut) -> [Int] {
    var widths = columns.map { min($0.natural, $0.column.narrowest ?? $0.natural) }
    let policy = columns.firstIndex { $0.column == .policy }
    if let policy { widths[policy] = min(widths[policy], Self.longest(rows) { $0.policy.last }) }
    var spare = width - widths.reduce(gap * (columns.count - 1), +)
    while spare < 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 1 {
      widths[widest] -= 1
      spare += 1
    }
    func give(_ column: TableColumn, upTo wanted: Int) {
      guard let index = columns.firstIndex(where: { $0.column == column }) else { return }
      let given = min(max(0, spare), max(0, min(wanted, columns[index].natural) - widths[index]))
      widths[index] += given
      spare -= given
    }
    if let index = columns.firstIndex(where: { $0.column == .target }), spare > 0 {
      let most = min(columns[index].natural, widths[index] + spare)
      give(
        .target,
        upTo: max(
          policy == nil ? Self.claims.name : Self.nameBesidePolicy,
          cut.width(keepingApart: names, from: widths[index], to: most)))
    }
    let fact = rows.reduce(0) { max($0, displayWidth($1.facts.first ?? "") + ($1.facts.count > 1 ? 3 : 0)) }
    give(.detail, upTo: min(Self.claims.fact, fact))
    for column in [TableColumn.version, .verdict] { give(column, upTo: .max) }
    // A day that is cut is none: the cells have shorter forms.
    for form in [1, 0] {
      let wanted = Self.longest(rows) { $0.policy.dropFirst(form).first ?? $0.policy.last }
      guard let policy, wanted - widths[policy] <= spare
      else { break }
      give(.policy, upTo: wanted)
    }
    // A name that is cut is known to nobody; the facts that are left are counted.
    give(.target, upTo: Self.claims.names)
    give(.detail, upTo: Self.claims.facts)
    give(.target, upTo: .max)
    give(.labels, upTo: Self.claims.labels)
    for column in [TableColumn.detail, .labels] + columns.map(\.column) { give(column, upTo: .max) }
    return widths
  }

  private static func longest(_ rows: [TableRow], _ text: (TableRow) -> String?) -> Int {
    rows.reduce(displayWidth(TableColumn.policy.title)) { max($0, displayWidth(text($1) ?? "")) }
  }
}
