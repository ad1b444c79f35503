import ArgumentParser
import Reporting
import Sessions

/// How the table on standard output is drawn.
package struct TableOptions: ParsableArguments {
  @Flag(help: "Show every endpoint in the table, including those that do not answer.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Columns of the table, joined by commas: \(TableColumn.ownNames), or any column of the CSV.",
      valueName: "names"),
    transform: { try ColumnsArgument($0) })
  var columns = ColumnsArgument()

  @Option(help: "Order of the table.")
  var sort = TableOrder.severity

  @OptionGroup package var colour: ColourOption

  package init() {}

  /// The table as `format` asks for it; `isFiltered` where it was said which endpoints get a row.
  func settings(_ format: OutputFormat, isFiltered: Bool, isWhole: Bool) -> TableSettings {
    TableSettings(
      style: colour.style, isWide: format == .wide, columns: columns.list,
      order: sort,
      extent: all || isWhole ? .all : isFiltered || format == .wide ? .answering : .fitting)
  }
}

/// The columns of a table as a person writes them: `target,verdict,cves`.
struct ColumnsArgument: CustomStringConvertible, Hashable, Sendable {
  var list: [TableColumn] = []

  init() {}

  /// Reads names; throws a `ValidationError` that says which of them is wrong.
  init(_ text: String) throws {
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmedSpaces) {
      guard let column = TableColumn(name: word) ?? TableColumn(name: word.lowercased()) else {
        let near = nearestName(to: word, among: TableColumn.allNames).map { "did you mean \($0)? It" } ?? "it"
        let what = word.isEmpty ? "a name is missing" : "there is no column \(printable(word))"
        throw ValidationError(
          "--columns: \(what); \(near) takes \(TableColumn.ownNames), and any column of the CSV.")
      }
      guard !list.contains(column) else {
        throw ValidationError("--columns: \(column.name) is named twice; name each column once.")
      }
      list.append(column)
    }
  }

  var description: String { "what the terminal has room for" }
}

extension Substring {
  fileprivate var trimmedSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension TableOrder: ExpressibleByArgument {}
