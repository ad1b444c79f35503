import PortableFoundation

/// A small table of anything but endpoints: scans, changes, the life of an endpoint. Text in it may come from a
/// stranger; each format makes it safe.
public struct Listing: Sendable {
  /// A column, under one name in every format.
  public struct Column: Sendable {
    /// The name, in snake case; a terminal shows it in capitals.
    public var name: String
    /// How narrow it may become where the terminal is, in columns; nil where it keeps its width.
    public var narrowest: Int?
    /// How soon it is left out on a terminal that is too narrow for all, 1 first; nil where it stays.
    public var leaves: Int?
    /// Whether it holds names, which are cut in the middle so that they stay apart.
    public var isName: Bool

    /// Makes a column.
    public init(_ name: String, narrowest: Int? = nil, leaves: Int? = nil, isName: Bool = false) {
      self.name = name
      self.narrowest = narrowest
      self.leaves = leaves
      self.isName = isName
    }
  }

  /// What stands in one cell.
  public enum Cell: Sendable, Hashable {
    /// Not known: empty, and an absent key in JSON.
    case unknown
    /// A number.
    case number(Int64)
    /// A time.
    case time(Date)
    /// Text, from outside perhaps.
    case text(String)
    /// Several texts: an array in JSON, joined by a space elsewhere.
    case words([String])
  }

  /// The columns in their order.
  public let columns: [Column]
  /// The rows, a cell for each column.
  public private(set) var rows: [[Cell]] = []

  /// How much of a cell is shown, in Unicode scalars.
  static let cellLimit = CellLimit.list
  /// The same on a terminal.
  static let terminalLimit = 256

  /// Makes an empty listing.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Appends a row; what it has too little is unknown.
  public mutating func append(_ cells: [Cell]) {
    let missing = max(0, columns.count - cells.count)
    rows.append(Array(cells.prefix(columns.count)) + Array(repeating: .unknown, count: missing))
  }
}

/// What a listing can be written as.
public enum ListingFormat: String, Sendable, CaseIterable {
  /// Aligned, for a person.
  case text
  /// RFC 4180.
  case csv
  /// One JSON object a row.
  case jsonl
  /// A table as GitHub and most wikis draw it.
  case markdown
}

extension Listing {
  /// The listing in a format; `style` is that of a terminal, or of a pipe.
  public func bytes(_ format: ListingFormat, style: TerminalStyle = TerminalStyle()) -> [UInt8] {
    switch format {
    case .text: Array(text(style).utf8)
    case .csv: csv
    case .jsonl: jsonLines
    case .markdown: Array(markdown.utf8)
    }
  }
}

extension Listing.Cell {
  /// The cell as text before any format makes it safe.
  var plain: String {
    switch self {
    case .unknown: ""
    case .number(let number): String(number)
    case .time(let date): Timestamp.text(date)
    case .text(let text): text
    case .words(let words): words.joined(separator: " ")
    }
  }
}
