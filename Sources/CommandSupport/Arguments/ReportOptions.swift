import ArgumentParser
import Exposure
import Reporting

/// Which reports are written, and where.
package struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: """
      Format of standard output; \(OutputFormat.available.documentNames) are written at the end. With --quiet and -o \
      there is none. (default: table)
      """)
  var chosenFormat: OutputFormat?

  /// The format of standard output, where there is to be something.
  package var format: OutputFormat { chosenFormat ?? (fillsTemplateForStandardOutput ? .template : .table) }

  private var fillsTemplateForStandardOutput: Bool {
    template.file != nil && !outputs.contains { $0.format == .template }
  }

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write a report to a file: FILE with \(OutputFormat.available.usualEndings), or FORMAT:PATH. Repeatable.",
      valueName: "file"),
    completion: .file(extensions: OutputFormat.available.flatMap(\.endings)),
    transform: { try OutputDestination($0, among: OutputFormat.available) })
  package var outputs: [OutputDestination] = []

  @OptionGroup package var template: TemplateOption

  @Option(
    help: ArgumentHelp(
      "Which endpoints get a row; the summary counts all of them. (default: all)", valueName: "posture"))
  var only: RowFilter?

  @OptionGroup package var table: TableOptions

  @Option(
    help: ArgumentHelp(
      "Only rows that speak against a published control: a framework (STIG, CIS) or an identifier. Repeatable.",
      valueName: "control"))
  package var control: [String] = []

  @Option(
    help: ArgumentHelp(
      "Labels that get CSV columns of their own, behind the others: cluster,owner, or all.", valueName: "keys"
    ),
    transform: ReportOptions.read)
  package var labelColumns = LabelColumns.none

  @Option(help: "Form of CSV: standard is RFC 4180, excel has semicolons and a byte order mark.")
  package var csvDialect = CSVDialect.standard

  @Option(
    help: ArgumentHelp("How many endpoints have metrics of their own.", valueName: "number"))
  var metricsPerEndpoint = DocumentContext.defaultMetricsPerEndpoint

  package init() {}

  package func validate() throws {
    guard (0...100_000).contains(metricsPerEndpoint) else {
      throw ValidationError("--metrics-per-endpoint takes a number from 0 to 100000.")
    }
    try template.check(used: format == .template || outputs.contains { $0.format == .template })
    guard OutputFormat.available.contains(format) else {
      throw ValidationError(OutputDestinationError.noPages.description)
    }
    guard format.isTable || table.columns.list.isEmpty else {
      throw ValidationError(
        "--columns is for --format table and wide: the columns of other formats are fixed.")
    }
    do {
      _ = try ControlChoice(control)
    } catch {
      throw ValidationError("--control: \(error).")
    }
    let paths = outputs.map(\.path)
    guard Set(paths).count == paths.count else {
      throw ValidationError("-o names the same file twice: one file holds one report.")
    }
    if let collision = OutputCollision(among: outputs) { throw ValidationError(collision.description) }
  }

  /// Which endpoints get a row.
  package var filter: RowFilter { only ?? .all }

  /// The reports, drawn for the terminal that standard output may be.
  /// - Parameters:
  ///   - knowledge: What documents are judged by.
  ///   - isQuiet: Whether standard output gets nothing where files are asked for and no format for it.
  ///   - failOn: What makes the command fail, and the tests of a test report.
  ///   - labelKeys: Reads the keys of all labels, where columns for all are asked for.
  package func plan(
    knowing knowledge: Knowledge = .builtIn, isQuiet: Bool, failingOn failOn: [FailureCondition] = [],
    labelKeys: () throws -> LabelKeys
  ) throws -> ReportPlan {
    let wantsFilesAlone = isQuiet && !outputs.isEmpty && chosenFormat == nil && format != .template
    return ReportPlan(
      destinations: outputs, standardOutput: wantsFilesAlone ? nil : format,
      filter: RowSelection(filter, controls: try ControlChoice(control)),
      csv: CSVSettings(labelColumns: try keys(labelKeys), dialect: csvDialect),
      table: table.settings(format, isFiltered: only != nil, isWhole: only == .all),
      documents: DocumentContext(
        toolVersion: ToolRelease.version, knowledge: knowledge, metricsPerEndpoint: metricsPerEndpoint,
        pages: ChosenPages.renderer, template: try template.load(), failOn: failOn, renderedAt: .now))
  }
}

extension ReportOptions {
  private func keys(_ all: () throws -> LabelKeys) throws -> [String] {
    do {
      return try labelColumns.keys ?? all().keys
    } catch let error as LabelColumnsError {
      throw CommandFailure(.wrongUsage, "--label-columns: \(error)")
    }
  }

  private static func read(_ text: String) throws -> LabelColumns {
    do {
      return try LabelColumns(text)
    } catch {
      throw ValidationError("--label-columns: \(error).")
    }
  }
}

extension OutputFormat: ExpressibleByArgument {
  /// The formats of this build, for help and completion.
  public static var allValueStrings: [String] { available.map(\.rawValue) }
}

extension RowFilter: ExpressibleByArgument {}
extension CSVDialect: ExpressibleByArgument {}
