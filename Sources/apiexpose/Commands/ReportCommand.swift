import ArgumentParser
import Exposure
import Reporting

/// `apiexpose report`: what was scanned before, in any format.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make reports of what was scanned before, without another packet.",
    discussion: """
      Reads JSON Lines that scans have written, one file or many, and judges the facts in them anew: what this version \
      knows decides, not what an earlier one said. Where a line cannot be read, no file is written.

      EXAMPLES
        apiexpose report exposure.jsonl
        apiexpose report exposure.jsonl -o exposure.html -o exposure.sarif
        apiexpose report site-a.jsonl site-b.jsonl --format markdown --only exposed
        zcat old.jsonl.gz | apiexpose report - --format csv
        apiexpose report --history exposure.sqlite -o exposure.html

      EXIT STATUS
        0    the reports are written       66   a file is missing
        1    --fail-on was met             73   a report cannot be created
        64   wrong usage                   74   a report cannot be written
        65   a line cannot be read         130  interrupted (143 by SIGTERM)
      """
  )

  @Argument(
    help: ArgumentHelp("JSON Lines to read, one after the other; - is standard input.", valueName: "file"),
    completion: .file(extensions: OutputFormat.jsonl.endings))
  var files: [String] = []

  @Option(
    help: ArgumentHelp("Report on a scan of a history instead of files.", valueName: "file"),
    completion: .file())
  var history: String?

  @Option(
    help: ArgumentHelp(
      "Which scan of the history: its number, a day or a time; without it, the newest finished one.",
      valueName: "scan"))
  var scan: ScanArgument?

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup(title: "Reports") var reports: ReportOptions

  func validate() throws {
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input can be read once: name - once.")
    }
    guard files.isEmpty != (history == nil) else {
      throw ValidationError("Name files of JSON Lines, - for standard input, or --history FILE.")
    }
    guard scan == nil || history != nil else { throw ValidationError("--scan needs --history FILE.") }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: reports.quiet, progress: .none, rowsGoToTerminal: false)
      let known = try knowledge.load(messages.notice)
      var plan = reports.plan(knowing: known)
      let remembered = try history.map { try RememberedScan(in: $0, scan?.choice ?? .newestFinished) }
      plan.documents.history = try remembered?.course() ?? []
      return try ReportRun(
        observations: try observations(remembered),
        plan: plan,
        failOn: reports.failOn,
        messages: messages
      ).run()
    }
  }

  private func observations(
    _ remembered: RememberedScan?
  ) throws -> (_ take: (Observation) throws -> Void) throws -> Void {
    if let remembered { return { try remembered.each($0) } }
    let given = try ObservationFiles(files)
    return { try given.each($0) }
  }
}
