/// A CSV file as RFC 4180 reads it, strictly: whatever the grammar does not allow is refused.
struct CSVDocument {
  enum Fault: Error, Equatable {
    case bareCarriageReturn
    case bareLineFeed
    case quoteInPlainCell
    case textAfterQuote
    case unfinished
  }

  let rows: [[String]]

  init(_ bytes: [UInt8]) throws {
    var rows: [[String]] = []
    var row: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      row.append(try Self.cell(&rest))
      guard let end = rest.popFirst() else { throw Fault.unfinished }
      switch end {
      case UInt8(ascii: ","): continue
      case 0x0D:
        guard rest.popFirst() == 0x0A else { throw Fault.bareCarriageReturn }
        rows.append(row)
        row = []
      case 0x0A: throw Fault.bareLineFeed
      default: throw Fault.textAfterQuote
      }
    }
    guard row.isEmpty else { throw Fault.unfinished }
    self.rows = rows
  }

  private static func cell(_ rest: inout ArraySlice<UInt8>) throws -> String {
    let quote = UInt8(ascii: "\"")
    guard rest.first == quote else {
      let cell = rest.prefix { $0 != UInt8(ascii: ",") && $0 != 0x0D && $0 != 0x0A }
      guard !cell.contains(quote) else { throw Fault.quoteInPlainCell }
      rest = rest[cell.endIndex...]
      return String(decoding: cell, as: UTF8.self)
    }
    rest.removeFirst()
    var cell: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote {
        guard rest.first == quote else { return String(decoding: cell, as: UTF8.self) }
        rest.removeFirst()
      }
      cell.append(byte)
    }
    throw Fault.unfinished
  }
}
