import ArgumentParser
import CommandSupport
import Exposure
import History
import Reporting
import Sessions

/// `apiexpose diff`: what changed between two scans.
package struct DiffCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two scans.",
    usage: """
      apiexpose diff [<options>] --history <file>
      apiexpose diff [<options>] <file> <file>
      """,
    discussion: """
      Compares the last two finished scans of the same targets in a history, or those of --from and --to, or two files \
      of JSON Lines that hold a whole list or the same shard of it. An endpoint has vanished once it did not answer \
      --confirm scans in a row. Until then, and while its answer is unclear, its last known state counts.

      EXAMPLES
        apiexpose diff --history exposure.sqlite --from 2026-11-01 --format markdown
        apiexpose diff monday.jsonl tuesday.jsonl --fail-on exposed --fail-on high
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Two files of JSON Lines, the earlier one first; - is standard input.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  package var files: [String] = []

  @Option(help: ArgumentHelp("The history that holds the scans.", valueName: "file"), completion: .file())
  var history: String?

  @Option(
    help: ArgumentHelp(
      "The earlier scan: a number or a date (UTC). (default: the finished one before the later scan)",
      valueName: "scan"))
  var from: ScanArgument?

  @Option(
    help: ArgumentHelp(
      "The later scan: a number, a date (UTC) or last. (default: the last finished one)", valueName: "scan"))
  var to: ScanArgument?

  @OptionGroup var confirmation: ConfirmationOption

  @Option(help: "Format of standard output.")
  var format = ListingFormat.text

  @Option(
    help: ArgumentHelp(
      "End with status 1 if something changed to exposed, to restricted or exposed, or rose to a severity; repeatable.",
      valueName: "level"))
  var failOn: [ChangeCondition] = []

  @OptionGroup var knowledge: KnowledgeOptions

  @OptionGroup var colour: ColourOption

  package init() {}

  package func validate() throws {
    guard history != nil && files.isEmpty || history == nil && files.count == 2 else {
      throw ValidationError("Name a history (--history FILE) or two files of JSON Lines.")
    }
    try StandardInput.checkNamedOnce(in: files)
    if let file = FileText.repeated(files) {
      throw ValidationError("\(printable(file)) is named twice: name the files of two scans.")
    }
    guard history != nil || from == nil && to == nil else {
      throw ValidationError("--from and --to choose scans of a history: give --history FILE.")
    }
    guard history == nil || knowledge.file == nil else {
      throw ValidationError(
        "--knowledge judges the lines of two files; a history keeps what was found when they were scanned.")
    }
  }

  package func run() async throws {
    try await CommandFailure.reported {
      let (changes, since) = try asking { try history.map(compareScans) ?? compareFiles() }
      try StandardOutput.write(
        ChangeReport(changes, since: since).text(
          format, style: colour.style))
      let met = failOn.compactMap { condition in condition.sentence(on: changes) }
      for sentence in met { StandardError.notice(sentence) }
      return met.isEmpty ? .success : .failedOn
    }
  }

  private func compareScans(_ path: String) throws -> (changes: [Change], since: String) {
    let file = try HistoryFile.reading(path, rejudging: .byLines)
    defer { file.close() }
    let later = try file.scan(
      to.map { $0.choice == .newest ? .newestFinished : $0.choice } ?? .newestFinished)
    guard let earlier = try from.map({ try file.scan($0.choice) }) ?? file.finishedScan(before: later)
    else {
      throw HistoryError.noScan(
        path: path, wanted: "finished scan of the same targets before \(later.name)")
    }
    try Self.checkOrder(earlier.number, later.number)
    let comparison = try file.comparison(from: earlier, to: later, confirm: confirmation.confirm)
    return (comparison.changes, earlier.name)
  }

  private static func checkOrder(_ earlier: Int64, _ later: Int64) throws {
    guard earlier != later else {
      throw CommandFailure(
        .wrongUsage,
        "both ends are scan \(later): name two scans by --from and --to; `apiexpose history list` lists them")
    }
    guard earlier < later else {
      throw CommandFailure(
        .wrongUsage, "--from is scan \(earlier), which is later than scan \(later) of --to: exchange them")
    }
  }

  private func compareFiles() throws -> (changes: [Change], since: String) {
    guard let earlier = files.first, let later = files.last else { return ([], "") }
    let compared = try ComparedFiles(earlier, later, knowing: knowledge.load(StandardError.notice))
    if let doubt = compared.doubt { StandardError.notice(doubt) }
    return (compared.changes, earlier == "-" ? StandardInput.name : printable(earlier))
  }
}
