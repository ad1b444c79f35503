import ArgumentParser
import CommandSupport
import Reporting

/// How the table on standard output is drawn.
struct TableOptions: ParsableArguments {
  @Flag(help: "Show every endpoint in the table, including those that do not answer.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Columns of the table, joined by commas: \(TableColumn.ownNames), or any column of the CSV.",
      valueName: "names"))
  var columns = TableColumns()

  @Option(help: "Order of the table.")
  var sort = TableOrder.severity

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  /// The table as `format` asks for it; `isFiltered` where it was said which endpoints get a row.
  func settings(_ format: OutputFormat, isFiltered: Bool, isWhole: Bool) -> TableSettings {
    TableSettings(
      style: StandardOutput.style(refusesColour: noColor), isWide: format == .wide, columns: columns.list,
      order: sort,
      extent: all || isWhole ? .all : isFiltered || format == .wide ? .answering : .fitting)
  }
}

/// The columns of a table as a person writes them: `target,verdict,cves`.
struct TableColumns: ExpressibleByArgument, Hashable, Sendable {
  var list: [TableColumn] = []

  init() {}

  init?(argument: String) {
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let column = TableColumn(name: name.trimmedSpaces), !list.contains(column) else { return nil }
      list.append(column)
    }
  }

  var defaultValueDescription: String { "what the terminal has room for" }
}

extension Substring {
  fileprivate var trimmedSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension TableOrder: ExpressibleByArgument {}
