extension Listing {
  private static let gap = 2

  /// For a person: a line of titles and a line for each row, never wider than the terminal; empty where there is no row. A
  /// column that is empty in every row is left out.
  func text(_ style: TerminalStyle) -> String {
    guard !rows.isEmpty else { return "" }
    let cells = rows.map { row in
      row.map { style.glyphs.text(TextSanitiser.terminal($0.plain, limit: Self.terminalLimit)) }
    }
    let titles = columns.map { $0.name.uppercased().split(separator: "_").joined(separator: " ") }
    let natural = columns.indices.map { index in
      cells.reduce(displayWidth(titles[index])) { max($0, displayWidth($1[index])) }
    }
    let used = columns.indices.filter { index in cells.contains { !$0[index].isEmpty } }
    let shown = style.width.map { fitting(used, natural, into: $0) } ?? used
    let widths =
      style.width.map { shrunk(shown.map { natural[$0] }, shown, to: $0) } ?? shown.map { natural[$0] }
    let drawn = zip(shown, widths).map { index, width in
      let texts =
        columns[index].isName
        ? NameCut(ellipsis: style.glyphs.ellipsis).cut(cells.map { $0[index] }, to: width)
        : cells.map { fitted($0[index], to: width, ellipsis: style.glyphs.ellipsis) }
      return [fitted(titles[index], to: width, ellipsis: style.glyphs.ellipsis)] + texts
    }
    return (0...rows.count).map { row in
      let pieces = zip(drawn, widths).enumerated().map { place, column in
        let text = place == shown.count - 1 ? column.0[row] : padded(column.0[row], to: column.1)
        return style.colour.paint(text, row == 0 ? .bold : .none)
      }
      return pieces.joined(separator: String(repeating: " ", count: Self.gap)).trimmedEnd + "\n"
    }.joined()
  }

  /// The columns that the terminal has room for, each at its narrowest.
  private func fitting(_ used: [Int], _ natural: [Int], into width: Int) -> [Int] {
    var shown = used
    func needed() -> Int {
      shown.reduce(Self.gap * (shown.count - 1)) {
        $0 + min(natural[$1], columns[$1].narrowest ?? natural[$1])
      }
    }
    let leaving = used.filter { columns[$0].leaves != nil }.sorted {
      (columns[$0].leaves ?? 0) < (columns[$1].leaves ?? 0)
    }
    for index in leaving where needed() > width { shown.removeAll { $0 == index } }
    return shown
  }

  /// Takes what is too much from the widest of the columns that may become narrower, and in the end from the widest of all.
  private func shrunk(_ natural: [Int], _ shown: [Int], to width: Int) -> [Int] {
    var widths = natural
    var excess = widths.reduce(Self.gap * (widths.count - 1), +) - width
    while excess > 0 {
      let spare = shown.enumerated().compactMap { place, index in
        columns[index].narrowest.map { (place: place, spare: widths[place] - $0) }
      }
      if let most = spare.max(by: { $0.spare < $1.spare }), most.spare > 0 {
        widths[most.place] -= 1
      } else if let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 1 {
        widths[widest] -= 1
      } else {
        break
      }
      excess -= 1
    }
    return widths
  }

  /// A table with pipes; text cannot end a cell, open markup or a link.
  var markdown: String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let head = [line(columns.map(\.name)), line(columns.map { _ in "---" })]
    return (head + rows.map { line($0.map(Self.markdown)) }).joined(separator: "\n") + "\n"
  }

  private static func markdown(_ cell: Cell) -> String {
    MarkdownText.text(TextSanitiser.terminal(cell.plain, limit: cellLimit))
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
