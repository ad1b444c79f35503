/// How CSV is written.
public struct CSVSettings: Sendable, Hashable {
  /// The keys of the labels that have columns of their own, behind all others, in this order.
  public var labelColumns: [String]
  /// The form of the file.
  public var dialect: CSVDialect

  /// Makes settings; those of RFC 4180 without columns for labels by default.
  public init(labelColumns: [String] = [], dialect: CSVDialect = .standard) {
    self.labelColumns = labelColumns
    self.dialect = dialect
  }
}

/// The form of a CSV file.
public enum CSVDialect: String, Sendable, Hashable, CaseIterable {
  /// RFC 4180 in UTF-8: commas, no byte order mark.
  case standard
  /// What Excel opens by a double click where the comma is the decimal separator (German, French, most of Europe): the
  /// semicolon between cells, and a byte order mark, without which Excel takes the file for its old code page.
  case excel

  /// What stands between two cells.
  var separator: UInt8 {
    switch self {
    case .standard: UInt8(ascii: ",")
    case .excel: UInt8(ascii: ";")
    }
  }

  /// What stands before the header.
  var byteOrderMark: [UInt8] {
    switch self {
    case .standard: []
    case .excel: [0xEF, 0xBB, 0xBF]
    }
  }

  /// Whether a byte can stand only in a quoted cell. For Excel the comma is one as well, for LibreOffice takes both for
  /// separators when it opens the file.
  func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || self == .excel && byte == UInt8(ascii: ";")
  }
}
