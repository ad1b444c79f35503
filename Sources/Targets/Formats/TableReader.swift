/// Reads a table with a header: one column holds hosts, one may hold ports, the others become labels.
struct TableReader: LineByLineReader {
  /// How many columns a table may have; those of Censys and Shodan have some dozens.
  static let mostColumns = 1024

  private let settings: ListSettings
  private var record: CSVRecord?
  private var columns: TableColumns?
  /// The line on which the record begins that is being read.
  private var start: UInt64?

  init(_ settings: ListSettings) {
    self.settings = settings
  }

  mutating func read(
    _ line: ArraySlice<UInt8>, number: UInt64, into targets: inout ListedTargets
  ) throws(ListProblem) {
    if start == nil {
      let content = line.trimmed
      guard let first = content.first, first != UInt8(ascii: "#") else { return }
    }
    var record = self.record ?? CSVRecord(delimiter: CSVRecord.delimiter(of: line))
    self.record = nil
    defer { self.record = record }
    let begin = start ?? number
    start = begin
    guard let fields = try record.take(line, number: number) else { return }
    start = nil
    guard let columns else {
      guard fields.count <= Self.mostColumns else {
        throw ListProblem(.tooManyColumns(fields.count), line: begin)
      }
      let found = try TableColumns(fields, settings, line: begin)
      targets.leftOut.secretColumns += UInt64(found.secretCount)
      self.columns = found
      if !found.hasHeader { found.append(fields, to: &targets, line: begin) }
      return
    }
    let excess = fields.dropFirst(columns.count)
    guard !columns.hasHeader || excess.allSatisfy({ $0.trimmed.isEmpty }) else {
      throw ListProblem(.moreFields(fields.count, columns: columns.count), line: begin)
    }
    columns.append(fields, to: &targets, line: begin)
  }

  mutating func end(into targets: inout ListedTargets) throws(ListProblem) {
    try record?.end()
  }
}
