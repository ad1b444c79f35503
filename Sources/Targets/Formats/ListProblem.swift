/// Why a list of another program cannot be read. Nothing of the list is quoted: it may hold secrets, and strangers' text.
public struct ListProblem: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// A quoted field of a table does not end.
    case openQuote
    /// Something is behind the quote that ends a field.
    case behindQuote
    /// A record of a table, or an entry, is longer than this many bytes.
    case tooLong(bytes: Int)
    /// A table has more columns than can be.
    case tooManyColumns(Int)
    /// A row has more fields than the header.
    case moreFields(Int, columns: Int)
    /// No column of the table holds hosts, by its name.
    case noAddressColumn
    /// A column that was asked for is not in the table.
    case noSuchColumn(ListSettings.ColumnUse)
    /// A table is asked for by the numbers of its columns, and has fewer.
    case fewerColumns(Int, asked: Int)
    /// It is not written as the format demands.
    case malformed(ListFormat)
    /// It is nested deeper than this.
    case tooDeep(Int)
    /// It refers to parts of itself, which no list needs, and which can make a small file endless.
    case references
    /// It names entities, which no list needs.
    case entities
    /// It has more entries than can be.
    case tooManyEntries(Int)
    /// This build cannot read the format.
    case unsupported(ListFormat)
    /// A document that must be read as a whole is larger than this many bytes.
    case tooLarge(bytes: Int)
  }

  /// The line of the file, from 1; nil where it concerns the whole.
  public var line: UInt64?
  /// What is wrong.
  public var reason: Reason

  /// Makes a problem.
  public init(_ reason: Reason, line: UInt64? = nil) {
    self.reason = reason
    self.line = line
  }
}

extension ListProblem: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String { reason.description }

  /// The same with the file and the line, as in "hosts.csv:17: a quoted field begins here and does not end".
  public func description(of source: String) -> String {
    "\(source)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}

extension ListProblem.Reason: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .openQuote:
      "a quoted field begins here and does not end; write a \" inside a field twice"
    case .behindQuote:
      "something is behind the quote that ends a field; write a \" inside a field twice"
    case .tooLong(let bytes):
      "the entry has more than \(grouped(bytes)) bytes"
    case .tooManyColumns(let count):
      "the table has \(grouped(count)) columns, and \(grouped(TableReader.mostColumns)) are the most"
    case .moreFields(let fields, let columns):
      "the row has \(counted(fields, "field")), the header \(grouped(columns)); quote fields that hold the separator"
    case .noAddressColumn:
      "no column of the table is known to hold hosts; say which one does"
    case .noSuchColumn(let use):
      "the table has no column of the name that was given for \(use.rawValue)"
    case .fewerColumns(let columns, let asked):
      "the table has \(counted(columns, "column")), and column \(grouped(asked)) is asked for"
    case .malformed(let format):
      "this cannot be read as \(format.name)"
    case .tooDeep(let depth):
      "it is nested more than \(grouped(depth)) deep"
    case .references:
      "it has anchors and aliases, which a list does not need; write it without them, as kubectl does"
    case .entities:
      "it declares entities, which a list does not need"
    case .tooManyEntries(let count):
      "it has more than \(counted(count, "entry")), which is more than a list needs"
    case .unsupported(let format):
      "this is \(format.name), which this build cannot read"
    case .tooLarge(let bytes):
      "it is larger than \(grouped(bytes)) bytes, and can be read only as a whole"
    }
  }
}
