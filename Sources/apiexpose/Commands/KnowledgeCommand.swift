import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Sessions
import PortableFoundation

/// `apiexpose knowledge`: what verdicts are judged by, how old it is, and a newer one.
struct KnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Show the known releases, vulnerabilities and distributions.",
    usage: """
      apiexpose knowledge [<options>] [<subject>]
      apiexpose knowledge import [<options>] <file> ... -o <file>
      """,
    discussion: """
      `apiexpose knowledge show --help` lists the options of the first form, `apiexpose knowledge import --help` those of \
      the second.

      EXAMPLES
        apiexpose knowledge
        apiexpose knowledge CVE-2018-1002105
        apiexpose knowledge v1.31.4-eks-adc7111
        apiexpose knowledge v1.31.4 --go-version go1.22.8
        apiexpose knowledge 1.31
        apiexpose knowledge eks
        apiexpose knowledge controls
        apiexpose knowledge STIG
        apiexpose knowledge --since 2026-06-01
        apiexpose knowledge CVE-2023-44487 --format jsonl
        apiexpose knowledge --knowledge newer.json
        apiexpose knowledge import index.json vulndb.zip kubernetes.json -o newer.json
      """,
    subcommands: [KnowledgeShowCommand.self, KnowledgeImportCommand.self],
    defaultSubcommand: KnowledgeShowCommand.self
  )
}

/// `apiexpose knowledge show`, which is `apiexpose knowledge` with anything else than a command behind it.
struct KnowledgeShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is known, of one thing or in all.",
    usage: "apiexpose knowledge [<options>] [<subject>]",
    discussion: """
      EXAMPLES
        apiexpose knowledge v1.31.4 --go-version go1.22.8
        apiexpose knowledge --since 2026-06-01
        apiexpose knowledge CVE-2023-44487 --format jsonl
      """
  )

  @Argument(
    help: """
      A vulnerability, a version as a server tells it, a minor release, a release of Go, a distribution or \
      published controls (controls, STIG, CIS-1.2.1) to show in full.
      """)
  var subject: String?

  @Option(
    name: .customLong("go-version"),
    help: ArgumentHelp("The release of Go that built the version, as goVersion tells it.", valueName: "go"))
  var goVersion: String?

  @Option(
    help: ArgumentHelp(
      "List what was published, was released or ended from this day on (2026-06-01).", valueName: "date"))
  var since: String?

  @Option(help: "text, or jsonl: one JSON object a line.")
  var format = KnowledgeFormat.text

  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    guard since == nil || subject == nil else {
      throw ValidationError("Name a subject or --since, not both.")
    }
    guard goVersion == nil || subject != nil else {
      throw ValidationError(
        "--go-version goes with a version: apiexpose knowledge v1.31.4 --go-version go1.22.8.")
    }
    if let goVersion, GoVersion(goVersion) == nil {
      throw ValidationError(
        "--go-version: \(printable(goVersion)) is not a release of Go such as go1.22.8.")
    }
    if let since, CalendarDay(since) == nil {
      throw ValidationError("--since: `\(printable(since))` is not a date; write it as 2026-06-01.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let known = try knowledge.load(StandardError.notice)
      try StandardOutput.write(try answer(known, now: .now))
      return .success
    }
  }

  private func answer(_ known: Knowledge, now: Date) throws -> String {
    if let day = since.flatMap(CalendarDay.init) {
      let news = KnowledgeNews(known, since: day, now: now).listing
      guard !news.rows.isEmpty || format != .text else {
        return "Nothing became known from \(day) on; the knowledge is as of \(known.asOf).\n"
      }
      return news.text(format == .text ? .text : .jsonl, style: StandardOutput.style(refusesColour: true))
    }
    let text = KnowledgeText(
      known,
      origin: knowledge.path.map { "from \(printable($0))" } ?? "built into apiexpose \(ToolRelease.version)",
      now: now, layout: StandardOutput.paragraphs)
    guard let subject else { return format == .text ? text.overview : text.overviewJSON }
    guard
      let about = KnowledgeSubject(
        subject, builtBy: goVersion.flatMap(GoVersion.init), in: known, now: now)
    else {
      throw CommandFailure(.wrongUsage, text.advice(insteadOf: subject))
    }
    return format == .text ? text.about(about) : text.json(about)
  }
}

/// How the answer is written.
enum KnowledgeFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case jsonl
}
