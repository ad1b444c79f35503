extension Listing {
  /// RFC 4180 with a header; no cell that a spreadsheet would run.
  var csv: [UInt8] {
    var bytes = Array(columns.map(\.name).joined(separator: ",").utf8) + Self.lineEnd
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(cell, to: &bytes)
      }
      bytes += Self.lineEnd
    }
    return bytes
  }

  /// An object for each row.
  var jsonLines: [UInt8] {
    var json = JSONText()
    for row in rows {
      json.object { json in
        for (column, cell) in zip(columns, row) {
          switch cell {
          case .unknown: break
          case .number(let number): json.member(column.name, number)
          case .time, .text: json.member(column.name, TextSanitiser.cut(cell.plain, limit: Self.cellLimit))
          case .words(let words): json.member(column.name, words)
          }
        }
      }
      json.bytes.append(0x0A)
    }
    return json.bytes
  }

  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  private func append(_ cell: Cell, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    var text: [UInt8] = []
    switch cell {
    case .unknown: break
    case .number, .time: text = Array(cell.plain.utf8)
    case .text, .words: TextSanitiser.appendCell(cell.plain, limit: Self.cellLimit, to: &text)
    }
    guard text.contains(where: { $0 == UInt8(ascii: ",") || $0 == quote }) else {
      bytes += text
      return
    }
    bytes.append(quote)
    for byte in text { bytes += byte == quote ? [quote, quote] : [byte] }
    bytes.append(quote)
  }
}
