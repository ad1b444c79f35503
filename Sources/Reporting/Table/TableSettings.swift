/// How the table for a person is drawn.
public struct TableSettings: Sendable {
  /// Colours, characters and width.
  public var style: TerminalStyle
  /// Whether it shows everything, and nothing is cut.
  public var isWide: Bool
  /// The columns that were chosen; empty for the usual ones.
  public var columns: [TableColumn]
  /// The order of the rows.
  public var order: TableOrder
  /// Which rows are shown.
  public var extent: TableExtent
  /// What changed since an earlier scan, where the report is about that.
  public var since: ChangesSince?

  /// Makes settings; by default those of a pipe.
  public init(
    style: TerminalStyle = TerminalStyle(), isWide: Bool = false, columns: [TableColumn] = [],
    order: TableOrder = .severity, extent: TableExtent = .fitting
  ) {
    self.style = style
    self.isWide = isWide
    self.columns = columns
    self.order = order
    self.extent = extent
  }
}

/// Which rows the table shows one by one; the others are counted.
public enum TableExtent: Sendable, Hashable {
  /// What answers; on a terminal that is too short for it, only what leaks or is at severity medium or above.
  case fitting
  /// Everything that answers.
  case answering
  /// Everything.
  case all
}
