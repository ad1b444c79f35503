import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Sessions

/// `apiexpose report`: what was scanned before, in any format.
struct ReportCommand: AsyncParsableCommand, ConfigurableCommand {
  var positionalWords: [String] { files }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make reports of earlier results, without sending anything.",
    usage: "apiexpose report [<options>] <file> ...",
    discussion: """
      Reads JSON Lines that scans have written, one file or many\(ChosenArchivedScanOptions.orHistory), and judges the facts in \
      them again by the rules and knowledge of this version. If a line cannot be read, no file is \
      written.\(ChosenArchivedScanOptions.overTime)

      EXAMPLES
        apiexpose report exposure.jsonl
        apiexpose report exposure.jsonl -o exposure.\(OutputFormat.available.endingForPeople) -o exposure.sarif
        apiexpose report site-a.jsonl site-b.jsonl --format markdown --only exposed
        zcat old.jsonl.gz | apiexpose report - --format csv\(ChosenArchivedScanOptions.example)

      EXIT STATUS
        0    the reports are written       73   a report cannot be created
        1    --fail-on was met             74   a report cannot be written
        64   wrong usage                   130  interrupted (143 by SIGTERM)
        65   a line cannot be read         141  the reader of the output has gone
        66   a file cannot be read
      """
  )

  @Argument(
    help: ArgumentHelp("JSON Lines to read, one after the other; - is standard input.", valueName: "file"),
    completion: .file(extensions: OutputFormat.jsonl.endings))
  var files: [String] = []

  @OptionGroup var past: ChosenArchivedScanOptions
  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup(title: "Reports") var report: ReportOptions

  @Option(name: .customLong("fail-on"), help: FailureCondition.help)
  var failOn: [FailureCondition] = []

  @OptionGroup var quiet: QuietOption
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  func validate() throws {
    guard files.isEmpty == past.isNamed else {
      throw ValidationError(
        files.isEmpty ? ChosenArchivedScanOptions.nothingNamed : "Read files or a history, not both.")
    }
    if let file = FileText.repeated(files) {
      throw ValidationError("\(printable(file)) is named twice: its endpoints would count twice.")
    }
    try StandardInput.checkNamedOnce(in: files)
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: quiet.isQuiet, progress: .none, rowsGoToTerminal: false)
      try OverwriteGuard.check(
        report.outputs.map(\.path),
        against: [
          "the results": files, "the knowledge": [knowledge.path].compactMap(\.self),
          "the template": [report.template.file].compactMap(\.self),
          "the history": past.files,
          "the policy": [policy.file].compactMap(\.self),
        ])
      let known = try knowledge.load(messages.notice)
      let policy = messages.policy(try policy.load(), at: .now)
      guard let scan = try past.open() else {
        var results = try ObservationFiles(files, archiveOption: ChosenArchivedScanOptions.option)
        var plan = try report.plan(
          knowing: known, isQuiet: quiet.isQuiet, failingOn: failOn, labelKeys: results.labelKeys)
        plan.documents.policy = policy
        let run = RereadRun(plan: plan, messages: messages)
        results.stops = { run.flag.received != nil }
        return try await run.status(failingOn: failOn, messages) { [results] take in
          try results.eachForReport(take, notice: messages.notice)
        }
      }
      defer { scan.close() }
      let plan = try report.plan(knowing: known, isQuiet: quiet.isQuiet, failingOn: failOn) {
        try LabelKeys(scan.each)
      }
      var run = RereadRun(plan: plan, messages: messages)
      run.plan.documents.policy = policy
      run.plan.documents.history = try scan.exposure()
      let changes = run.plan.showsChanges || scan.since != nil ? try scan.changes() : nil
      run.plan.documents.changes = changes
      if let since = scan.since, let changes {
        run.plan.filter.changed = ChangedEndpoints(changes.changes, since: since, scan: changes.since)
        // What vanished counts as well.
        run.plan.table.extent = .all
        run.plan.table.since = changes
        if run.plan.standardOutput?.isTable != true {
          messages.notice(ChangeReport(changes.changes, since: changes.since).summary)
        }
      }
      return try await run.status(failingOn: failOn, messages, each: scan.each)
    }
  }
}
