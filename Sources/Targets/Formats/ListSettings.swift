/// How lists of other programs are read.
public struct ListSettings: Sendable {
  /// A column of a table, by its name in the header or by its number.
  public enum ColumnChoice: Sendable, Hashable {
    /// The column whose header is this, whatever the case of its letters.
    case named(String)
    /// The column with this number, from 1; the table may have no header.
    case numbered(Int)

    /// Reads a name, or a number from 1 to `TableReader.mostColumns`.
    public init(_ text: String) {
      if let number = Int(text), (1...TableReader.mostColumns).contains(number) {
        self = .numbered(number)
      } else {
        self = .named(text)
      }
    }
  }

  /// What a column is for.
  public enum ColumnUse: String, Sendable, Hashable {
    case hosts
    case ports
    case labels
  }

  /// The format of all lists; nil where each is recognised by its content.
  public var format: ListFormat?
  /// The ports of which scanned hosts are kept; nil for all that were found open.
  public var keptPorts: PortList?
  /// The column of a table that holds the hosts; nil where it is recognised by its name.
  public var addressColumn: ColumnChoice?
  /// The column of a table that holds the ports; nil where it is recognised by its name.
  public var portColumn: ColumnChoice?
  /// The columns of a table that become labels; nil for all but those that other programs have for themselves.
  public var labelColumns: [ColumnChoice]?
  /// Reads what takes a library: XML and YAML. Nil in a build without them.
  public var documents: (any DocumentReader)?

  /// The settings that recognise everything.
  public init() {}

  /// The format that need not be recognised: whoever names the column of the hosts has tables.
  var knownFormat: ListFormat? { format ?? (addressColumn == nil ? nil : .csv) }
}

/// Reads lists in XML and YAML. It stands in a module of its own, because the libraries for them are large.
public protocol DocumentReader: Sendable {
  /// Reads the targets of a document.
  /// - Throws: What is wrong with it, without quoting anything of it.
  func read(_ text: [UInt8], as format: ListFormat, into targets: inout ListedTargets) throws(ListProblem)
}
