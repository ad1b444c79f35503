import ArgumentParser
import Reporting

/// What a scan writes, and where.
struct OutputOptions: ParsableArguments {
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

  @Option(
    help: ArgumentHelp(
      "End with status 1 if an endpoint is at this severity or above, or exposed.", valueName: "level"))
  var failOn: FailureCondition?

  @Flag(help: "Go on where the scan that writes the same files was interrupted.")
  var resume = false

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  @Option(help: "How progress is shown on standard error.")
  var progress = ProgressMode.auto

  @Flag(name: .shortAndLong, help: "Nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    guard !resume || !outputs.isEmpty else {
      throw ValidationError("--resume needs the -o files of the interrupted scan.")
    }
    let paths = outputs.map(\.path)
    guard Set(paths).count == paths.count else {
      throw ValidationError("-o names the same file twice: one file holds one report.")
    }
  }
}

extension OutputOptions {
  /// The reports, drawn for the terminal that standard output may be.
  func plan() -> ReportPlan {
    ReportPlan(
      destinations: outputs, standardOutput: format, filter: only, showAll: all,
      colour: StandardOutput.colour(isForbidden: noColor), width: StandardOutput.width)
  }
}

extension OutputFormat: ExpressibleByArgument {}
extension RowFilter: ExpressibleByArgument {}
