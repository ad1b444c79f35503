/// Takes the records of a table apart (RFC 4180), as the lines of its file come: a quoted field may go over several lines.
///
/// SwiftCSV reads a text that is in memory as a whole, and each field into a `String`; this takes the bytes of one record.
struct CSVRecord {
  /// The longest record, in bytes.
  static let longest = 1 << 20

  private let delimiter: UInt8
  private var fields: [ArraySlice<UInt8>] = []
  /// The field whose quote is still open, and the line on which it begins.
  private var open: (field: [UInt8], line: UInt64)?
  private var size = 0

  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// Takes the next line; gives the fields of the record that ends with it, or nil where a quoted field goes on.
  mutating func take(_ line: ArraySlice<UInt8>, number: UInt64) throws(ListProblem) -> [ArraySlice<UInt8>]? {
    size += line.count
    guard size <= Self.longest else { throw ListProblem(.tooLong(bytes: Self.longest), line: number) }
    var rest = line
    if open != nil {
      open?.field.append(UInt8(ascii: "\n"))
      guard try closeQuoted(&rest, number: number) else { return nil }
    } else {
      guard try takeField(&rest, number: number) else { return nil }
    }
    while rest.first == delimiter {
      rest = rest.dropFirst()
      guard try takeField(&rest, number: number) else { return nil }
    }
    defer {
      fields = []
      size = 0
    }
    return fields
  }

  /// Refuses a field that is still open at the end of the table.
  func end() throws(ListProblem) {
    if let open { throw ListProblem(.openQuote, line: open.line) }
  }

  /// Takes one field up to the delimiter; false where it goes on in the next line.
  private mutating func takeField(_ rest: inout ArraySlice<UInt8>, number: UInt64) throws(ListProblem) -> Bool
  {
    guard rest.first == quote else {
      let field = rest.prefix { $0 != delimiter }
      fields.append(field)
      rest = rest[field.endIndex...]
      return true
    }
    rest = rest.dropFirst()
    open = ([], number)
    return try closeQuoted(&rest, number: number)
  }

  private mutating func closeQuoted(
    _ rest: inout ArraySlice<UInt8>, number: UInt64
  ) throws(ListProblem) -> Bool {
    guard var field = open?.field, let start = open?.line else { return true }
    open = nil
    while let end = rest.firstIndex(of: quote) {
      field += rest[..<end]
      rest = rest[(end + 1)...]
      guard rest.first == quote else {
        guard rest.isEmpty || rest.first == delimiter else { throw ListProblem(.behindQuote, line: number) }
        fields.append(field[...])
        return true
      }
      field.append(quote)
      rest = rest.dropFirst()
    }
    field += rest
    rest = rest.suffix(0)
    open = (field, start)
    return false
  }

  private var quote: UInt8 { UInt8(ascii: "\"") }
}

extension CSVRecord {
  /// What parts the fields of a table: of comma, semicolon and tab the one that its first line has most of, outside quotes.
  static func delimiter(of line: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, ",;\t".utf8.contains(byte) { counts[byte, default: 0] += 1 }
    }
    let comma = UInt8(ascii: ",")
    return ",;\t".utf8.max { (counts[$0] ?? 0, $0 == comma ? 1 : 0) < (counts[$1] ?? 0, $1 == comma ? 1 : 0) }
      ?? comma
  }
}
