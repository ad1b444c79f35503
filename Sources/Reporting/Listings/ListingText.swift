extension Listing {
  private static let gap = 2

  /// For a terminal: a line of titles and a line for each row; empty where there is no row. A column that is empty
  /// in every row is left out.
  func text(_ style: TerminalStyle) -> String {
    let colour = style.colour
    guard !rows.isEmpty else { return "" }
    let cells = rows.map { row in
      row.map { style.glyphs.text(TextSanitiser.terminal($0.plain, limit: Self.terminalLimit)) }
    }
    let shown = columns.indices.filter { index in cells.contains { !$0[index].isEmpty } }
    let titles = columns.map { $0.name.uppercased().split(separator: "_").joined(separator: " ") }
    let natural = shown.map { index in
      cells.reduce(displayWidth(titles[index])) { max($0, displayWidth($1[index])) }
    }
    let widths = style.width.map { shrunk(natural, shown, to: $0) } ?? natural
    func line(_ row: [String], _ paint: Paint) -> String {
      let pieces = zip(shown, widths).map { index, width in
        colour.paint(padded(fitted(row[index], to: width, ellipsis: style.glyphs.ellipsis), to: width), paint)
      }
      let line = pieces.joined(separator: String(repeating: " ", count: Self.gap))
      return colour == .plain ? line.trimmedEnd : line
    }
    return ([line(titles, .bold)] + cells.map { line($0, .none) }).joined(separator: "\n") + "\n"
  }

  /// Takes what is too much from the widest of the columns that may become narrower, until it fits or none may.
  private func shrunk(_ natural: [Int], _ shown: [Int], to width: Int) -> [Int] {
    var widths = natural
    var excess = widths.reduce(Self.gap * (widths.count - 1), +) - width
    while excess > 0 {
      let spare = shown.enumerated().compactMap { place, index in
        columns[index].narrowest.map { (place: place, spare: widths[place] - $0) }
      }
      guard let most = spare.max(by: { $0.spare < $1.spare }), most.spare > 0 else { break }
      widths[most.place] -= 1
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
    var text = ""
    for scalar in TextSanitiser.terminal(cell.plain, limit: cellLimit).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&", "@", "!": text += "\\"
      default: break
      }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
