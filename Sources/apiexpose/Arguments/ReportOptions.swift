import ArgumentParser
import Reporting

/// Which reports are written, and where.
struct ReportOptions: ParsableArguments {
  @Option(help: "What standard output gets.")
  var format = OutputFormat.table

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write a report to a file: FILE.csv, FILE.jsonl, csv:PATH or jsonl:PATH. Repeatable.", valueName: "file"
    ),
    completion: .file(extensions: ["csv", "jsonl"]),
    transform: { try OutputDestination($0) })
  var outputs: [OutputDestination] = []

  @Option(help: "Which endpoints get a row; the summary counts all of them.")
  var only = RowFilter.all

  @Flag(help: "Show every endpoint in the table, also those that do not answer.")
  var all = false

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  func validate() throws {
    let paths = outputs.map(\.path)
    guard Set(paths).count == paths.count else {
      throw ValidationError("-o names the same file twice: one file holds one report.")
    }
  }

  /// The reports, drawn for the terminal that standard output may be.
  func plan() -> ReportPlan {
    ReportPlan(
      destinations: outputs, standardOutput: format, filter: only, showAll: all,
      colour: StandardOutput.colour(isForbidden: noColor), width: StandardOutput.width)
  }
}

extension OutputFormat: ExpressibleByArgument {}
extension RowFilter: ExpressibleByArgument {}
