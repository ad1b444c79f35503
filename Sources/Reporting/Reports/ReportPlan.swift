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
  /// How the table is drawn.
  public var table: TableSettings
  /// What the documents among the reports are to know beyond the endpoints.
  public var documents: DocumentContext
  /// The part of a list that is scanned; nil where it is the whole, and where results are read back.
  public var part: ScannedPart?

  /// Whether a report shows what changed since the scan before.
  public var showsChanges: Bool {
    ([standardOutput] + destinations.map(\.format)).contains { $0 == .html || $0 == .markdown }
  }

  /// Makes a plan.
  public init(
    destinations: [OutputDestination] = [], standardOutput: OutputFormat? = .table,
    filter: RowSelection = .all, csv: CSVSettings = CSVSettings(), table: TableSettings = TableSettings(),
    documents: DocumentContext = DocumentContext(), part: ScannedPart? = nil
  ) {
    self.destinations = destinations
    self.standardOutput = standardOutput
    self.filter = filter
    self.csv = csv
    self.table = table
    self.documents = documents
    self.part = part
  }
}
