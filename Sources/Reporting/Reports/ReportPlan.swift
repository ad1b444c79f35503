/// Which reports a scan writes.
public struct ReportPlan: Sendable {
  /// The files, in the user's order.
  public var destinations: [OutputDestination]
  /// What standard output gets; nil for nothing.
  public var standardOutput: OutputFormat?
  /// Which endpoints get a row.
  public var filter: RowSelection
  /// How CSV is written.
  public var csv: CSVSettings
  /// Whether the table shows endpoints that do not answer one by one.
  public var showAll: Bool
  /// The colours of table and summary.
  public var colour: ColourMode
  /// The columns of the terminal; nil where nothing is to be cut.
  public var width: Int?
  /// What the documents among the reports are to know beyond the endpoints.
  public var documents: DocumentContext
  /// The part of a list that is scanned; nil where it is the whole, and where results are read back.
  public var part: ScannedPart?

  /// Makes a plan.
  public init(
    destinations: [OutputDestination] = [], standardOutput: OutputFormat? = .table,
    filter: RowSelection = .all,
    csv: CSVSettings = CSVSettings(), showAll: Bool = false, colour: ColourMode = .plain, width: Int? = nil,
    documents: DocumentContext = DocumentContext(), part: ScannedPart? = nil
  ) {
    self.destinations = destinations
    self.standardOutput = standardOutput
    self.filter = filter
    self.csv = csv
    self.showAll = showAll
    self.colour = colour
    self.width = width
    self.documents = documents
    self.part = part
  }
}
