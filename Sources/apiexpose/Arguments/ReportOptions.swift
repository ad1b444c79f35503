import ArgumentParser
import CommandSupport
import Exposure
import Reporting

/// Which reports are written, and where.
struct ReportOptions: ParsableArguments {
  @Option(help: "Format of standard output; \(OutputFormat.available.documentNames) are written at the end.")
  var format = OutputFormat.table

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write a report to a file: FILE with \(OutputFormat.available.usualEndings), or FORMAT:PATH. Repeatable.",
      valueName: "file"),
    completion: .file(extensions: OutputFormat.available.flatMap(\.endings)),
    transform: { try OutputDestination($0, among: OutputFormat.available) })
  var outputs: [OutputDestination] = []

  @Option(help: "Which endpoints get a row; the summary counts all of them.")
  var only = RowFilter.all

  @Flag(help: "Show every endpoint in the table, including those that do not answer.")
  var all = false

  @Option(
    help: ArgumentHelp("How many endpoints have metrics of their own.", valueName: "number"))
  var metricsPerEndpoint = DocumentContext.defaultMetricsPerEndpoint

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  func validate() throws {
    guard (0...100_000).contains(metricsPerEndpoint) else {
      throw ValidationError("--metrics-per-endpoint takes a number from 0 to 100000.")
    }
    guard OutputFormat.available.contains(format) else {
      throw ValidationError(OutputDestinationError.noPages.description)
    }
    let paths = outputs.map(\.path)
    guard Set(paths).count == paths.count else {
      throw ValidationError("-o names the same file twice: one file holds one report.")
    }
    if let collision = OutputCollision(among: outputs) { throw ValidationError(collision.description) }
  }

  /// The reports, drawn for the terminal that standard output may be.
  /// - Parameter knowledge: What documents are judged by.
  func plan(knowing knowledge: Knowledge = .builtIn) -> ReportPlan {
    ReportPlan(
      destinations: outputs, standardOutput: format, filter: only, showAll: all,
      colour: StandardOutput.colour(isForbidden: noColor), width: StandardOutput.width,
      documents: DocumentContext(
        toolVersion: ToolRelease.version, knowledge: knowledge, metricsPerEndpoint: metricsPerEndpoint,
        pages: ChosenPages.renderer))
  }
}

extension OutputFormat: ExpressibleByArgument {
  /// The formats of this build, for help and completion.
  public static var allValueStrings: [String] { available.map(\.rawValue) }
}

extension RowFilter: ExpressibleByArgument {}
